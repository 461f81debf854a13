package locale

// Months are numbers in Chinese, Japanese and Korean dates.
var monthNumbers = []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"}

var chinese = Strings{
	Lang: "zh", Dir: "ltr",
	ReadHere: "在此阅读", Close: "关闭", Related: "相关报道", AlsoSee: "延伸阅读", By: "作者：%s",
	Updated: "更新于", Correction: "更正", Withdrawn: "本文已被发布方撤回。",
	Comments: "评论", ReadAt: "在%s阅读", TextSize: "文字大小", Smaller: "缩小", Larger: "放大",
	UpdatedAt: "%s更新", Show: "显示", Display: "显示设置", Appearance: "外观", Automatic: "自动",
	Light: "浅色", Dark: "深色", Measure: "行宽", Shorter: "更窄", Longer: "更宽",
	Listen: "朗读", Pause: "暂停", Resume: "继续", Share: "分享", Copied: "链接已复制",
	Find: "在文中查找", Previous: "上一个", Next: "下一个", Back: "返回", Enlarge: "放大图片",
	readTime: forms{other: "阅读需#分钟"},
	comments: forms{zero: "暂无评论", other: "#条评论"},
	date:     "Y年M月D日", months: monthNumbers,
	comma: "、", and: "和", group: ",",
}

// traditional is Chinese for Taiwan, Hong Kong, Macau and every tag with the script Hant.
var traditional = Strings{
	Lang: "zh", Dir: "ltr",
	ReadHere: "在此閱讀", Close: "關閉", Related: "相關報導", AlsoSee: "延伸閱讀", By: "作者：%s",
	Updated: "更新於", Correction: "更正", Withdrawn: "本文已由發布方撤回。",
	Comments: "留言", ReadAt: "在%s閱讀", TextSize: "文字大小", Smaller: "縮小", Larger: "放大",
	UpdatedAt: "%s更新", Show: "顯示", Display: "顯示設定", Appearance: "外觀", Automatic: "自動",
	Light: "淺色", Dark: "深色", Measure: "行寬", Shorter: "更窄", Longer: "更寬",
	Listen: "朗讀", Pause: "暫停", Resume: "繼續", Share: "分享", Copied: "已複製連結",
	Find: "在文中尋找", Previous: "上一個", Next: "下一個", Back: "返回", Enlarge: "放大圖片",
	readTime: forms{other: "閱讀需 # 分鐘"},
	comments: forms{zero: "尚無留言", other: "# 則留言"},
	date:     "Y年M月D日", months: monthNumbers,
	comma: "、", and: "和", group: ",",
}

var japanese = Strings{
	Lang: "ja", Dir: "ltr",
	ReadHere: "ここで読む", Close: "閉じる", Related: "関連記事", AlsoSee: "あわせて読む", By: "文：%s",
	Updated: "更新：", Correction: "訂正", Withdrawn: "この記事は配信元により取り下げられました。",
	Comments: "コメント", ReadAt: "%sで読む", TextSize: "文字サイズ", Smaller: "小さく", Larger: "大きく",
	UpdatedAt: "%s更新", Show: "表示", Display: "表示設定", Appearance: "外観", Automatic: "自動",
	Light: "ライト", Dark: "ダーク", Measure: "行の長さ", Shorter: "短く", Longer: "長く",
	Listen: "読み上げ", Pause: "一時停止", Resume: "再開", Share: "共有", Copied: "リンクをコピーしました",
	Find: "記事内を検索", Previous: "前へ", Next: "次へ", Back: "戻る", Enlarge: "画像を拡大",
	readTime: forms{other: "#分で読めます"},
	comments: forms{zero: "コメントはまだありません", other: "コメント#件"},
	date:     "Y年M月D日", months: monthNumbers,
	comma: "、", and: "、", group: ",",
}

var korean = Strings{
	Lang: "ko", Dir: "ltr",
	ReadHere: "여기서 읽기", Close: "닫기", Related: "관련 기사", AlsoSee: "함께 읽기", By: "글 %s",
	Updated: "최종 수정", Correction: "바로잡습니다", Withdrawn: "발행사가 이 기사를 철회했습니다.",
	Comments: "댓글", ReadAt: "%s에서 읽기", TextSize: "글자 크기", Smaller: "작게", Larger: "크게",
	UpdatedAt: "%s 업데이트", Show: "보기", Display: "보기 설정", Appearance: "화면 모드", Automatic: "자동",
	Light: "밝게", Dark: "어둡게", Measure: "줄 길이", Shorter: "짧게", Longer: "길게",
	Listen: "듣기", Pause: "일시정지", Resume: "이어 듣기", Share: "공유", Copied: "링크가 복사되었습니다",
	Find: "기사에서 찾기", Previous: "이전", Next: "다음", Back: "뒤로", Enlarge: "사진 크게 보기",
	readTime: forms{other: "읽는 시간 #분"},
	comments: forms{zero: "댓글 없음", other: "댓글 #개"},
	date:     "Y년 M월 D일", months: monthNumbers,
	comma: ", ", and: " 및 ", group: ",",
}
