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
	UpdatedAt: "Updated at %s", Show: "Show", Display: "Display", Appearance: "Appearance", Automatic: "Automatic",
	Light: "Light", Dark: "Dark", Measure: "Line length", Shorter: "Shorter", Longer: "Longer",
	Listen: "Listen", Pause: "Pause", Resume: "Continue", Share: "Share", Copied: "Link copied",
	Find: "Find in this story", Previous: "Previous", Next: "Next", Back: "Back", Enlarge: "Enlarge picture",
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
	UpdatedAt: "Um %s aktualisiert", Show: "Anzeigen", Display: "Darstellung", Appearance: "Erscheinungsbild", Automatic: "Automatisch",
	Light: "Hell", Dark: "Dunkel", Measure: "Zeilenlänge", Shorter: "Kürzer", Longer: "Länger",
	Listen: "Vorlesen", Pause: "Pause", Resume: "Fortsetzen", Share: "Teilen", Copied: "Link kopiert",
	Find: "In diesem Beitrag suchen", Previous: "Vorherige", Next: "Nächste", Back: "Zurück", Enlarge: "Bild vergrößern",
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
	UpdatedAt: "Mis à jour à %s", Show: "Afficher", Display: "Affichage", Appearance: "Apparence", Automatic: "Automatique",
	Light: "Clair", Dark: "Sombre", Measure: "Longueur des lignes", Shorter: "Plus courtes", Longer: "Plus longues",
	Listen: "Écouter", Pause: "Pause", Resume: "Reprendre", Share: "Partager", Copied: "Lien copié",
	Find: "Chercher dans l’article", Previous: "Précédent", Next: "Suivant", Back: "Retour", Enlarge: "Agrandir l’image",
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
	UpdatedAt: "Actualizado a las %s", Show: "Mostrar", Display: "Visualización", Appearance: "Apariencia", Automatic: "Automática",
	Light: "Clara", Dark: "Oscura", Measure: "Longitud de línea", Shorter: "Más corta", Longer: "Más larga",
	Listen: "Escuchar", Pause: "Pausa", Resume: "Continuar", Share: "Compartir", Copied: "Enlace copiado",
	Find: "Buscar en el artículo", Previous: "Anterior", Next: "Siguiente", Back: "Volver", Enlarge: "Ampliar la imagen",
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
	UpdatedAt: "Atualizado às %s", Show: "Mostrar", Display: "Exibição", Appearance: "Aparência", Automatic: "Automática",
	Light: "Clara", Dark: "Escura", Measure: "Largura das linhas", Shorter: "Mais curtas", Longer: "Mais longas",
	Listen: "Ouvir", Pause: "Pausar", Resume: "Continuar", Share: "Compartilhar", Copied: "Link copiado",
	Find: "Procurar no artigo", Previous: "Anterior", Next: "Seguinte", Back: "Voltar", Enlarge: "Ampliar imagem",
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
	UpdatedAt: "%s itibarıyla güncellendi", Show: "Göster", Display: "Görünüm", Appearance: "Renkler", Automatic: "Otomatik",
	Light: "Açık", Dark: "Koyu", Measure: "Satır uzunluğu", Shorter: "Daha kısa", Longer: "Daha uzun",
	Listen: "Dinle", Pause: "Duraklat", Resume: "Sürdür", Share: "Paylaş", Copied: "Bağlantı kopyalandı",
	Find: "Haberde ara", Previous: "Önceki", Next: "Sonraki", Back: "Geri", Enlarge: "Resmi büyüt",
	readTime: forms{other: "# dakikalık okuma"},
	comments: forms{zero: "Yorum yok", other: "# yorum"},
	date:     "D M Y",
	months: []string{
		"Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık",
	},
	comma: ", ", and: " ve ", group: ".",
}
