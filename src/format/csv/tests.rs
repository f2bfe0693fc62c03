//! Tables as they come: delimiters, quotes, names in many languages, damage.

use super::*;
use crate::format::tests::{drafts, outcomes};
use crate::format::{Format, detect};
use proptest::prelude::*;

#[test]
fn every_delimiter_quotes_and_line_ends_inside_values_are_read() {
    for delimiter in [",", ";", "\t", "|"] {
        let text = "id;headline;text;date\r\n1;\"Harbour; opens\";\"Ships \"\"came\"\" in.\n\nMore, came.\";2024-05-01\r\n\r\n2;Storm;Rain 5\" deep;\r\n"
            .replace(';', delimiter);
        let drafts = drafts(text.as_bytes(), "export");
        let [first, second] = drafts.as_slice() else {
            panic!("{delimiter}: {drafts:?}");
        };
        assert_eq!(first.title, format!("Harbour{delimiter} opens"));
        assert_eq!(first.body, "Ships \"came\" in.\n\nMore, came.");
        assert_eq!(first.date, "2024-05-01");
        assert_eq!(
            (second.title.as_str(), second.body.as_str()),
            ("Storm", "Rain 5\" deep")
        );
        assert_eq!(second.id.as_deref(), Some("2"));
    }
}

#[test]
fn tables_are_told_from_texts() {
    let of = |text: &str, name: &str| detect(text.as_bytes(), name);
    assert_eq!(of("title,body\na,b\n", "x"), Some(Format::Csv));
    assert_eq!(of("a,b\n1,2\n", "x.csv"), Some(Format::Csv));
    assert_eq!(of("a\tb\n1\t2\n", "x.tsv"), Some(Format::Csv));
    assert_eq!(
        of("Storms, floods and fires\nText, more.\n", "x.txt"),
        Some(Format::Text)
    );
    assert_eq!(
        of("Date, time and source\n\nText.\n", "x"),
        Some(Format::Text)
    );
    assert_eq!(
        of("{\"title\":\"a\"}\n{\"title\":\"b\"}\n", "x.csv"),
        Some(Format::JsonLines)
    );
    assert_eq!(
        of("title,body\na,b\n", "x.json"),
        Some(Format::Csv),
        "a name does not make JSON of a table"
    );
}

#[test]
fn lines_may_end_with_a_carriage_return() {
    let text = "headline,text\rHarbour opens,\"Ships came.\r\rMore came.\"\rStorm,Rain.\r";
    let read = drafts(text.as_bytes(), "old.csv");
    let read: Vec<(&str, &str)> = read
        .iter()
        .map(|draft| (draft.title.as_str(), draft.body.as_str()))
        .collect();
    assert_eq!(
        read,
        [
            ("Harbour opens", "Ships came.\n\nMore came."),
            ("Storm", "Rain.")
        ]
    );
}

/// The names of title, text, date, author and source.
const ABROAD: [(&str, &str); 10] = [
    ("de", "Überschrift;Inhalt;Datum;Autor;Quelle"),
    ("fr", "Titre;Texte;Date de publication;Auteur;Journal"),
    ("es", "Título;Contenido;Fecha de publicación;Autor;Fuente"),
    ("pt", "título;conteúdo;data_publicação;autor;fonte"),
    ("it", "titolo;testo;data;autore;testata"),
    ("nl", "Kop;Tekst;Datum;Auteur;Krant"),
    ("ru", "Заголовок;Текст;Дата публикации;Автор;Источник"),
    ("zh", "标题;正文;发布时间;作者;来源"),
    ("zh-Hant", "標題;內容;發布時間;作者;來源"),
    ("ar", "العنوان;النص;تاريخ النشر;الكاتب;المصدر"),
];

#[test]
fn tables_in_other_languages_are_told_and_read() {
    for (language, names) in ABROAD {
        let table = format!("{names}\na;b;c;d;e\n");
        let found = detect(table.as_bytes(), "export");
        assert_eq!(found, Some(Format::Csv), "{language}");
        let expected = Draft {
            title: "a".to_owned(),
            body: "b".to_owned(),
            date: "c".to_owned(),
            authors: vec!["d".to_owned()],
            source: "e".to_owned(),
            day_first_names: !language.starts_with("zh"),
            ..Draft::default()
        };
        assert_eq!(drafts(table.as_bytes(), "export"), [expected], "{language}");
    }
}

#[test]
fn names_in_old_charsets_are_known() {
    let (_, russian) = ABROAD[6];
    let (_, german) = ABROAD[0];
    let (_, chinese) = ABROAD[7];
    let charsets = [
        (russian, encoding_rs::WINDOWS_1251),
        (german, encoding_rs::WINDOWS_1252),
        (chinese, encoding_rs::GBK),
    ];
    for (names, charset) in charsets {
        let table = format!("{names}\na;b;c;d;e\n");
        let (bytes, _, _) = charset.encode(&table);
        let [draft] = &drafts(&bytes, "export")[..] else {
            panic!("{names}");
        };
        assert_eq!((draft.title.as_str(), draft.body.as_str()), ("a", "b"));
    }
}

#[test]
fn rows_of_another_length_fail_alone() {
    let text = "title,body\na,b\nc\nd,e,f\ng,h,,\n\"i \\\"x\\\" j\",k\n";
    let outcomes = outcomes(text.as_bytes(), "a.csv");
    let shape: Vec<(u64, bool)> = outcomes.iter().map(|(n, o)| (*n, o.is_ok())).collect();
    assert_eq!(
        shape,
        [(2, true), (3, false), (4, false), (5, true), (6, true)]
    );
    let last = outcomes
        .last()
        .and_then(|(_, outcome)| outcome.clone().ok());
    assert_eq!(last.map(|draft| draft.title).as_deref(), Some("i \"x\" j"));
    let error = outcomes
        .get(1)
        .and_then(|(_, outcome)| outcome.clone().err());
    assert_eq!(
        error.as_deref(),
        Some("the row has 1 fields, the first row names 2")
    );
}

proptest! {
    #[test]
    fn the_end_of_a_row_is_found_however_it_is_read(
        text in prop::collection::vec(prop::sample::select(b"\"\"\",\\\n\rx".to_vec()), 0..40),
        step in 1usize..8,
    ) {
        let (mut read, mut buffer, mut end) = (0, Vec::new(), None);
        for bytes in text.chunks(step) {
            read += bytes.len();
            buffer.extend_from_slice(bytes);
            match row_end(&buffer, b',') {
                Ok(found) => {
                    end = Some(read - (buffer.len() - found));
                    break;
                }
                Err(stand_in) => buffer = stand_in,
            }
        }
        prop_assert_eq!(end, row_end(&text, b',').ok(), "{}", String::from_utf8_lossy(&text));
    }
}

#[test]
fn a_truncated_table_keeps_its_whole_rows() {
    let text = "title,body\na,b\nc,\"cut o";
    let outcomes = outcomes(text.as_bytes(), "a.csv");
    assert!(
        matches!(outcomes.as_slice(), [(2, Ok(_)), (3, Err(_))]),
        "{outcomes:?}"
    );
}

#[test]
fn latin_1_and_utf_8_rows_are_read() {
    let bytes = b"title,body\ncaf\xe9 cr\xe8me \xe0 la carte,x\ncaf\xc3\xa9,y\n";
    let titles: Vec<String> = drafts(bytes, "a.csv")
        .into_iter()
        .map(|draft| draft.title)
        .collect();
    assert_eq!(titles, ["café crème à la carte", "café"]);
}

#[test]
fn columns_can_be_named_by_the_user() {
    let options = ReadOptions {
        map: vec![("body".to_owned(), "was".to_owned())],
        ..ReadOptions::default()
    };
    let (outcomes, _) = super::super::tests::read(b"no,was\n1,Text here\n", "a.csv", &options, 9);
    assert!(matches!(outcomes.as_slice(), [(2, Ok(draft))] if draft.body == "Text here"));
}
