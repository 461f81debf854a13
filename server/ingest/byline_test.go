package ingest

import (
	"strings"
	"testing"
)

func TestBylineNames(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"By JANE DOE and John Roe, Staff Writers | Associated Press": "JANE DOE; John Roe",
		"By Jane Doe":                                             "Jane Doe",
		"Jane Doe":                                                "Jane Doe",
		"by jane doe":                                             "",
		"By Jane Doe, BBC News, in Nairobi":                       "Jane Doe",
		"By Jane Doe in Nairobi and Al Roe":                       "Jane Doe",
		"Jane Doe, Al Roe & Kim Poe":                              "Jane Doe; Al Roe; Kim Poe",
		"Von Katrin Böhme und Jens Ude, Berlin":                   "Katrin Böhme; Jens Ude; Berlin",
		"Von unserer Redaktion":                                   "unserer Redaktion",
		"Par Claire Le Goff et Yann Morvan":                       "Claire Le Goff; Yann Morvan",
		"Par Claire Le Goff (Port-Selin, correspondante)":         "Claire Le Goff",
		"Por Lucía Herrera y Mateo Ruiz":                          "Lucía Herrera; Mateo Ruiz",
		"Enviado por Lucía Herrera el 3 de marzo de 2019 - 10:15": "Lucía Herrera",
		"Di Anna Rossi":                                           "Anna Rossi",
		"Door Pieter de Vries":                                    "Pieter de Vries",
		"Автор: Анна Белова":                                      "Анна Белова",
		"記者 林晓雨":                                                  "林晓雨",
		"بقلم ليلى حدّاد":                                         "ليلى حدّاد",
		"تحریر: ثنا قریشی":                                        "ثنا قریشی",
		"By Reuters":                                              "Reuters",
		"Associated Press":                                        "Associated Press",
		"By Jane Doe and Reuters":                                 "Jane Doe",
		"Doe, Jane":                                               "Doe, Jane",
		"Jean-Luc O’Neil III":                                     "Jean-Luc O’Neil III",
		"Ludwig van der Berg":                                     "Ludwig van der Berg",
		"Richard (R.J.) Eskow":                                    "Richard (R.J.) Eskow",
		"By Jane Doe Published March 3, 2019":                     "Jane Doe",
		"Jane Doe 22 Dec 2016 651":                                "Jane Doe",
		"By Jane Doe | 5 min read":                                "Jane Doe",
		"Written by Jane Doe · Updated 3 hours ago":               "Jane Doe",
		"Posted on September 21, 2020 by Adi Tzil":                "Adi Tzil",
		"Text von Christian Weiler Illustration von Markus Post":  "Christian Weiler",
		"Jaime Nieto, Seguir Medellín":                            "Jaime Nieto",
		"Web Commerce www.commerce.example":                       "",
		"Martin Untel (avec Damien Leloir et Morgane Talu)":       "Martin Untel; Damien Leloir; Morgane Talu",
		"Jane Doe (with Reuters)":                                 "Jane Doe",
		"Bradley M. Doe (http://doe.example/brad/)":               "Bradley M. Doe",
		"Joe Roe Monday, February 29, 2016 @ 11:10 PM UTC":        "Joe Roe",
		"Monday, February 29, 2016":                               "",
		"Mac & i":                                                 "",
		"admin":                                                   "",
		"jane@paper.example":                                      "",
		"https://paper.example/people/jane":                       "",
		"By the way, nobody came to the meeting":                  "",
		"":                                                        "",
		strings.Repeat("Name ", 100):                              "",
	} {
		if got := strings.Join(bylineNames(text), "; "); got != want {
			t.Errorf("bylineNames(%q) = %q, want %q", text, got, want)
		}
	}
}
