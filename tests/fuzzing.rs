//! A bounded run of what the fuzzer in `fuzz/` runs without end: the same texts each time.

#[path = "../fuzz/entry.rs"]
mod entry;

/// Pieces of queries.
const PIECES: [&str; 72] = [
    "storm",
    "Storm",
    "coast",
    "korea",
    "COVID-19",
    "9/11",
    "U.S.",
    "o'brien",
    "俄罗斯",
    "俄",
    "e\u{301}",
    "\u{1F680}",
    " ",
    " ",
    " ",
    " ",
    "\n",
    "\u{0}",
    "(",
    ")",
    "\"",
    "“",
    "”",
    "«",
    "'",
    "-",
    "+",
    "!",
    "*",
    "?",
    "~",
    "~1",
    "^2",
    "=",
    "/",
    "\\",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    ":",
    "..",
    " AND ",
    " OR ",
    " NOT ",
    " near5 ",
    " adj2 ",
    " w/s ",
    " SAME ",
    " pre/p ",
    "atleast2 ",
    "first3(",
    "caps(",
    "allcaps(Storm)",
    "title:",
    "hlp=",
    "author:*",
    "id:",
    "url:",
    "lang:en",
    "published:[2024 TO *]",
    "date>2024-01-02",
    "words:[2 TO 9}",
    "wc<9",
    "/st.*m/",
    "/(a|/",
    "kor*",
    "kor! ",
    "near9:\"storm coast\"",
    "\"storm surge\"~3",
];

/// Numbers by George Marsaglia's xorshift.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }
}

#[test]
fn heaps_of_pieces_are_queries() {
    let small = entry::Small::new();
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    for _ in 0..3_000 {
        let length = numbers.below(20);
        let text: String = (0..length)
            .map(|_| PIECES[numbers.below(PIECES.len())])
            .collect();
        entry::query(&text, &small);
    }
}
