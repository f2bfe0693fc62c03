//! One hit: the article and what is shown of it.

use super::{CopiesOfHit, Hit};
use crate::article::Article;
use crate::passage::{self, Matches, PassageOptions, Wanted};
use crate::query::{Field, MatchSpec, Matcher};
use tantivy::Score;

/// How the hits of a query are shown.
pub(super) struct Show<'a> {
    spec: &'a MatchSpec,
    weights: Vec<f32>,
    options: PassageOptions,
    /// By language: hits are of few, and to make one ready takes as long as reading a short article.
    matchers: Vec<(String, Matcher<'a>)>,
}

impl<'a> Show<'a> {
    pub(super) fn new(spec: &'a MatchSpec, options: PassageOptions) -> Show<'a> {
        Show {
            spec,
            weights: spec.atoms.iter().map(|atom| atom.weight).collect(),
            options,
            matchers: Vec::new(),
        }
    }

    /// Makes the matcher of a language ready; gives its index.
    fn ready(&mut self, language: &str) -> usize {
        let mut known = self.matchers.iter();
        known
            .position(|(code, _)| code == language)
            .unwrap_or_else(|| {
                let matcher = self.spec.matcher(language);
                self.matchers.push((language.to_owned(), matcher));
                self.matchers.len() - 1
            })
    }

    /// The hit of an article, without an explanation.
    pub(super) fn hit(&mut self, rank: usize, score: Score, article: Article) -> Hit {
        let index = self.ready(&article.language);
        let matcher = &self.matchers[index].1;
        let title = matcher.find(&article.title, Field::Title);
        let mut told = vec![false; self.weights.len()];
        for span in &title {
            if let Some(told) = told.get_mut(span.atom) {
                *told = true;
            }
        }
        let texts = [
            (Field::Body, article.body.as_str()),
            (Field::Comments, article.comments.as_str()),
        ];
        let fields = texts.map(|(field, text)| {
            let found = matcher.find_with_relatives(text, field);
            Matches {
                field,
                text,
                spans: found.spans,
                relatives: found.relatives,
            }
        });
        let wanted = Wanted {
            weights: &self.weights,
            number: self.spec.asks_number,
            told: &told,
        };
        let passages = passage::best_of_article(&fields, wanted, self.options);
        Hit {
            rank,
            score,
            article,
            title_marks: passage::merge_marks(&title),
            passages,
            explanation: Vec::new(),
            copies: CopiesOfHit::default(),
        }
    }
}
