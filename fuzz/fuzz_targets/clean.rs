//! Any text as title, body, date and byline: no panic, and what was cleaned once is clean.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsdex::article::{Article, Draft};
use newsdex::clean::{CleanOptions, Removed, clean};

fn cleaned(draft: Draft) -> Option<(Article, Removed)> {
    let options = CleanOptions {
        now: jiff::Timestamp::UNIX_EPOCH,
        day_order: None,
    };
    clean(draft, &options).ok()
}

fuzz_target!(|text: &str| {
    let mut lines = text.splitn(4, '\n').map(str::to_owned);
    let mut next = || lines.next().unwrap_or_default();
    let draft = Draft {
        title: next(),
        date: next(),
        authors: vec![next()],
        body: next(),
        ..Draft::default()
    };
    let Some((article, _)) = cleaned(draft) else {
        return;
    };
    let again = Draft {
        title: article.title.clone(),
        date: article.published.map(|date| date.to_string()).unwrap_or_default(),
        authors: article.authors.clone(),
        agency: article.agency.clone(),
        place: article.place.clone(),
        language: article.language.clone(),
        body: article.body.clone(),
        comments: article.comments.clone(),
        ..Draft::default()
    };
    let again = cleaned(again).expect("what has words has words");
    assert_eq!(again, (article, Removed::default()));
});
