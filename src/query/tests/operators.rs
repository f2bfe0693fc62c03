//! Operators in the spellings of other search systems, and text that only looks like them.

pub(super) const OPERATORS: &[(&str, &str)] = &[
    // Sentences and paragraphs.
    ("a w/s b", "(w/s a b)"),
    ("a W/SENT b", "(w/s a b)"),
    ("a w/p b SAME c", "(w/p (w/p a b) c)"),
    ("a pre/s b", "(pre/s a b)"),
    ("the same day", "(all the same day)"),
    ("a w/s (b near5 c)", "(w/s a (near/5 b c))"),
    ("a^2 near5 (b OR c)^3", "(near/5 (^2 a) (^3 (or b c)))"),
    // Fields and conditions take all that is joined by distance.
    ("title:a near5 b", "(title: (near/5 a b))"),
    ("-title:a w/s b c", "(all (not (title: (w/s a b))) c)"),
    ("atleast3 a near5 b", "(atleast3 (near/5 a b))"),
    ("ATLEAST5 a AND b", "(and (atleast5 a) b)"),
    ("-atl3 \"a b\" c", "(all (not (atleast3 \"a b\")) c)"),
    ("atleast3(a OR b)^2", "(^2 (atleast3 (or a b)))"),
    ("repeat3:\"a\" b", "(all (atleast3 \"a\") b)"),
    ("first50(a AND b)", "(first50 (and a b))"),
    ("first50 a", "(first50 a)"),
    ("title:first5(a)", "(title: (first5 a))"),
    ("First50 a firsts", "(all First50 a firsts)"),
    // As written.
    ("caps(US) near5 troops", "(near/5 (caps US) troops)"),
    (
        "ALLCAPS(aids) nocaps(May)",
        "(all (allcaps aids) (nocaps May))",
    ),
    ("caps (lock), all caps", "(all caps lock all caps)"),
    // Ranges.
    (
        "published:[2024-10 TO 2024-11-15]",
        "(published: [2024-10 TO 2024-11-15])",
    ),
    ("date:[* to 2024}", "(published: [* TO 2024})"),
    ("published:2024-10", "(published: [2024-10 TO 2024-10])"),
    (
        "published: 2024-10 storm",
        "(all (published: [2024-10 TO 2024-10]) storm)",
    ),
    ("published:>2024-10", "(published: {2024-10 TO *])"),
    (
        "date>=2024-10-18T10:00:00Z",
        "(published: [2024-10-18T10:00:00Z TO *])",
    ),
    ("DATE > 2024", "(published: {2024 TO *])"),
    ("published:*", "(published: [* TO *])"),
    (
        "-published:* -date<1999",
        "(all (not (published: [* TO *])) (not (published: [* TO 1999})))",
    ),
    ("Date: 5 October, words: 9", "(all Date 5 October words 9)"),
    (
        "wc>500 wc<=1,000",
        "(all (words: {500 TO *]) (words: [* TO 1,000]))",
    ),
    (
        "LENGTH > 500 AND length=7",
        "(and (words: {500 TO *]) (words: [7 TO 7]))",
    ),
    (
        "words:[5 TO 9] words:5",
        "(all (words: [5 TO 9]) (words: [5 TO 5]))",
    ),
    // Fields that hold anything.
    (
        "author:* -comments:*",
        "(all (author: *) (not (comments: *)))",
    ),
    ("hd=* id:* a", "(all (title: *) (id: *) a)"),
    // Fields as elsewhere.
    (
        "hd=a hlp=(b OR c) by=\"d e\"",
        "(all (title: a) (hlp: (or b c)) (author: \"d e\"))",
    ),
    (
        "-hd=a lp=b lead:c",
        "(all (not (title: a)) (lead: b) (lead: c))",
    ),
    (
        "HEADLINE(a OR b) AND byline(c)",
        "(and (title: (or a b)) (author: c))",
    ),
    ("HLEAD(a w/s b)", "(hlp: (w/s a b))"),
    (
        "Headline(a) author(s) headline (b)",
        "(all Headline a author s headline b)",
    ),
    ("a=b E=mc2", "(all a=b E=mc2)"),
    // Truncation.
    ("kor! w/5 troop!", "(pre/5 kor* troop*)"),
    ("(kor! OR chin!) AND a", "(and (or kor* chin*) a)"),
    ("Help! Storm hits! Now!", "(all Help Storm hits Now)"),
    // GDELT.
    ("near20:\"a b\" c", "(all \"a b\"~20 c)"),
    // Patterns.
    (
        "/gr[ae]y/ -/kor(ea|ean)s?/",
        "(all /gr[ae]y/ (not /kor(ea|ean)s?/))",
    ),
    ("/col(o|ou)r/^2 near5 a", "(near/5 (^2 /col(o|ou)r/) a)"),
    ("title:/a.*b/", "(title: /a.*b/)"),
    (
        "and/or /usr/local/bin 5 / 3",
        "(all and/or usr/local/bin 5 3)",
    ),
];
