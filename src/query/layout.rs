//! Where the sentences and paragraphs of a text begin, counted in words: an index does not know it, so it is read from the
//! text of the articles in question. The same for finding and marking.

use super::stretch::Stretch;
use crate::analysis;
use std::ops::Range;

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

/// The positions of the first words of a text's sentences and paragraphs. By default the text is one of each.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    sentences: Vec<u32>,
    paragraphs: Vec<u32>,
}

impl Layout {
    /// The layout of a text, as the analysis cuts it.
    pub(super) fn of(text: &str) -> Layout {
        let mut sentences = Starts::new(analysis::sentences(text));
        let mut paragraphs = Starts::new(analysis::paragraphs(text));
        analysis::tokenize(text, |token| {
            sentences.word(token.start, token.position);
            paragraphs.word(token.start, token.position);
        });
        Layout {
            sentences: sentences.positions,
            paragraphs: paragraphs.positions,
        }
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

/// Turns byte ranges into the positions of their first words.
struct Starts {
    ranges: std::vec::IntoIter<Range<usize>>,
    next: Option<Range<usize>>,
    positions: Vec<u32>,
}

impl Starts {
    fn new(ranges: Vec<Range<usize>>) -> Starts {
        let mut ranges = ranges.into_iter();
        let next = ranges.next();
        Starts {
            ranges,
            next,
            positions: Vec::new(),
        }
    }

    /// Takes note of the next word of the text.
    fn word(&mut self, start: usize, position: u32) {
        let mut begins = false;
        while self.next.as_ref().is_some_and(|next| next.start <= start) {
            begins = true;
            self.next = self.ranges.next();
        }
        if begins {
            self.positions.push(position);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_and_paragraphs_begin_with_words() {
        let layout = Layout::of("One two. \"Three\" four! Five... \n\n* * *\n\nSix U.S. seven. 8?");
        assert_eq!(layout.sentences, [0, 2, 4, 5, 8]);
        assert_eq!(layout.paragraphs, [0, 5]);
    }

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
