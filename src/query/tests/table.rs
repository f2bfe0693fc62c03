//! Queries and the trees that they become.

use super::{
    super::{parse, parse_strict},
    clean::CLEAN,
    operators::OPERATORS,
    read,
    warned::WARNED,
};

#[test]
fn queries_without_fault() {
    for (text, tree) in CLEAN.iter().chain(OPERATORS) {
        let expected = ((*tree).to_owned(), Vec::<String>::new());
        assert_eq!(read(text), expected, "{text}");
        assert_eq!(parse_strict(text).as_ref(), Ok(&parse(text)), "{text}");
    }
}

#[test]
fn queries_with_a_warning() {
    for (text, tree, warning) in WARNED {
        let (found, warnings) = read(text);
        assert_eq!(found, *tree, "{text}");
        assert!(
            warnings.iter().any(|one| one == warning),
            "{text}: {warnings:?}"
        );
        let first = parse(text).warnings.into_iter().next();
        assert_eq!(parse_strict(text).err(), first, "{text}");
    }
}

#[test]
fn hints_name_the_field_that_was_meant() {
    let hint = |text| {
        parse(text)
            .warnings
            .first()
            .and_then(|warning| warning.hint.clone())
    };
    assert_eq!(
        hint("titel:storm").as_deref(),
        Some("did you mean `title:`?")
    );
    assert_eq!(
        hint("Author: Jane").as_deref(),
        Some("to search the field, write `author:` without a space after it")
    );
    assert_eq!(hint("breaking:2024"), None);
}

#[test]
fn hints_say_what_a_stray_character_means_elsewhere() {
    let hint = |text| parse(text).warnings.remove(0).hint;
    let meant = [("k*", "kor*"), ("word~3", "word~1"), ("word^0", "storm^2")];
    for (text, example) in meant {
        assert!(
            hint(text).is_some_and(|hint| hint.contains(example)),
            "{text}"
        );
    }
    for text in ["storm * flood", "4*4", "storm ~ flood"] {
        assert_eq!(hint(text), None, "{text}");
    }
}

#[test]
fn carets_point_at_the_place() {
    let query = "“special forces” AND (kor^ OR)";
    let drawn: Vec<String> = parse(query)
        .warnings
        .iter()
        .map(|warning| warning.caret(query))
        .collect();
    assert_eq!(
        drawn,
        [
            format!("{query}\n                         ^"),
            format!("{query}\n                           ^^"),
        ]
    );
}
