//! Where the sentences and paragraphs of a text begin, counted in words: read from an index for finding, and from the text
//! for marking.

use super::stretch::Stretch;
use crate::analysis::{self, Breaks};

/// How near two parts must stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The difference of positions between the end of the earlier one and the beginning of the later one, at most; 1 is
    /// the next word.
    Words(u32),
    /// In one sentence.
    Sentence,
    /// In one paragraph.
    Paragraph,
}

/// The positions of the words that begin a sentence or paragraph, but for the first. By default the text is one of each.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    pub(super) sentences: Vec<u32>,
    pub(super) paragraphs: Vec<u32>,
}

impl Layout {
    /// The layout of a text, as the analysis cuts it.
    pub(super) fn of(text: &str) -> Layout {
        let mut layout = Layout::default();
        let mut breaks = Breaks::of(text);
        analysis::tokenize(text, |token| {
            let begins = breaks.word(token.start);
            let position = token.position;
            layout.sentences.extend(begins.sentence.then_some(position));
            (layout.paragraphs).extend(begins.paragraph.then_some(position));
        });
        layout
    }

    /// The last position of the sentence or paragraph that a stretch lies in; `None` where it lies in several.
    pub(super) fn last(&self, reach: Reach, stretch: Stretch) -> Option<u32> {
        let starts = match reach {
            Reach::Words(_) => return Some(u32::MAX),
            Reach::Sentence => &self.sentences,
            Reach::Paragraph => &self.paragraphs,
        };
        let next = starts.partition_point(|start| *start <= stretch.start);
        let last = starts
            .get(next)
            .map_or(u32::MAX, |next| next.saturating_sub(1));
        (stretch.end <= last).then_some(last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_over_a_break_has_no_end() {
        let layout = Layout::of("One two. Three four.");
        let last = |start, end| layout.last(Reach::Sentence, Stretch { start, end });
        assert_eq!(
            (last(0, 1), last(2, 2), last(1, 2)),
            (Some(1), Some(u32::MAX), None)
        );
        assert_eq!(
            Layout::default().last(Reach::Sentence, Stretch { start: 0, end: 9 }),
            Some(u32::MAX)
        );
    }
}
