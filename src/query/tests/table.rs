//! Queries and the trees that they become.

use super::{
    super::{QueryErrorKind, parse, parse_strict},
    read,
};

/// Queries that are read without a warning, strictly too.
const CLEAN: &[(&str, &str)] = &[
    // Words.
    ("", "()"),
    (" \t\n\u{0} ", "()"),
    ("storm", "storm"),
    ("storm warning", "(all storm warning)"),
    ("storm\u{0}warning\nissued", "(all storm warning issued)"),
    ("and or not", "(all and or not)"),
    ("And Or Not", "(all And Or Not)"),
    (
        "COVID-19 1990-1995 1990–1995",
        "(all COVID-19 1990-1995 1990–1995)",
    ),
    (
        "C++ C# AT&T U.S. $1.5bn 10% £5",
        "(all C++ C# AT&T U.S. $1.5bn 10% £5)",
    ),
    (
        "name@example.org @name #tag 9/11 12:30 1,500",
        "(all name@example.org @name #tag 9/11 12:30 1,500)",
    ),
    (
        "O’Brien rock'n'roll don't",
        "(all O’Brien rock'n'roll don't)",
    ),
    (
        "https://example.org/a_(b)?c=*:2&d",
        "'https://example.org/a_(b)?c=*:2&d'",
    ),
    (
        "see (www.example.org/a), or b",
        "(all see www.example.org/a or b)",
    ),
    ("צה\"ל", "'צה\"ל'"),
    // Punctuation that people paste along.
    ("Who shot J. Doe?", "(all Who shot J Doe)"),
    (
        "Storm hits, town floods; 3 dead!",
        "(all Storm hits town floods 3 dead)",
    ),
    ("Breaking: storm hits", "(all Breaking storm hits)"),
    ("Breaking:storm", "(all Breaking storm)"),
    ("war - and peace", "(all war and peace)"),
    ("war – and — peace", "(all war and peace)"),
    ("war--and peace", "(all war and peace)"),
    ("war—and peace", "(all war and peace)"),
    ("wait... what… now", "(all wait what now)"),
    ("'single quoted' words", "(all single quoted words)"),
    ("‘single quoted’ words", "(all single quoted words)"),
    ("workers' rights, the '90s", "(all workers rights the 90s)"),
    ("this / that & those | them", "(all this that those them)"),
    ("Johnson & Johnson", "(all Johnson Johnson)"),
    (
        "Site | Title • storm → flood",
        "(all Site Title storm flood)",
    ),
    ("🚀 storm 🚀", "storm"),
    ("fed (again) raises rates", "(all fed again raises rates)"),
    ("¿Quién ganó? ¡Nadie!", "(all Quién ganó Nadie)"),
    ("Incroyable ! Vraiment ?", "(all Incroyable Vraiment)"),
    ("俄罗斯，乌克兰。", "(all 俄罗斯 乌克兰)"),
    ("ماذا حدث؟ نعم، هذا", "(all ماذا حدث نعم هذا)"),
    ("a + b - c = d", "(all a b c d)"),
    ("\u{200f}storm\u{200f} \u{feff}flood", "(all storm flood)"),
    ("a 6\" gun", "(all a 6 gun)"),
    // Phrases.
    ("\"special forces\"", "\"special forces\""),
    ("“special forces”", "\"special forces\""),
    ("„special forces“", "\"special forces\""),
    ("„special forces”", "\"special forces\""),
    ("”special forces”", "\"special forces\""),
    ("«special forces»", "\"special forces\""),
    ("»special forces«", "\"special forces\""),
    ("‹special forces›", "\"special forces\""),
    ("“special forces\"", "\"special forces\""),
    ("«special forces\"", "\"special forces\""),
    ("他说「特种部队」了", "(all 他说 \"特种部队\" 了)"),
    ("他说“特种部队”了", "(all 他说 \"特种部队\" 了)"),
    (
        "「特种部队」（俄罗斯 OR 乌克兰）",
        "(all \"特种部队\" (or 俄罗斯 乌克兰))",
    ),
    ("« special \t forces »", "\"special forces\""),
    ("“he said «no way» today”", "\"he said no way today\""),
    ("\"AND\"", "\"AND\""),
    ("\"one\"\"two\"", "(all \"one\" \"two\")"),
    // Wildcards.
    ("kor* *mate c?t", "(all kor* *mate c?t)"),
    (
        "kor*, (*mate) -*ate +f*ck",
        "(all kor* *mate (not *ate) (must f*ck))",
    ),
    (
        "title:kor* author:(*son)",
        "(all (title: kor*) (author: *son))",
    ),
    ("199* cafe\u{301}*", "(all 199* cafe\u{301}*)"),
    ("Why?? Yes?", "(all Why Yes)"),
    // Spelling, exact forms, weights.
    ("word~ word~1, (word~2)", "(all word~ word~1 word~2)"),
    ("word~ near5 =word", "(near/5 word~ \"word\")"),
    (
        "=word -=word title:=words",
        "(all \"word\" (not \"word\") (title: \"words\"))",
    ),
    ("word^2 \"a b\"^0.5", "(all (^2 word) (^0.5 \"a b\"))"),
    (
        "(a OR b)^3 kor*^1.25 c~^2",
        "(all (^3 (or a b)) (^1.25 kor*) (^2 c~))",
    ),
    (
        "title:a^2 -b^2 (c^2)^3",
        "(all (title: (^2 a)) (not (^2 b)) (^6 c))",
    ),
    // Distances.
    ("a near5 b", "(near/5 a b)"),
    ("a NEAR/5 b", "(near/5 a b)"),
    ("a /5/ b", "(near/5 a b)"),
    ("a /N5/ b", "(near/5 a b)"),
    ("a w/5 b", "(pre/5 a b)"),
    ("a ADJ2 \"b c\"", "(pre/2 a \"b c\")"),
    ("a pre/3 kor*", "(pre/3 a kor*)"),
    ("\"a b\"~5", "\"a b\"~5"),
    ("“a b”~5 c", "(all \"a b\"~5 c)"),
    ("a near5 b adj3 c", "(pre/3 (near/5 a b) c)"),
    ("a near5 (b adj3 c)", "(near/5 a (pre/3 b c))"),
    (
        "(\"special forces\" OR troops) near10 (russia* OR moscow)",
        "(near/10 (or \"special forces\" troops) (or russia* moscow))",
    ),
    ("a b near5 c d", "(all a (near/5 b c) d)"),
    ("a AND b near5 c OR d", "(or (and a (near/5 b c)) d)"),
    ("-a near5 b", "(not (near/5 a b))"),
    ("title:(a near5 b)", "(title: (near/5 a b))"),
    (
        "near and far, w/o 1/2 of near5s",
        "(all near and far w/o 1/2 of near5s)",
    ),
    // Operators and their strength.
    ("a AND b", "(and a b)"),
    ("a OR b", "(or a b)"),
    ("a NOT b", "(all a (not b))"),
    ("a AND NOT b", "(and a (not b))"),
    ("a && b || c", "(or (and a b) c)"),
    ("a&&b||c", "(or (and a b) c)"),
    ("a !b", "(all a (not b))"),
    ("a -b +c", "(all a (not b) (must c))"),
    (
        "-\"b c\" -(d e) -title:f",
        "(all (not \"b c\") (not (all d e)) (not (title: f)))",
    ),
    ("-#tag -$5 -'word", "(all (not #tag) (not $5) (not word))"),
    ("NOT a", "(not a)"),
    ("NOT NOT a", "a"),
    ("-(-a)", "a"),
    ("+(+a)", "(must a)"),
    ("+NOT a", "(not a)"),
    ("NOT +a", "(not a)"),
    ("a b OR c d", "(or (all a b) (all c d))"),
    ("a b AND c d", "(and (all a b) (all c d))"),
    ("a OR b AND c", "(or a (and b c))"),
    ("(a OR b) AND c", "(and (or a b) c)"),
    ("a (b OR c)", "(all a (or b c))"),
    ("a AND (b AND (c AND d))", "(and a b c d)"),
    ("a (b (c d))", "(all a b c d)"),
    ("a (b -c)", "(all a (all b (not c)))"),
    ("((a))", "a"),
    ("(a)(b)", "(all a b)"),
    ("a NOT b OR c", "(or (all a (not b)) c)"),
    // Fields.
    ("title:storm", "(title: storm)"),
    ("TITLE:storm", "(title: storm)"),
    ("title: storm", "(title: storm)"),
    (
        "标题：storm title：storm",
        "(all 标题 storm (title: storm))",
    ),
    ("title:(a OR b) c", "(all (title: (or a b)) c)"),
    ("author:\"Jane Doe\"", "(author: \"Jane Doe\")"),
    ("author:“Jane Doe”", "(author: \"Jane Doe\")"),
    (
        "hd:a hl:a headline:a",
        "(all (title: a) (title: a) (title: a))",
    ),
    (
        "text:a byline:b by:c",
        "(all (body: a) (author: b) (author: c))",
    ),
    (
        "outlet:a publisher:b section:c",
        "(all (source: a) (source: b) (section: c))",
    ),
    (
        "language:de lang:en comments:a",
        "(all (lang: de) (lang: en) (comments: a))",
    ),
    ("title:-a", "(title: (not a))"),
    ("title:(a -b)", "(title: (all a (not b)))"),
    ("title:(a body:b)", "(title: (all a (body: b)))"),
    (
        "id:tag:example.org,2024:a/b.json#3",
        "(id: tag:example.org,2024:a/b.json#3)",
    ),
    (
        "docno:AP-1 guid:./x.zip!a*b.txt",
        "(all (id: AP-1) (id: ./x.zip!a*b.txt))",
    ),
    ("id:(a:1 OR -b:2) c", "(all (id: (or a:1 (not b:2))) c)"),
    (
        "url:https://x.org/~a?b=c link:x.org",
        "(all (url: https://x.org/~a?b=c) (url: x.org))",
    ),
    ("id:\"a b\"", "(id: \"a b\")"),
    ("my title", "(all my title)"),
    ("Source:", "Source"),
];

/// Queries that are read with a warning: the tree, and what is said.
const WARNED: &[(&str, &str, &str)] = &[
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
        "Near/5",
        "Near/5",
        "`Near/5` is not an operator: read as text",
    ),
    (
        "a w/s b",
        "(all a w/s b)",
        "`w/s` is not an operator: read as text",
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
        "title:a near5 b",
        "(and (title: a) b)",
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
        "published:2024",
        "(all published 2024)",
        "there is no field `published`: read as text",
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

#[test]
fn queries_without_fault() {
    for (text, tree) in CLEAN {
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
fn all_of_a_range_is_text() {
    let (tree, warnings) = read("published:[2024-10 TO 2024-11]");
    assert_eq!(tree, "(all published 2024-10 TO 2024-11)");
    assert_eq!(warnings.len(), 3);
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
    assert_eq!(hint("published:2024"), None);
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

#[test]
fn deep_parentheses_cost_no_stack() {
    for (open, close) in [
        ("(", ")"),
        ("-(", ")"),
        ("title:(a ", ")"),
        ("NOT ", ""),
        ("title:", ""),
        ("(", ""),
    ] {
        let depth = 9_000 / (open.len() + close.len());
        let query = parse(&format!(
            "{}word{}",
            open.repeat(depth),
            close.repeat(depth)
        ));
        let tree = query.sexpr();
        assert!(tree.contains("word"), "{open}");
        assert!(tree.len() < 5_000 || open.contains(' '), "{open}");
        assert_eq!(parse(&query.to_string()).sexpr(), tree, "{open}");
    }
    let warnings = parse(&format!("{}word{}", "(".repeat(101), ")".repeat(101))).warnings;
    assert_eq!(warnings.len(), 1);
    assert_eq!(warnings[0].kind, QueryErrorKind::TooDeep(100));
    assert!(
        parse(&format!("{}word{}", "(".repeat(100), ")".repeat(100)))
            .warnings
            .is_empty()
    );
}

#[test]
fn long_queries_are_cut_and_say_so() {
    let text = format!("(title:({}))", "storms ".repeat(2_000));
    let query = parse(&text);
    let kinds: Vec<_> = query
        .warnings
        .iter()
        .map(|warning| warning.kind.clone())
        .collect();
    assert_eq!(
        kinds,
        [
            QueryErrorKind::TooManyClauses(1_024),
            QueryErrorKind::TooLong(10_000)
        ]
    );
    assert_eq!(query.to_string().matches("storms").count(), 1_024);
    assert!(
        query
            .warnings
            .iter()
            .all(|warning| warning.span.end == text.len())
    );
    let text = format!("{}俄", "a".repeat(9_999));
    assert_eq!(parse(&text).to_string(), "a".repeat(9_999));
}

#[test]
fn words_before_a_cut_do_not_lose_their_operators() {
    let text = format!("{} OR (b", "a ".repeat(1_024));
    let kinds: Vec<_> = parse(&text)
        .warnings
        .into_iter()
        .map(|warning| warning.kind)
        .collect();
    assert_eq!(kinds, [QueryErrorKind::TooManyClauses(1_024)]);
}

#[test]
fn many_warnings_are_counted() {
    let warnings = parse(&"* ".repeat(100)).warnings;
    assert_eq!(warnings.len(), 17);
    assert_eq!(warnings[16].kind, QueryErrorKind::More(84));
    assert_eq!(warnings[16].span, 32..200);
}
