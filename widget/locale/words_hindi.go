package locale

var hindi = Strings{
	Lang: "hi", Dir: "ltr",
	ReadHere: "यहीं पढ़ें", Close: "बंद करें", Related: "संबंधित ख़बरें", AlsoSee: "यह भी पढ़ें", By: "लेखक: %s",
	Updated: "अपडेट:", Correction: "भूल सुधार", Withdrawn: "प्रकाशक ने यह ख़बर वापस ले ली है।",
	Comments: "टिप्पणियाँ", ReadAt: "%s पर पढ़ें", TextSize: "अक्षरों का आकार", Smaller: "छोटा", Larger: "बड़ा",
	UpdatedAt: "%s बजे अपडेट किया गया", Show: "दिखाएँ", Display: "प्रदर्शन", Appearance: "रूप", Automatic: "स्वचालित",
	Light: "हल्का", Dark: "गहरा", Measure: "पंक्ति की लंबाई", Shorter: "छोटी", Longer: "लंबी",
	Listen: "सुनें", Pause: "रोकें", Resume: "जारी रखें", Share: "साझा करें", Copied: "लिंक कॉपी हो गया",
	Find: "इस ख़बर में खोजें", Previous: "पिछला", Next: "अगला", Back: "वापस", Enlarge: "तस्वीर बड़ी करें",
	readTime: forms{other: "# मिनट में पढ़ें"},
	comments: forms{zero: "कोई टिप्पणी नहीं", one: "# टिप्पणी", other: "# टिप्पणियाँ"},
	date:     "D M Y",
	months: []string{
		"जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर",
	},
	comma: ", ", and: " और ", andLast: ", और ", group: ",", lakh: true,
}
