package ingest

import "testing"

func TestFindDate(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Published: Monday, 8 November 2025 | 14:05 GMT": "2025-11-08T14:05:00Z",
		"Posted 3 March 2019":                            "2019-03-03",
		"Sat 8 Nov 2025 14.05 GMT":                       "2025-11-08T14:05:00Z",
		"11:30 AM EST, Tue February 14, 2023":            "2023-02-14",
		"Nov. 8, 2025 at 9:30 p.m. UTC":                  "2025-11-08T21:30:00Z",
		"2019年3月3日 5時00分":                                "2019-03-03",
		"2019년 3월 3일":                                    "2019-03-03",
		"3. März 2019, 10:15 Uhr":                        "2019-03-03",
		"03.03.2019, 10.15 Uhr":                          "2019-03-03",
		"Publié le 3 mars 2019 à 10h15":                  "2019-03-03",
		"le 1er août 2021":                               "2021-08-01",
		"3 de marzo de 2019":                             "2019-03-03",
		"03 mar 2019 - 10:15CET":                         "2019-03-03",
		"3 de março de 2019":                             "2019-03-03",
		"3 marzo 2019":                                   "2019-03-03",
		"18 января 2021, 12:20":                          "2021-01-18",
		"3 marca 2019":                                   "2019-03-03",
		"3 Mart 2019":                                    "2019-03-03",
		"12 أكتوبر 2021":                                 "2021-10-12",
		"۸ نومبر ۲۰۲۵":                                   "2025-11-08",
		"2019-03-03 10:15:00":                            "2019-03-03",
		"2019/03/03":                                     "2019-03-03",
		"2019.03.03 10:15":                               "2019-03-03",
		"25/12/2025":                                     "2025-12-25",
		"12/25/2025":                                     "2025-12-25",
		"05/05/2025":                                     "2025-05-05",
		"08/11/2025":                                     "",
		"1551609900":                                     "2019-03-03T10:45:00Z",
		"1551609900000":                                  "2019-03-03T10:45:00Z",
		"2019-03-03T10:15:00+05:30":                      "2019-03-03T10:15:00+05:30",
		"Room 31, 42 Smarch 2019":                        "",
		"30 February 2019":                               "",
		"He was born 3 times in 2019":                    "",
		"call 555-2019-03":                               "",
		"":                                               "",
	} {
		got, ok := findDate(text)
		if got.String() != want || ok != (want != "") {
			t.Errorf("findDate(%q) = %q, %v; want %q", text, got, ok, want)
		}
	}
}

func TestDateOfURL(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://a.example/2019/03/03/story":            "2019-03-03",
		"https://a.example/2019/3/13/story":             "2019-03-13",
		"https://a.example/news/20190303/story.html":    "2019-03-03",
		"https://a.example/2019-03/03/c_1124180000.htm": "2019-03-03",
		"https://a.example/story-2019-03-03.html":       "2019-03-03",
		"https://a.example/a/2089906-no-violence":       "",
		"https://a.example/2019/33/03/":                 "",
		"https://a.example/1066/10/14/hastings":         "",
		"https://a.example/1954000":                     "",
		"":                                              "",
	} {
		if got, ok := dateOfURL(address); got.String() != want || ok != (want != "") {
			t.Errorf("dateOfURL(%q) = %q, %v; want %q", address, got, ok, want)
		}
	}
}
