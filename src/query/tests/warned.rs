//! Queries of which a part is not understood: their trees, and what is said.

/// Queries that are read with a warning: the tree, and what is said.
pub(super) const WARNED: &[(&str, &str, &str)] = &[
    ("k*", "k", "`*` has no meaning here: ignored"),
    ("kor**", "kor", "`*` has no meaning here: ignored"),
    ("4*4", "4*4", "`*` has no meaning here: ignored"),
    ("1?2", "1?2", "`?` has no meaning here: ignored"),
    ("*Note", "Note", "`*` has no meaning here: ignored"),
    ("word~3", "(all word 3)", "`~` has no meaning here: ignored"),
    ("~word", "word", "`~` has no meaning here: ignored"),
    (
        "word ^2",
        "(all word 2)",
        "`^` has no meaning here: ignored",
    ),
    ("word^x", "(all word x)", "`^` has no meaning here: ignored"),
    ("word^0", "(all word 0)", "`^` has no meaning here: ignored"),
    (
        "=title:word",
        "(title: word)",
        "`=` has no meaning here: ignored",
    ),
    (
        "w/5",
        "w/5",
        "`w/5` does not stand between two words or phrases: read as text",
    ),
    (
        "storm near1000 coast",
        "(all storm near1000 coast)",
        "`near1000` is not an operator: read as text",
    ),
    (
        "ATLEAST0 storm",
        "(all ATLEAST0 storm)",
        "`ATLEAST0` is not an operator: read as text",
    ),
    (
        "Near/5",
        "Near/5",
        "`Near/5` is not an operator: read as text",
    ),
    (
        "a W/s b",
        "(all a W/s b)",
        "`W/s` is not an operator: read as text",
    ),
    (
        "a near5 -b",
        "(all a near5 (not b))",
        "`near5` does not stand between two words or phrases: read as text",
    ),
    (
        "a /5/ OR b",
        "(or (all a /5/) b)",
        "`/5/` does not stand between two words or phrases: read as text",
    ),
    (
        "(a b) near5 c",
        "(and (all a b) c)",
        "`near5` takes words, phrases and OR-groups of them, 64 at most: read as AND",
    ),
    (
        "atleast3(a) near5 b",
        "(and (atleast3 a) b)",
        "`near5` takes words, phrases and OR-groups of them, 64 at most: read as AND",
    ),
    (
        "b near5 title:a",
        "(and b (title: a))",
        "`near5` takes words, phrases and OR-groups of them, 64 at most: read as AND",
    ),
    (
        "a near5 () b",
        "(all a b)",
        "`near5` has nothing after it: ignored",
    ),
    (
        "NEAR/5",
        "NEAR/5",
        "`NEAR/5` does not stand between two words or phrases: read as text",
    ),
    ("storm \\", "storm", "`\\` has no meaning here: ignored"),
    ("*** storm", "storm", "`*` has no meaning here: ignored"),
    (
        "\"special forces",
        "(all special forces)",
        "this quote has no partner: ignored, and the words after it read one by one",
    ),
    (
        "special forces\"",
        "(all special forces)",
        "this quote has no partner: ignored, and the words after it read one by one",
    ),
    (
        "a \"\" b",
        "(all a b)",
        "there is no word between these quotes: ignored",
    ),
    (
        "a “!?” b",
        "(all a b)",
        "there is no word between these quotes: ignored",
    ),
    (
        "(a OR b",
        "(or a b)",
        "this parenthesis is never closed: closed at the end of the query",
    ),
    (
        "a OR b)",
        "(or a b)",
        "this parenthesis was never opened: ignored",
    ),
    (
        "a () b",
        "(all a b)",
        "there is no word between these parentheses: ignored",
    ),
    ("AND foo", "foo", "`AND` has nothing before it: ignored"),
    ("foo AND", "foo", "`AND` has nothing after it: ignored"),
    ("|| foo", "foo", "`||` has nothing before it: ignored"),
    ("foo NOT", "foo", "`NOT` has nothing after it: ignored"),
    (
        "foo AND OR bar",
        "(or foo bar)",
        "`AND` has nothing after it: ignored",
    ),
    (
        "foo AND AND bar",
        "(and foo bar)",
        "`AND` has nothing after it: ignored",
    ),
    (
        "foo NOT OR bar",
        "(or foo bar)",
        "`NOT` has nothing after it: ignored",
    ),
    (
        "titel:storm",
        "(all titel storm)",
        "there is no field `titel`: read as text",
    ),
    (
        "Titel:storm",
        "(all Titel storm)",
        "there is no field `Titel`: read as text",
    ),
    (
        "published:soon",
        "(all published soon)",
        "`published:` takes a date such as 2024-10 or 2024-10-18, or a range of them: read as text",
    ),
    (
        "wc:many",
        "(all wc many)",
        "`words:` takes a number of words, or a range of them: read as text",
    ),
    (
        "words:[9 TO 5]",
        "(words: [9 TO 5])",
        "this range ends before it begins: finds nothing",
    ),
    (
        "/(a/",
        "a",
        "`/(a/` is no pattern: it cannot be read as one: read as text",
    ),
    (
        "/a{99}/",
        "(all a 99)",
        "`/a{99}/` is no pattern: it repeats something more than 20 times: read as text",
    ),
    (
        "first50",
        "first50",
        "`first50` has nothing after it: read as text",
    ),
    (
        "atleast3 OR storm",
        "(or atleast3 storm)",
        "`atleast3` has nothing after it: read as text",
    ),
    (
        "a w/s",
        "(all a w/s)",
        "`w/s` does not stand between two words or phrases: read as text",
    ),
    (
        "Source: Fed to raise rates",
        "(all Source Fed to raise rates)",
        "`Source:` is text, as a space follows it: searched as a word",
    ),
    (
        "storm title:",
        "storm",
        "`title:` has nothing to look for: ignored",
    ),
    (
        "title: AND storm",
        "storm",
        "`title:` has nothing to look for: ignored",
    ),
    (
        "title:body:storm",
        "(body: storm)",
        "`title:` stands before another field: ignored",
    ),
];
