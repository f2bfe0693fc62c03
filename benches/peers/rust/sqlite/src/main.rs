//! SQLite's FTS5: one table with title and body, one b-tree of terms at the end.

use anyhow::Result;
use peer::{Built, HITS, Query, Task};
use rusqlite::{CachedStatement, Connection, params};
use std::path::Path;
use std::time::Instant;

const TOLD: &str = "FTS5 with its default tokenizer and detail=full, id UNINDEXED; one transaction of prepared INSERTs from \
    one thread (SQLite has one writer), synchronous=FULL, 256 MB page cache; then 'optimize'. Hits: ORDER BY rank LIMIT 10 \
    over all columns; passages: snippet() of the body, 32 words";

fn main() -> Result<()> {
    match Task::read()? {
        Task::Index { file, folder, .. } => index(&file, &folder),
        Task::Search {
            folder,
            queries,
            runs,
        } => {
            let db = Connection::open(folder.join("index.db"))?;
            db.execute_batch("PRAGMA cache_size = -262144; PRAGMA mmap_size = 4294967296;")?;
            let all = |what: &str| {
                format!(
                    "SELECT {what} FROM article WHERE article MATCH ?1 ORDER BY rank LIMIT {HITS}"
                )
            };
            let mut ids = db.prepare_cached(&all("id"))?;
            let snippet = "snippet(article, 2, '<b>', '</b>', '...', 32)";
            let mut passages = db.prepare_cached(&all(snippet))?;
            peer::measure(
                &queries,
                runs,
                &mut |query| run(&mut ids, query),
                &mut |query| run(&mut passages, query),
            )
        }
    }
}

fn index(file: &Path, folder: &Path) -> Result<()> {
    let mut db = Connection::open(folder.join("index.db"))?;
    db.execute_batch(
        "PRAGMA page_size = 8192; PRAGMA synchronous = FULL; PRAGMA cache_size = -262144;
         CREATE VIRTUAL TABLE article USING fts5(id UNINDEXED, title, body);",
    )?;
    let mut built = Built {
        version: rusqlite::version().to_owned(),
        told: TOLD.to_owned(),
        segments: 1,
        ..Built::default()
    };
    let start = Instant::now();
    let transaction = db.transaction()?;
    {
        let mut insert = transaction.prepare("INSERT INTO article VALUES (?1, ?2, ?3)")?;
        for article in peer::articles(file)? {
            let article = article?;
            built.add(&article);
            insert.execute(params![article.id, article.title, article.body])?;
        }
    }
    transaction.execute("INSERT INTO article(article) VALUES ('optimize')", [])?;
    transaction.commit()?;
    built.seconds = start.elapsed().as_secs_f64();
    built.print()
}

fn run(statement: &mut CachedStatement<'_>, query: &Query) -> Result<usize> {
    let quoted = query.words.iter().map(|word| format!("\"{word}\""));
    let words: Vec<String> = quoted.collect();
    let text = match query.kind.as_str() {
        phrase if phrase.starts_with("phrase") => format!("\"{}\"", query.words.join(" ")),
        and if and.starts_with("and") => words.join(" AND "),
        _ => words.join(" OR "),
    };
    let mut rows = statement.query((text,))?;
    let mut hits = 0;
    while let Some(row) = rows.next()? {
        hits += usize::from(!row.get_ref(0)?.as_str()?.is_empty());
    }
    Ok(hits)
}
