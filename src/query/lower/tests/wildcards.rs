//! Wildcards, and single characters of Chinese.

use super::Small;

#[test]
fn wildcards_stand_anywhere_in_a_word() {
    let small = Small::bodies(&[
        "Korea and Koreans",
        "The climate, a teammate",
        "A cat; a cut. Coat",
        "Café Kör",
        "O’Brien and COVID-19 and COVID-16",
    ]);
    for (query, expected) in [
        ("kor*", vec![0, 3]),
        ("*mate", vec![1]),
        ("c?t", vec![2]),
        ("c??t", vec![2]),
        ("caf?", vec![]),
        ("*afé", vec![3]),
        ("*rea*", vec![0]),
        ("o'br*", vec![4]),
        ("kor* -korea", vec![3]),
        ("author:qu*", vec![0, 1, 2, 3, 4]),
        ("author:zz*", vec![]),
        ("title:kor*", vec![]),
        ("zzz*", vec![]),
    ] {
        assert_eq!(small.found(query), expected, "{query}");
        assert_eq!(small.notes(query), Vec::<String>::new(), "{query}");
    }
    assert_eq!(small.marked("kor*", 0), "[Korea] and [Koreans]");
    assert_eq!(small.marked("*mate", 1), "The [climate], a [teammate]");
    assert_eq!(small.marked("c?t", 2), "A [cat]; a [cut]. Coat");
}

#[test]
fn a_wildcard_word_is_one_class() {
    let small = Small::bodies(&["korea", "korean", "kor", "other"]);
    let spec = small.lower("kor*").expect("a query").spec;
    let one = small.lower("other").expect("a query").spec;
    assert_eq!(spec.atoms.len(), 1);
    assert!(spec.atoms[0].weight < one.atoms[0].weight);
}

#[test]
fn bounds_are_said() {
    let many: Vec<String> = (0..1_200).map(|number| format!("word{number}")).collect();
    let often = ["word7"; 3].join(" ");
    let small = Small::bodies(&[&many.join(" "), &often, "word7"]);
    assert_eq!(
        small.notes("word*"),
        ["`word*`: only the 1000 most frequent of 1200 words are searched"]
    );
    assert_eq!(small.found("word*"), [0, 1, 2]);
    assert_eq!(
        small.notes("covid-w*"),
        ["`covid-w*`: wildcards act within one word; they are left out"]
    );
    let long = "a".repeat(125) + "*";
    assert_eq!(small.notes(&long).len(), 1);
    assert_eq!(small.found(&long), Vec::<u32>::new());
}

#[test]
fn a_single_character_is_found_inside_a_run() {
    let small = Small::bodies(&["他说中国人", "中", "人中", "日本"]);
    assert_eq!(small.found("中"), [0, 1, 2]);
    assert_eq!(small.found("国"), [0]);
    assert_eq!(small.found("\"人\""), [0, 2]);
    assert_eq!(small.marked("中", 0), "他说[中]国人");
    assert_eq!(small.marked("人", 0), "他说中国[人]");
    assert_eq!(small.found("a"), Vec::<u32>::new());
}
