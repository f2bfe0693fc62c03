//! Articles made up out of the paragraphs of the bundled archive.

use newsdex::article::Article;
use newsdex::indexer::{IndexOptions, Progress, index};
use newsdex::search::{Archive, SearchError};
use std::error::Error;
use std::path::PathBuf;

const ARCHIVE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");

/// Bytes of a body at the least: news articles have about so many.
const BODY_BYTES: usize = 2_400;

/// Shorter ones are bylines and headings.
const PARAGRAPH_BYTES: usize = 80;

/// Characters that mark-up would have to escape; a benchmark has no need of that.
const MARKUP: [char; 6] = ['<', '>', '&', '"', '|', '\\'];

/// So many articles, the same at each call.
pub(crate) fn articles(count: usize) -> Result<Vec<Article>, Box<dyn Error>> {
    let paragraphs = paragraphs()?;
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    Ok((0..count)
        .map(|number| article(number, &paragraphs, &mut numbers))
        .collect())
}

fn article(number: usize, paragraphs: &[String], numbers: &mut Numbers) -> Article {
    let mut draw = || paragraphs[numbers.below(paragraphs.len())].as_str();
    let title: Vec<&str> = draw().split_whitespace().take(8).collect();
    let mut body = String::new();
    while body.len() < BODY_BYTES {
        body.push_str(draw());
        body.push_str("\n\n");
    }
    body.truncate(body.trim_end().len());
    Article {
        id: format!("made-up-{number}"),
        title: format!("{} {number}", title.join(" ")),
        body,
        source: format!("Paper {}", number % 40),
        published: jiff::Timestamp::from_second(1_700_000_000 + 3_600 * number as i64).ok(),
        ..Article::default()
    }
}

/// The paragraphs of the English articles of the archive.
fn paragraphs() -> Result<Vec<String>, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let options = IndexOptions::new(vec![PathBuf::from(ARCHIVE)], folder.path().join("index"));
    index(&options, &Progress::default())?;
    let mut paragraphs = Vec::new();
    Archive::open(&options.index)?.each_article::<SearchError>(|article| {
        let is_english = article.language == "en";
        let own = article.body.split("\n\n").filter(|_| is_english);
        let own = own.filter(|text| text.len() >= PARAGRAPH_BYTES && !text.contains(MARKUP));
        paragraphs.extend(own.map(|text| text.replace('\n', " ")));
        Ok(())
    })?;
    // The order of the index depends on the threads.
    paragraphs.sort_unstable();
    Ok(paragraphs)
}

/// Numbers by George Marsaglia's xorshift.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

/// The date, as most records have it.
pub(crate) fn date(article: &Article) -> String {
    article
        .published
        .map(|date| date.to_string())
        .unwrap_or_default()
}
