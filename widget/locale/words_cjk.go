package locale

// Months are numbers in Chinese, Japanese and Korean dates.
var monthNumbers = []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"}

var chinese = Strings{
	Lang: "zh", Dir: "ltr",
	ReadHere: "在此阅读", Close: "关闭", Related: "相关报道", AlsoSee: "延伸阅读", By: "作者：%s",
	Updated: "更新于", Correction: "更正", Withdrawn: "本文已被发布方撤回。",
	Comments: "评论", ReadAt: "在%s阅读", TextSize: "文字大小", Smaller: "缩小", Larger: "放大",
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
	readTime: forms{other: "읽는 시간 #분"},
	comments: forms{zero: "댓글 없음", other: "댓글 #개"},
	date:     "Y년 M월 D일", months: monthNumbers,
	comma: ", ", and: " 및 ", group: ",",
}
