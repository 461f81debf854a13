package locale

// all lists the languages; each appears once.
var all = []*Strings{
	&english, &german, &french, &spanish, &portuguese, &turkish, &arabic, &persian, &hebrew, &urdu, &chinese, &japanese, &korean,
	&hindi,
}

var english = Strings{
	Lang: "en", Dir: "ltr",
	ReadHere: "Read here", Close: "Close", Related: "Related stories", AlsoSee: "Also see", By: "By %s",
	Updated: "Updated", Correction: "Correction", Withdrawn: "This story has been withdrawn by its publisher.",
	Comments: "Comments", ReadAt: "Read at %s", TextSize: "Text size", Smaller: "Smaller", Larger: "Larger",
	readTime: forms{other: "# min read"},
	comments: forms{zero: "No comments", one: "# comment", other: "# comments"},
	date:     "D M Y",
	months: []string{
		"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
	},
	comma: ", ", and: " and ", group: ",",
}

var german = Strings{
	Lang: "de", Dir: "ltr",
	ReadHere: "Hier lesen", Close: "Schließen", Related: "Mehr zum Thema", AlsoSee: "Lesen Sie auch", By: "Von %s",
	Updated: "Aktualisiert am", Correction: "Berichtigung", Withdrawn: "Dieser Beitrag wurde von der Redaktion zurückgezogen.",
	Comments: "Kommentare", ReadAt: "Lesen bei %s", TextSize: "Schriftgröße", Smaller: "Kleiner", Larger: "Größer",
	readTime: forms{other: "# Min. Lesezeit"},
	comments: forms{zero: "Keine Kommentare", one: "# Kommentar", other: "# Kommentare"},
	date:     "D. M Y",
	months: []string{
		"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
	},
	comma: ", ", and: " und ", group: ".",
}

// French newspapers print "1er" for the first, which CLDR leaves out.
var french = Strings{
	Lang: "fr", Dir: "ltr",
	ReadHere: "Lire ici", Close: "Fermer", Related: "Sur le même sujet", AlsoSee: "À lire aussi", By: "Par %s",
	Updated: "Mis à jour le", Correction: "Rectificatif", Withdrawn: "Cet article a été retiré par la rédaction.",
	Comments: "Commentaires", ReadAt: "Lire sur %s", TextSize: "Taille du texte", Smaller: "Plus petit", Larger: "Plus grand",
	readTime: forms{other: "# min de lecture"},
	comments: forms{zero: "Aucun commentaire", one: "# commentaire", many: "# de commentaires", other: "# commentaires"},
	date:     "D M Y", firstDay: "1er",
	months: []string{
		"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
	},
	comma: ", ", and: " et ", group: "\u202f", // narrow no-break space
}

var spanish = Strings{
	Lang: "es", Dir: "ltr",
	ReadHere: "Leer aquí", Close: "Cerrar", Related: "Noticias relacionadas", AlsoSee: "Lea también", By: "Por %s",
	Updated: "Actualizado el", Correction: "Corrección", Withdrawn: "La redacción ha retirado este artículo.",
	Comments: "Comentarios", ReadAt: "Leer en %s", TextSize: "Tamaño del texto", Smaller: "Más pequeño", Larger: "Más grande",
	readTime: forms{other: "# min de lectura"},
	comments: forms{zero: "Sin comentarios", one: "# comentario", many: "# de comentarios", other: "# comentarios"},
	date:     "D de M de Y",
	months: []string{
		"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
	},
	comma: ", ", and: " y ", group: ".", ungroup: 10_000,
}

// Brazilian newspapers print "1º" for the first, which CLDR leaves out; inRegion takes it away elsewhere.
var portuguese = Strings{
	Lang: "pt", Dir: "ltr",
	ReadHere: "Ler aqui", Close: "Fechar", Related: "Notícias relacionadas", AlsoSee: "Leia também", By: "Por %s",
	Updated: "Atualizado em", Correction: "Correção", Withdrawn: "Este artigo foi retirado pela redação.",
	Comments: "Comentários", ReadAt: "Ler em %s", TextSize: "Tamanho do texto", Smaller: "Menor", Larger: "Maior",
	readTime: forms{other: "# min de leitura"},
	comments: forms{zero: "Nenhum comentário", one: "# comentário", many: "# de comentários", other: "# comentários"},
	date:     "D de M de Y", firstDay: "1º",
	months: []string{
		"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro",
	},
	comma: ", ", and: " e ", group: ".",
}

var turkish = Strings{
	Lang: "tr", Dir: "ltr",
	ReadHere: "Burada oku", Close: "Kapat", Related: "İlgili haberler", AlsoSee: "Ayrıca okuyun", By: "Yazan: %s",
	Updated: "Güncelleme:", Correction: "Düzeltme", Withdrawn: "Bu haber yayıncısı tarafından geri çekildi.",
	Comments: "Yorumlar", ReadAt: "%s sitesinde oku", TextSize: "Yazı boyutu", Smaller: "Küçült", Larger: "Büyüt",
	readTime: forms{other: "# dakikalık okuma"},
	comments: forms{zero: "Yorum yok", other: "# yorum"},
	date:     "D M Y",
	months: []string{
		"Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık",
	},
	comma: ", ", and: " ve ", group: ".",
}
