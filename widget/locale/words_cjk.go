package locale

// Months are numbers in Chinese and Japanese dates.
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
