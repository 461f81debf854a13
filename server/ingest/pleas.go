package ingest

import (
	"regexp"
	"strings"
)

var (
	captionWords = phrases("caption", "captions", "figcaption", "wpcaptiontext", "imagecaption", "photocaption", "piccaption", "legend", "bildunterschrift", "legende", "piedefoto",
		"imagecredit", "photocredit", "imgcaption", "mediacaption", "gallerycaption", "photographer", "didascalia")

	// pleaHeadings stand above boxes that want something of a reader.
	pleaHeadings = phrases("advertisement", "newsletter", "newsletters", "subscribe", "sign up", "share", "share this", "share this article", "share this story",
		"follow us", "most read", "most popular", "trending", "trending now", "popular", "latest news", "latest", "editor's picks", "editors' picks", "recommended", "recommended for you",
		"more from", "up next", "read next", "what to read next", "tags", "topics", "more on this topic", "in this article",
		"top stories", "more news", "don't miss", "watch", "also on", "support us", "stay connected", "get our newsletter",
		"anzeige", "werbung", "diesen artikel teilen", "artikel teilen", "lust auf mehr", "schon gelesen", "weiterlesen", "zum weiterlesen", "mehr themen", "weitere themen", "weitere artikel", "weitere beiträge",
		"weitere meldungen", "weitere nachrichten", "weitere informationen", "mehr aus dieser rubrik", "themen im artikel", "das könnte dich auch interessieren", "das könnte dir auch gefallen", "das könnte ihnen auch gefallen",
		"auch interessant", "auch lesenswert", "ähnliche artikel", "ähnliche beiträge", "verwandte themen", "empfehlungen der redaktion", "empfehlungen aus der redaktion", "empfohlene artikel", "mehr lesen", "mehr dazu", "mehr zu diesem thema",
		"bildnachweis", "bildnachweise", "newsletter abonnieren", "jetzt abonnieren", "folgen sie uns", "voir aussi", "à découvrir aussi", "vous aimerez aussi", "dans la même rubrique", "también te puede interesar", "ver también", "le puede interesar", "potrebbe interessarti", "leggi tutto", "veja também", "meer lezen",
		"mehr zum thema", "lesen sie auch", "siehe auch", "artikel bewerten", "while you are here", "das könnte sie auch interessieren", "meistgelesen", "teilen", "schlagworte", "themen", "über den autor",
		"publicité", "à lire aussi", "lire aussi", "sur le même sujet", "les plus lus", "partager", "à propos de l'auteur", "articles liés",
		"publicidad", "más información", "lea también", "lo más leído", "te puede interesar", "relacionadas", "noticias relacionadas", "archivado en", "compartir",
		"leia também", "leia mais", "mais lidas", "publicidade", "saiba mais", "leggi anche", "articoli correlati", "lees ook", "читайте также", "по теме", "популярное",
		"関連記事", "関連ニュース", "あわせて読みたい", "おすすめ記事", "アクセスランキング", "ランキング", "この記事をシェア", "相关新闻", "相关阅读", "推荐阅读", "延伸閱讀", "相關新聞", "热门", "分享", "관련기사",
		"الأكثر قراءة", "شارك", "مواضيع متعلقة", "زیادہ پڑھی جانے والی", "شیئر کریں", "یہ بھی پڑھیں", "ilgili haberler", "संबंधित खबरें")

	// pageRelated are headings over related stories in the languages that words.go does not have.
	pageRelated = phrases("related content", "related links", "read next", "more on this topic", "mehr zum thema", "zum thema", "verwandte artikel", "sur le même sujet", "articles liés",
		"à lire aussi", "noticias relacionadas", "artículos relacionados", "relacionadas", "notícias relacionadas", "articoli correlati", "gerelateerde artikelen", "по теме", "похожие статьи",
		"関連記事", "関連ニュース", "相关新闻", "相关阅读", "相關新聞", "관련기사", "مواضيع متعلقة", "ilgili haberler", "संबंधित खबरें")

	// bioHeadings stand above boxes about the author.
	bioHeadings = phrases("about the author", "about the authors", "author", "über den autor", "über die autorin", "zur person", "zum autor", "zur autorin", "autor", "autorin", "über die autoren", "der autor", "die autorin", "à propos de l'auteur", "à propos de l’auteur",
		"sobre la firma", "sobre el autor", "sobre la autora", "sobre o autor", "sull'autore", "об авторе", "عن الكاتب")

	// endText opens the line in which a story says where else it was printed, or who helped.
	endText = regexp.MustCompile(`(?i)^(?:(?:originally |first )?(?:published|printed|appeared)\b|this (?:article|story|piece|report) |with (?:inputs|input|files|reporting|additional reporting)\b|reporting by|additional reporting|writing by|edited by|editing by|translated by|aus dem .{3,20} von|traduit de|traducción de|شائع|یہ (?:خبر|مضمون))`)

	// plea matches a whole line that asks a reader for something, or that a site prints around every story.
	plea = regexp.MustCompile(`(?i)^(?:[►▶→»>•*\-–—|\[(]+\s*)?(?:` + strings.Join([]string{
		`advertisement|advertise with us|ad|ads|sponsored(?: content)?|story continues below(?: advertisement)?|article continues (?:below|after).*|continue reading(?: the main story| below)?.*|continues? (?:below|after) (?:the )?ad.*|scroll (?:down )?(?:to continue|for more).*`,
		`(?:click|tap) (?:here|below|the link)\b.*|read (?:more|also|next|full story|the full (?:story|article))\b.{0,200}|also read\b.*|see also\b.*|more (?:on|from|about)[: ].{0,120}|related(?: stories| articles)?[:：].*|(?:must read|don[’']t miss|also see|see more|in (?:pics|pictures|photos)|explained|you may also like|trending)\s?[|:：].*|recommended[:：]?.*|watch(?: now| the video| video)?[:：].*|listen(?: to this article| now)?[:：]?|listen to .{0,60}`,
		`(?:please )?(?:sign up|subscribe|register)\b.{0,250}|get (?:the|our|more|all the)? ?(?:latest|best|top|daily|breaking)\b.{0,200}(?:newsletter|inbox|email|e-mail|app|news).{0,80}|.{0,120}(?:sign up (?:for|to|here)|subscribe (?:to|now|here)|join our|our newsletter|delivered (?:straight )?to your inbox|by signing up|privacy policy|terms of (?:use|service)).{0,180}`,
		`join [\d,.]+ (?:other )?(?:subscribers|followers|readers).{0,40}|follow (?:us|@|the|our|him|her|them|[\p{L} ]{3,40} on)\b.{0,200}|(?:like|find|join) us on .{0,100}|download (?:the|our) .{0,60}app.{0,100}|share(?: this)?(?: (?:article|story|post|page|video))?(?: (?:on|via|with) .{0,60})?[:：]?|share on .{0,60}|tweet|e-?mail(?: this)?|print(?: this)?(?: (?:article|story|page))?|copy link|save|facebook|twitter|whatsapp|linkedin|telegram|reddit|pinterest|comments?(?: \(\d+\))?|\d+ comments?|leave a (?:comment|reply)|post a comment|view comments|add a comment`,
		`(?:©|\(c\)|copyright|all rights reserved).{0,250}|.{0,200}all rights reserved\.?|.{0,60}may not be (?:published|reproduced|republished).{0,200}`,
		`(?:tags?|topics?|filed under|keywords|categories|posted in|schlagw(?:ö|o)rter|themen|étiquettes|etiquetas|mots-clés|temas|タグ|标签|关键词|關鍵字|ٹیگز|الوسوم)[:：].{0,280}`,
		`(?:photo|image|picture|photograph|foto|bild|video|graphic|illustration|credit|source|crédit(?: photo)?|фото|写真|图片来源|تصویر)(?: (?:by|credit|via|courtesy(?: of)?))?[:：].{0,120}|(?:getty images|image source, .{0,60}|image caption, .{0,280}|media caption, .{0,280}|file photo\.?)`,
		`(?:have (?:a|you)|got a|do you have) .{0,80}(?:tip|story|information).{0,200}\?.{0,200}|(?:contact|email|e-mail|reach|write to) .{0,60}(?:@| at [\w.]+@).{0,120}|send (?:us )?(?:tips|your).{0,150}@.{0,60}`,
		`\d+ (?:min(?:ute)?s?|hours?|days?) (?:read|ago)|back to top|next (?:article|story|page)|previous (?:article|story|page)|loading\.{0,3}|play(?: video)?|skip (?:to|past) .{0,60}|view (?:gallery|more|all|in browser).{0,60}|show (?:more|less|all)|load more|hide caption|toggle caption|enlarge this image|expand|collapse|open image.{0,40}|\d+ of \d+|\d+/\d+|caption`,
		`our (?:standards|journalism)[:：].{0,120}|the (?:thomson reuters )?trust principles\.?|what do you think\?.{0,120}|if you (?:enjoyed|liked|like|found) (?:reading )?(?:this|what)\b.{0,300}|while you(?: are|[’']re) here.{0,300}|support (?:our|independent|quality) journalism.{0,200}|you (?:have|'ve) (?:reached|read) .{0,160}|already (?:a subscriber|have an account|subscribed).{0,120}|log ?in (?:to|here).{0,80}|this (?:article|content|story) is (?:for subscribers|available to subscribers).{0,120}|report (?:a typo|an error|this ad).{0,80}`,
		`(?:anzeige|werbung|mehr (?:zum thema|dazu|lesen)|lesen sie (?:auch|mehr|hier).*|zum thema[:：].*|auch interessant.*|hier (?:geht'?s|klicken|lesen).*|teilen|drucken|(?:jetzt )?(?:newsletter )?(?:abonnieren|anmelden)\b.*|folgen sie .*|empfohlener (?:externer|redaktioneller) inhalt|(?:diesen )?artikel (?:merken|teilen|drucken|anhören|vorlesen|bewerten|kommentieren)|rezept (?:drucken|merken|speichern|bewerten)|(?:alle )?angaben ohne gewähr|gefällt (?:dir|euch|ihnen) unser.{0,300}|kennt ihr schon unser.{0,200}|lust auf mehr\?.{0,300}|unterstütz(?:e|t|en sie) (?:uns|unsere)\b.{0,200}|besuchen sie unser.{0,120}|siehe auch[:：]?.{0,120}|alle rechte vorbehalten.*|quelle[:：].{0,80})`,
		`(?:publicité|lire aussi\b.*|à lire aussi\b.*|lire (?:également|la suite)\b.*|voir aussi\b.*|partager(?: (?:sur|cet article).*)?|abonnez-vous\b.*|inscrivez-vous\b.*|suivez-nous\b.*|recevez\b.{0,200}newsletter.*|tous droits réservés.*|(?:la suite|il vous reste|cet article) .{0,40}(?:réservée?|abonnés|lire).{0,60}|cet article est réservé aux abonnés.*|newsletter)`,
		`(?:publicidad|publicidade|lea (?:también|más)\b.*|lee (?:también|más)\b.*|leia (?:também|mais)\b.*|veja também\b.*|le puede interesar\b.*|te puede interesar\b.*|más información[:：]?.*|saiba mais.*|compartir(?: en .*)?|compartilhe?.*|suscríbe(?:te|se)\b.*|regístrate\b.*|s[ií]guenos\b.*|puedes ver[:：].*|mir[ae] también\b.*|siga(?:-nos| o| a)\b.*|recibe\b.{0,200}(?:boletín|newsletter).*|assine\b.*|receba\b.{0,120}|inscreva-se\b.*|todos los derechos reservados.*|todos os direitos reservados.*|continua depois da publicidade.*|continúa leyendo.*)`,
		`(?:leggi anche\b.*|iscriviti\b.*|condividi.*|riproduzione riservata.*|© riproduzione.*|pubblicità|lees ook\b.*|advertentie|läs (?:också|mer)\b.*|annons|les også\b.*|читайте также.*|подпишитесь.*|подписывайтесь.*|реклама|поделиться.*)`,
		`(?:広告|関連記事.*|あわせて読みたい.*|続きを読む.*|この記事をシェア.*|シェア(?:する)?|ツイート|印刷|無断転載.*|会員登録.*|この記事は有料.*|残り\d+文字.*|写真一覧.*|【関連】.*|広告|广告|相关(?:新闻|阅读|报道|文章).*|延伸閱讀.*|延伸阅读.*|(?:[\(（【\[]?责任编辑|[\(（【\[]?編輯|责编|编辑).*|分享(?:到|至)?.{0,40}|扫一扫.*|关注.{0,60}公众号.*|版权(?:声明|所有).*|点击.{0,40}|更多(?:精彩|新闻|资讯).*|무단.{0,10}전재.*|관련기사.*|구독.*)`,
		`(?:اقرأ (?:أيضا|أيضاً|المزيد|ايضا).*|شاهد أيضا.*|تابعونا.*|تابعنا.*|اشترك .*|شارك(?:ها| المقال| الخبر)?.{0,40}|جميع الحقوق محفوظة.*|إعلان|اعلان|یہ بھی پڑھیں.*|مزید پڑھیں.*|مزید پڑھئے.*|اشتہار|شیئر کریں.*|ہمیں .{0,30}فالو کریں.*|جملہ حقوق.*|ilgili haber.*|abone ol.*|यह भी पढ़ें.*|और पढ़ें.*|विज्ञापन)`,
	}, "|") + `)\s*[\])|:：.!…»>→]*$`)

	bioText = regexp.MustCompile(`(?i)^,?\s*(?:is (?:a|an|the|our)\b|was (?:a|an|the)\b|are \w+|covers\b|writes\b|has (?:been|covered|written|worked)\b|joined\b|can be reached\b|works\b|ist \w+|schreibt\b|berichtet\b|est (?:journaliste|correspondant|rédact)|es (?:periodista|redactor|corresponsal)|é (?:jornalista|repórter))`)
)

// isPlea reports that a whole line is none of the story's.
func isPlea(text string) bool { return plea.MatchString(text) }
