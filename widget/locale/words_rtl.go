package locale

// Counted nouns take the genitive after "reading": two minutes are دقيقتين.
var arabic = Strings{
	Lang: "ar", Dir: "rtl",
	ReadHere: "اقرأ هنا", Close: "إغلاق", Related: "موضوعات ذات صلة", AlsoSee: "اقرأ أيضًا", By: "بقلم %s",
	Updated: "آخر تحديث:", Correction: "تصويب", Withdrawn: "سحب الناشر هذا المقال.",
	Comments: "التعليقات", ReadAt: "اقرأ على %s", TextSize: "حجم النص", Smaller: "أصغر", Larger: "أكبر",
	UpdatedAt: "حُدِّث الساعة %s", Show: "عرض", Display: "طريقة العرض", Appearance: "المظهر", Automatic: "تلقائي",
	Light: "فاتح", Dark: "داكن", Measure: "طول السطر", Shorter: "أقصر", Longer: "أطول",
	Listen: "استماع", Pause: "إيقاف مؤقت", Resume: "متابعة", Share: "مشاركة", Copied: "نُسخ الرابط",
	Find: "البحث في المقال", Previous: "السابق", Next: "التالي", Back: "رجوع", Enlarge: "تكبير الصورة",
	readTime: forms{
		one: "قراءة دقيقة واحدة", two: "قراءة دقيقتين", few: "قراءة # دقائق", many: "قراءة # دقيقة", other: "قراءة # دقيقة",
	},
	comments: forms{
		zero: "لا توجد تعليقات", one: "تعليق واحد", two: "تعليقان", few: "# تعليقات", many: "# تعليقًا", other: "# تعليق",
	},
	date: "D M Y",
	months: []string{
		"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
	},
	comma: " و", and: " و", group: ",",
}

// The months of Arabic's regions; see arabicIn.
var (
	monthsLevant = []string{
		"كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
	}
	monthsAlgeria = []string{
		"جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
	}
	monthsMorocco = []string{
		"يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر",
	}
	monthsMauritania = []string{
		"يناير", "فبراير", "مارس", "إبريل", "مايو", "يونيو", "يوليو", "أغشت", "شتمبر", "أكتوبر", "نوفمبر", "دجمبر",
	}
)

// CLDR has a comma before the last "and" of a list; the Persian press has none.
var persian = Strings{
	Lang: "fa", Dir: "rtl",
	ReadHere: "همین\u200cجا بخوانید", Close: "بستن", Related: "مطالب مرتبط", AlsoSee: "بیشتر بخوانید", By: "نوشتهٔ %s",
	Updated: "به\u200cروزرسانی:", Correction: "اصلاحیه", Withdrawn: "ناشر این مطلب را پس گرفته است.",
	Comments: "دیدگاه\u200cها", ReadAt: "خواندن در %s", TextSize: "اندازهٔ متن", Smaller: "کوچک\u200cتر", Larger: "بزرگ\u200cتر",
	UpdatedAt: "ساعت %s به\u200cروز شد", Show: "نمایش", Display: "نحوهٔ نمایش", Appearance: "ظاهر", Automatic: "خودکار",
	Light: "روشن", Dark: "تیره", Measure: "طول سطر", Shorter: "کوتاه\u200cتر", Longer: "بلندتر",
	Listen: "شنیدن", Pause: "مکث", Resume: "ادامه", Share: "هم\u200cرسانی", Copied: "پیوند رونوشت شد",
	Find: "جست\u200cوجو در این مطلب", Previous: "قبلی", Next: "بعدی", Back: "بازگشت", Enlarge: "بزرگ\u200cنمایی تصویر",
	readTime: forms{other: "# دقیقه مطالعه"},
	comments: forms{zero: "بدون دیدگاه", other: "# دیدگاه"},
	date:     "D M Y",
	months: []string{
		"ژانویهٔ", "فوریهٔ", "مارس", "آوریل", "مهٔ", "ژوئن", "ژوئیهٔ", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر",
	},
	comma: "، ", and: " و ", group: ",", zero: '۰',
}

// monthsDari are those of Persian in Afghanistan.
var monthsDari = []string{
	"جنوری", "فبروری", "مارچ", "اپریل", "می", "جون", "جولای", "اگست", "سپتمبر", "اکتوبر", "نومبر", "دسمبر",
}

var hebrew = Strings{
	Lang: "he", Dir: "rtl",
	ReadHere: "לקריאה כאן", Close: "סגירה", Related: "כתבות קשורות", AlsoSee: "ראו גם", By: "מאת %s",
	Updated: "עודכן:", Correction: "תיקון", Withdrawn: "הכתבה הוסרה בידי המערכת.",
	Comments: "תגובות", ReadAt: "לקריאה באתר %s", TextSize: "גודל הטקסט", Smaller: "קטן יותר", Larger: "גדול יותר",
	UpdatedAt: "עודכן בשעה %s", Show: "הצגה", Display: "תצוגה", Appearance: "מראה", Automatic: "אוטומטי",
	Light: "בהיר", Dark: "כהה", Measure: "אורך השורה", Shorter: "קצר יותר", Longer: "ארוך יותר",
	Listen: "האזנה", Pause: "השהיה", Resume: "המשך", Share: "שיתוף", Copied: "הקישור הועתק",
	Find: "חיפוש בכתבה", Previous: "הקודם", Next: "הבא", Back: "חזרה", Enlarge: "הגדלת התמונה",
	readTime: forms{one: "דקת קריאה", two: "שתי דקות קריאה", other: "# דקות קריאה"},
	comments: forms{zero: "אין תגובות", one: "תגובה אחת", two: "שתי תגובות", other: "# תגובות"},
	date:     "D בM Y",
	months: []string{
		"ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר",
	},
	comma: ", ", and: " ו", group: ",",
}

// CLDR has a comma between month and year, and one before the last "and" of a list; the Urdu press prints neither.
var urdu = Strings{
	Lang: "ur", Dir: "rtl",
	ReadHere: "یہیں پڑھیں", Close: "بند کریں", Related: "متعلقہ خبریں", AlsoSee: "یہ بھی پڑھیں", By: "تحریر: %s",
	Updated: "تازہ ترین:", Correction: "تصحیح", Withdrawn: "ناشر نے یہ خبر واپس لے لی ہے۔",
	Comments: "تبصرے", ReadAt: "%s پر پڑھیں", TextSize: "متن کا سائز", Smaller: "چھوٹا", Larger: "بڑا",
	UpdatedAt: "%s بجے تازہ کیا گیا", Show: "دکھائیں", Display: "نمائش", Appearance: "رنگ", Automatic: "خودکار",
	Light: "روشن", Dark: "گہرا", Measure: "سطر کی لمبائی", Shorter: "چھوٹی", Longer: "لمبی",
	Listen: "سنیں", Pause: "وقفہ", Resume: "جاری رکھیں", Share: "شیئر کریں", Copied: "لنک کاپی ہو گیا",
	Find: "اس خبر میں تلاش کریں", Previous: "پچھلا", Next: "اگلا", Back: "واپس", Enlarge: "تصویر بڑی کریں",
	readTime: forms{other: "# منٹ کا مطالعہ"},
	comments: forms{zero: "کوئی تبصرہ نہیں", one: "# تبصرہ", other: "# تبصرے"},
	date:     "D M Y",
	months: []string{
		"جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر", "اکتوبر", "نومبر", "دسمبر",
	},
	comma: "، ", and: " اور ", group: ",",
}
