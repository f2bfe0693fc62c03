//! Article to tantivy document, and back.

use super::{Fields, Key, fields, text_key};
use crate::article::Article;
use jiff::Timestamp;
use tantivy::TantivyDocument;
use tantivy::schema::document::{DeserializeError, DocumentDeserialize, DocumentDeserializer};
use tantivy::schema::{Field, OwnedValue};

/// The text fields of an article that hold something, but for id, authors and location, in the order of the store.
pub fn texts<'a>(
    article: &'a Article,
    fields: &Fields,
) -> impl Iterator<Item = (Field, &'a str)> + Clone + use<'a> {
    let texts = [
        (fields.title, article.title.as_str()),
        (fields.body, article.body.as_str()),
        (fields.comments, article.comments.as_str()),
        (fields.source, article.source.as_str()),
        (fields.agency, article.agency.as_str()),
        (fields.place, article.place.as_str()),
        (fields.section, article.section.as_str()),
        (fields.url, article.url.as_str()),
        (fields.language, article.language.as_str()),
    ];
    texts.into_iter().filter(|(_, text)| !text.is_empty())
}

/// The document of an article. Empty fields are left out.
pub fn document(article: &Article, fields: &Fields) -> TantivyDocument {
    let mut document = plain_document(article, fields);
    for (text, field) in [
        (&article.body, fields.pairs),
        (&article.title, fields.title_marks),
        (&article.body, fields.body_marks),
        (&article.comments, fields.comments_marks),
    ] {
        if !text.is_empty() {
            document.add_text(field, text);
        }
    }
    document
}

/// [`document`] without pairs and marks: what tantivy by itself would index.
pub fn plain_document(article: &Article, fields: &Fields) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    document.add_bytes(fields.key, Key::of(&article.id).as_bytes());
    document.add_u64(fields.text_key, text_key(article));
    document.add_text(fields.id, &article.id);
    for (field, text) in texts(article, fields) {
        document.add_text(field, text);
    }
    for author in &article.authors {
        document.add_text(fields.author, author);
    }
    if let Some(published) = article.published {
        document.add_i64(fields.published, published.as_second());
    }
    if let Some(captured) = article.captured {
        document.add_i64(fields.captured, captured.as_second());
    }
    document.add_text(fields.path, &article.location.path);
    if let Some(member) = &article.location.member {
        document.add_text(fields.member, member);
    }
    document.add_u64(fields.record, article.location.record);
    document
}

/// A stored article, read with no document in between: a text is copied once, not twice.
#[derive(Clone, Debug, Default)]
pub struct StoredArticle(pub Article);

impl DocumentDeserialize for StoredArticle {
    fn deserialize<'de, D>(mut stored: D) -> Result<StoredArticle, DeserializeError>
    where
        D: DocumentDeserializer<'de>,
    {
        let mut article = Article::default();
        while let Some((field, value)) = stored.next_field()? {
            match value {
                OwnedValue::Str(text) => set_text(&mut article, field, text),
                OwnedValue::I64(second) => set_time(&mut article, field, second),
                OwnedValue::U64(number) if field == fields().record => {
                    article.location.record = number;
                }
                _ => {}
            }
        }
        Ok(StoredArticle(article))
    }
}

fn set_text(article: &mut Article, field: Field, text: String) {
    let fields = fields();
    if field == fields.author {
        return article.authors.push(text);
    }
    if field == fields.member {
        return article.location.member = Some(text);
    }
    let slots = [
        (fields.id, &mut article.id),
        (fields.title, &mut article.title),
        (fields.body, &mut article.body),
        (fields.comments, &mut article.comments),
        (fields.source, &mut article.source),
        (fields.agency, &mut article.agency),
        (fields.place, &mut article.place),
        (fields.section, &mut article.section),
        (fields.url, &mut article.url),
        (fields.language, &mut article.language),
        (fields.path, &mut article.location.path),
    ];
    let slot = slots.into_iter().find(|(own, _)| *own == field);
    if let Some((_, slot)) = slot {
        *slot = text;
    }
}

fn set_time(article: &mut Article, field: Field, second: i64) {
    let time = Timestamp::from_second(second).ok();
    let fields = fields();
    if field == fields.published {
        article.published = time;
    } else if field == fields.captured {
        article.captured = time;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Location;

    #[test]
    fn an_article_survives_the_round_trip() {
        let original = Article {
            id: "w-1".into(),
            title: "Harbour opens".into(),
            body: "The harbour opened.".into(),
            comments: "Good.".into(),
            source: "Example Wire".into(),
            agency: "AP".into(),
            place: "PORT ELLERY".into(),
            authors: vec!["A. Writer".into(), "B. Writer".into()],
            published: Timestamp::from_second(-14_000_000_000).ok(),
            captured: Timestamp::from_second(1_400_000_000).ok(),
            url: "https://example.org/1".into(),
            section: "local".into(),
            language: "en".into(),
            location: Location {
                path: "a.tar".into(),
                member: Some("b.txt".into()),
                record: 3,
            },
        };
        assert!(original.published.is_some(), "a year before 1677");
        assert_eq!(stored(&original), original);
        let bare = Article {
            id: "x".into(),
            ..Article::default()
        };
        assert_eq!(stored(&bare), bare);
    }

    /// An article as it comes back from an index.
    fn stored(original: &Article) -> Article {
        let (schema, fields) = super::super::schema();
        let index = tantivy::Index::create_in_ram(schema);
        super::super::register(&index);
        let mut writer = index
            .writer_with_num_threads(1, 15_000_000)
            .expect("a writer");
        let added = writer.add_document(document(original, &fields));
        added.expect("room for an article");
        writer.commit().expect("a commit");
        let searcher = index.reader().expect("a reader").searcher();
        let stored: StoredArticle = searcher
            .doc(tantivy::DocAddress::new(0, 0))
            .expect("an article");
        stored.0
    }
}
