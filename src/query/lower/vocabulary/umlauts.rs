//! Umlauts and the two letters that stand for them: a query means both.
//!
//! What is typed with an umlaut is meant so, and its spelling without is looked for in articles of any language: English
//! ones have Poehl. What is typed with two letters may be no umlaut (Goethe), so that an umlaut in its place counts in
//! German articles only.

use super::{Form, GERMAN, Vocabulary};
use crate::analysis::{contracted, spelled_out};
use crate::query::ast::Node;
use crate::query::match_spec::FieldSet;
use std::collections::BTreeMap;

/// The words of a query that were typed with umlauts, and how they are spelled without.
pub(super) fn umlauts_of(root: Option<&Node>) -> BTreeMap<String, String> {
    let typed = root.map(Node::to_string).unwrap_or_default();
    match typed.is_ascii() {
        true => BTreeMap::new(),
        false => spelled_out(&typed).into_iter().collect(),
    }
}

impl Vocabulary<'_> {
    /// The word with other letters for its umlauts, where the index has that.
    pub(super) fn with_umlauts(&self, word: &str, fields: FieldSet) -> tantivy::Result<Vec<Form>> {
        let mut forms = Vec::new();
        if let Some(pairs) = self.umlauts.get(word) {
            forms.push(self.exact(pairs, fields)?.0);
        }
        if self.has_german() {
            for umlauts in contracted(word) {
                let gate = self.gate(vec![GERMAN.to_owned()]);
                let form = self.exact(&umlauts, fields)?.0;
                forms.push(Form { gate, ..form });
            }
        }
        forms.retain(|form| {
            form.postings
                .as_ref()
                .is_some_and(|found| !found.is_empty())
        });
        Ok(forms)
    }
}
