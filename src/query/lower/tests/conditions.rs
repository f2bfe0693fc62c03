//! Sentences, counts, beginnings, capitals, ranges, patterns and fields that hold anything, by examples.

use super::Small;

#[test]
fn sentences_and_paragraphs() {
    let small = Small::bodies(&[
        "The storm hit the U.S. coast. A flood came.",
        "The storm passed. The coast is clear.",
        "The storm passed.\n\nThe coast is clear.",
        "Coast, then storm.",
    ]);
    for (query, expected) in [
        ("storm w/s coast", vec![0, 3]),
        ("storm pre/s coast", vec![0]),
        ("storm w/p coast", vec![0, 1, 3]),
        ("storm SAME coast", vec![0, 1, 3]),
        ("storm w/s coast w/p flood", vec![0]),
        ("storm w/s (coast near3 flood)", vec![]),
        ("clear -storm w/s coast", vec![1, 2]),
        ("lead:(storm w/s coast)", vec![0, 3]),
        ("author:(ada w/s quill)", vec![0, 1, 2, 3]),
    ] {
        assert_eq!(small.found(query), expected, "{query}");
    }
    assert_eq!(
        small.marked("storm w/p coast", 1),
        "The [storm] passed. The [coast] is clear."
    );
    assert_eq!(
        small.marked("storm w/s coast", 1),
        "The storm passed. The coast is clear."
    );
    for query in ["storm w/s coast", "allcaps(storm w/p coast)"] {
        assert_eq!(small.filters(query), Vec::<String>::new(), "{query}");
    }
    assert_eq!(
        small.filters("a caps(storm w/s coast)"),
        ["storm W/S coast"]
    );
}

#[test]
fn counts_and_beginnings() {
    let small = Small::new(&[
        ("Storm", "a storm and a storm, one more storm"),
        ("Storm storm", "one two storm"),
        ("", "storm surge, storm surge, coast"),
    ]);
    for (query, expected) in [
        ("atleast3 storm", vec![0]),
        ("atleast2 storm", vec![0, 1, 2]),
        ("title:(atleast2 storm)", vec![1]),
        ("atleast2 \"storm surge\"", vec![2]),
        ("atleast3(storm OR coast)", vec![0, 2]),
        ("atleast1 storm AND atleast1 coast", vec![2]),
        ("-atleast3 storm", vec![1, 2]),
        ("first2 storm", vec![0, 2]),
        ("first3(storm AND two)", vec![1]),
        ("first1(\"storm surge\")", vec![]),
        ("first2(\"storm surge\")", vec![2]),
        ("title:first1(storm)", vec![0, 1]),
        ("lead:surge", vec![2]),
        ("hlp:storm", vec![0, 1, 2]),
        ("atleast2(first4 storm)", vec![2]),
    ] {
        assert_eq!(small.found(query), expected, "{query}");
    }
    assert_eq!(
        small.marked("first2 storm", 0),
        "a [storm] and a storm, one more storm"
    );
    assert_eq!(small.marked("atleast3 storm", 1), "one two storm");
}

#[test]
fn capitals() {
    let small = Small::bodies(&[
        "Tell us more.",
        "The US said so.",
        "The U.S. said so.",
        "Us and them: AIDS aids.",
    ]);
    for (query, expected) in [
        ("us", vec![0, 1, 2, 3]),
        ("caps(US)", vec![1, 2]),
        ("caps(us)", vec![1, 2, 3]),
        ("caps(Us)", vec![3]),
        ("nocaps(us)", vec![0]),
        ("allcaps(us)", vec![1, 2]),
        ("caps(US) w/s said", vec![1, 2]),
        ("caps(\"The US\")", vec![1, 2]),
        ("caps(Tel* OR Said)", vec![0]),
        ("us -caps(US)", vec![0, 3]),
        ("atleast2(aid* OR aids)", vec![3]),
        ("atleast2(caps(aids))", vec![]),
        ("author:caps(ADA)", vec![0, 1, 2, 3]),
    ] {
        assert_eq!(small.found(query), expected, "{query}");
    }
    assert_eq!(
        small.marked("allcaps(aids)", 3),
        "Us and them: [AIDS] aids."
    );
}

#[test]
fn lengths_are_exact() {
    let bodies: Vec<String> = (0..300).map(|words| "storm ".repeat(words)).collect();
    let small = Small::bodies(&bodies.iter().map(String::as_str).collect::<Vec<_>>());
    for (query, expected) in [
        ("words>297", 298..300),
        ("words:[251 TO 253]", 251..254),
        ("wc:41", 41..42),
        ("words<3", 0..3),
        ("words:{100 TO 103}", 101..103),
        ("body:*", 1..300),
        ("words:[300 TO *]", 0..0),
    ] {
        assert_eq!(
            small.found(query),
            expected.collect::<Vec<u32>>(),
            "{query}"
        );
    }
    assert_eq!(small.filters("words>297"), ["words:{297 TO *]"]);
}

#[test]
fn patterns() {
    let small = Small::bodies(&["grey gray", "grew", "Gray matter", "color colour"]);
    for (query, expected) in [
        ("/gr[ae]y/", vec![0, 2]),
        ("/GR[ae]Y/", vec![0, 2]),
        ("/gra/", vec![]),
        ("/col(o|ou)r/ -/gr.*/", vec![3]),
        ("/gr[ae]y/ near2 matter", vec![2]),
        ("author:/qu.*/", vec![0, 1, 2, 3]),
        ("author:/zz.*/", vec![]),
    ] {
        assert_eq!(small.found(query), expected, "{query}");
    }
    assert_eq!(small.marked("/colou?r/", 3), "[color] [colour]");
}

#[test]
fn dates_and_fields_that_hold_anything() {
    let small = Small::new(&[("Storm", ""), ("", "storm"), ("Flood", "storm")]);
    for (query, expected) in [
        ("title:*", vec![0, 2]),
        ("body:*", vec![1, 2]),
        ("-title:*", vec![1]),
        ("hlp:*", vec![0, 1, 2]),
        ("author:* lang:*", vec![0, 1, 2]),
        ("section:*", vec![]),
        ("source:* OR title:flood", vec![2]),
        // Its articles are of the days 1, 2 and 3 of 2024.
        ("published:2024", vec![0, 1, 2]),
        ("published:2024-01-02", vec![1]),
        ("published:>2024-01-02", vec![2]),
        ("date<=2024-01-02", vec![0, 1]),
        ("published:[2024-01-02 TO 2024-01-03}", vec![1]),
        ("published:*", vec![0, 1, 2]),
        ("-published:2024-01-02 storm", vec![0, 2]),
        ("words:[9 TO 5]", vec![]),
    ] {
        assert_eq!(small.found(query), expected, "{query}");
    }
}
