//! Articles of a file of JSON Lines, and files that are to stay.

use anyhow::Result;
use serde::Deserialize;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;

/// An article as all peers index it. What is not there is empty.
pub struct Article {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its text.
    pub body: String,
}

/// Both spellings of a line.
#[derive(Deserialize)]
struct Line {
    id: Option<String>,
    title: Option<String>,
    headline: Option<String>,
    body: Option<String>,
    text: Option<String>,
}

impl From<Line> for Article {
    fn from(line: Line) -> Article {
        Article {
            id: line.id.unwrap_or_default(),
            title: line.title.or(line.headline).unwrap_or_default(),
            body: line.body.or(line.text).unwrap_or_default(),
        }
    }
}

/// Reads a file line by line. A line that is not an article is an error.
pub fn articles(file: &Path) -> Result<impl Iterator<Item = Result<Article>>> {
    let lines = BufReader::with_capacity(1 << 20, File::open(file)?).lines();
    Ok(lines.map(|line| Ok(serde_json::from_str::<Line>(&line?)?.into())))
}

/// Sees to it that a folder and all files below it are on the disk, for a peer that does not do so by itself.
pub fn synced(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.is_dir() {
            true => synced(&path)?,
            false => File::open(&path)?.sync_all()?,
        }
    }
    Ok(File::open(folder)?.sync_all()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Article {
        Article::from(serde_json::from_str::<Line>(line).expect("an article"))
    }

    #[test]
    fn both_spellings_are_read() {
        let one = read(r#"{"id": "1", "title": "Fähre", "text": "Regen", "date": 3}"#);
        let other = read(r#"{"headline": "Fähre", "body": "Regen", "text": "not this"}"#);
        assert_eq!((&*one.id, &*one.title, &*one.body), ("1", "Fähre", "Regen"));
        assert_eq!((&*other.id, &*other.title), ("", "Fähre"));
        assert_eq!(other.body, "Regen");
        assert_eq!(read(r#"{"title": null}"#).title, "");
    }
}
