use super::{Breaks, VERSION, is_common, is_in_capitals, tokenize};
use std::hash::Hasher;
use std::path::Path;

/// [`VERSION`], and a number for all that an index of that version holds of the plain texts of the sample corpus.
const KNOWN: (u32, u64) = (3, 2_209_436_045_469_944_099);

/// All that an index holds of a text, in its order.
fn hash_text(text: &str, to: &mut impl Hasher) {
    let mut breaks = Breaks::of(text);
    tokenize(text, |token| {
        to.write(token.text.as_bytes());
        to.write(&token.position.to_le_bytes());
        let begins = breaks.word(token.start);
        let written = text.get(token.start..token.end).unwrap_or_default();
        let marks = [
            begins.sentence,
            begins.paragraph,
            is_common(token.text),
            is_in_capitals(written),
        ];
        to.write(&marks.map(u8::from));
    });
}

#[test]
fn what_an_index_holds_changes_with_the_version_alone() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/scrape");
    let entries = std::fs::read_dir(folder).expect("the sample corpus");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("a file").path()).collect();
    files.sort_unstable();
    assert!(files.len() > 10);
    let mut hasher = super::function_words::Fnv::default();
    for file in files {
        let bytes = std::fs::read(&file).expect("a file that can be read");
        hash_text(&String::from_utf8_lossy(&bytes), &mut hasher);
    }
    assert_eq!(
        (VERSION, hasher.finish()),
        KNOWN,
        "an index would hold something else now: raise analysis::VERSION, then say both numbers here"
    );
}
