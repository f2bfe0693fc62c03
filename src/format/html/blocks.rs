//! An extractor's markup as blocks of text, with what tells an article's paragraph from what stands around it.
//! Knows nothing of which blocks are wanted.

use crate::format::entities;
use crate::format::markup::{LINES, PARAGRAPHS, SKIPPED, Tags, after_element, tag_name};

/// Marks that end a sentence in any script, and the quotes and brackets that may follow: Latin, Cyrillic, Greek and
/// Hebrew; Chinese and Japanese; Arabic and Urdu; the scripts of India; Armenian, Ethiopic, Burmese, Khmer, Tibetan.
const ENDS: [char; 33] = [
    '.', '!', '?', '…', ':', ';', '"', '”', '’', '»', ')', '“', '‘', '«', '›', ']', '」', '』',
    '】', '）', '。', '！', '？', '．', '؟', '۔', '।', '॥', '։', '።', '။', '។', '།',
];

/// Commas of any script.
const COMMAS: [char; 5] = [',', '，', '、', '،', '፣'];

/// Characters from which on a text with commas in it is one of sentences.
const PARAGRAPH: usize = 120;

/// Characters of the text under a picture at the most, where only its place tells that it is one.
const CAPTION: usize = 300;

/// A paragraph, heading, list item or the like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    /// What it says, white space collapsed; line breaks stay.
    pub(super) text: String,
    /// Its letters and digits in lower case: the same for two extractors that space and punctuate differently.
    pub(super) letters: String,
    /// Characters inside links, less white space.
    linked: usize,
    /// The elements that it stands in.
    pub(super) within: Within,
}

/// How many of each kind of element are open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Within {
    link: u16,
    headline: u16,
    heading: u16,
    item: u16,
    figure: u16,
    aside: u16,
    table: u16,
}

impl Block {
    /// A block in no element, for asking what its text is like.
    pub(super) fn of_text(text: String, linked: usize) -> Self {
        Block {
            text,
            linked,
            ..Block::default()
        }
    }

    /// Whether it is or holds the first heading of a page.
    pub(super) fn is_headline(&self) -> bool {
        self.within.headline > 0
    }

    /// Whether it is a heading below the first of a page.
    pub(super) fn is_heading(&self) -> bool {
        self.within.heading > 0
    }

    /// Whether it stands in a list.
    pub(super) fn is_item(&self) -> bool {
        self.within.item > 0
    }

    /// Whether it stands under a picture.
    pub(super) fn is_caption(&self) -> bool {
        self.within.figure > 0
    }

    /// Whether most of it is links.
    pub(super) fn is_links(&self) -> bool {
        self.linked * 5 >= self.text.chars().count() * 3
    }

    /// As [`length`].
    pub(super) fn length(&self) -> usize {
        length(&self.text)
    }

    /// Whether a page's escaped markup shows as text.
    pub(super) fn is_markup(&self) -> bool {
        self.text.contains("</")
    }

    /// Whether it may be a sentence, or several: some sites leave out the mark at the end of a paragraph.
    pub(super) fn is_sentence(&self) -> bool {
        let length = self.length();
        let ends = length >= 20 && self.ends_sentence();
        let goes_on = || length >= PARAGRAPH && self.text.matches(COMMAS).count() > 1;
        (ends || goes_on()) && !self.is_links()
    }

    /// Whether it ends as sentences do. Thai and Lao put nothing at their ends.
    fn ends_sentence(&self) -> bool {
        let unmarked = |c: char| ('\u{e01}'..='\u{edf}').contains(&c);
        self.text.ends_with(ENDS) || self.text.ends_with(unmarked)
    }

    /// Whether it is running text for certain: a sentence or more, hardly linked, in no box.
    pub(super) fn is_prose(&self) -> bool {
        let Within {
            headline,
            heading,
            figure,
            aside,
            table,
            ..
        } = self.within;
        let length = self.length();
        headline + heading + figure + aside + table == 0
            && length >= 80
            && self.linked * 10 < self.text.chars().count() * 3
            && self.ends_sentence()
            && !self.text.starts_with('©')
            && !self.is_markup()
    }
}

/// Characters of a text; those of Chinese, Japanese and Korean count twice, since each says as much as a syllable.
pub(super) fn length(text: &str) -> usize {
    let wide = |c: &char| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}');
    text.chars().count() + text.chars().filter(wide).count()
}

/// Letters and digits of a text in lower case.
pub(super) fn letters(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Cuts markup into blocks; those without a letter or digit are left out.
pub(super) fn blocks(html: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    let mut rest = html;
    let mut tags = Tags::default();
    while let Some((before, tag, after)) = tags.next(rest) {
        reader.text(before);
        reader.tag(tag);
        rest = match tag_name(tag) {
            (false, name) if SKIPPED.contains(&name) => after_element(after, name).unwrap_or(after),
            _ => after,
        };
    }
    reader.text(rest);
    reader.end_block();
    without_layout_tables(reader.blocks)
}

/// Forgets the tables where more than half of the text stands in them: old pages use them for columns.
fn without_layout_tables(mut blocks: Vec<Block>) -> Vec<Block> {
    let letters = |block: &Block| block.letters.len();
    let inside = blocks.iter().filter(|block| block.within.table > 0);
    if inside.map(letters).sum::<usize>() * 2 > blocks.iter().map(letters).sum() {
        for block in &mut blocks {
            block.within.table = 0;
        }
    }
    blocks
}

/// The blocks as one text: blank lines between paragraphs, line ends between the items of a list.
pub(super) fn join(blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut after_item = false;
    for block in blocks {
        if !out.is_empty() {
            out.push_str(if after_item && block.is_item() {
                "\n"
            } else {
                "\n\n"
            });
        }
        out.push_str(&block.text);
        after_item = block.is_item();
    }
    out
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    text: String,
    linked: usize,
    within: Within,
    verbatim: u16,
    /// White space that is owed before the next word.
    gap: Option<char>,
    /// The boxes that are open.
    boxes: Vec<OpenBox>,
}

/// What an open `div` held so far.
#[derive(Clone, Copy)]
struct OpenBox {
    /// Blocks of the page before it.
    start: usize,
    /// A picture stands first in it.
    has_picture: bool,
}

impl Reader {
    fn text(&mut self, piece: &str) {
        for c in entities::decode(piece).chars() {
            if c.is_ascii_whitespace() {
                let ends_line = c == '\n' && self.verbatim > 0 || self.gap == Some('\n');
                self.gap = Some(if ends_line { '\n' } else { ' ' });
                continue;
            }
            if let Some(gap) = self.gap.take().filter(|_| !self.text.is_empty()) {
                self.text.push(gap);
            }
            self.linked += usize::from(self.within.link > 0);
            self.text.push(c);
        }
    }

    fn tag(&mut self, inside: &str) {
        let (ends, name) = tag_name(inside);
        match name {
            "img" | "picture" | "video" => self.picture(),
            "br" => self.gap = Some('\n'),
            "td" | "th" => self.gap = self.gap.or(Some(' ')),
            _ if PARAGRAPHS.contains(&name) || LINES.contains(&name) => self.end_block(),
            _ => {}
        }
        if name == "div" {
            self.open_or_close_box(ends);
        }
        let count = match name {
            "a" => &mut self.within.link,
            "h1" => &mut self.within.headline,
            "h2" | "h3" | "h4" | "h5" | "h6" => &mut self.within.heading,
            "li" => &mut self.within.item,
            "figure" | "figcaption" => &mut self.within.figure,
            "aside" | "header" | "footer" | "nav" => &mut self.within.aside,
            "table" => &mut self.within.table,
            "pre" => &mut self.verbatim,
            _ => return,
        };
        *count = if ends {
            count.saturating_sub(1)
        } else {
            count.saturating_add(1)
        };
    }

    /// A picture; it is first in a box that has no text yet.
    fn picture(&mut self) {
        let blocks = self.blocks.len();
        let empty = self.text.is_empty();
        let boxes = self.boxes.iter_mut().rev();
        for open in boxes.take_while(|open| empty && open.start == blocks) {
            open.has_picture = true;
        }
    }

    /// At its end, a box of a picture and one short text below it is one of a caption.
    fn open_or_close_box(&mut self, ends: bool) {
        let start = self.blocks.len();
        if !ends {
            self.boxes.push(OpenBox {
                start,
                has_picture: false,
            });
        } else if let Some(closed) = self.boxes.pop()
            && closed.has_picture
            && let Some([caption]) = self.blocks.get_mut(closed.start..)
            && caption.length() <= CAPTION
        {
            caption.within.figure += 1;
        }
    }

    fn end_block(&mut self) {
        self.gap = None;
        let (text, linked) = (
            std::mem::take(&mut self.text),
            std::mem::take(&mut self.linked),
        );
        let letters = letters(&text);
        if !letters.is_empty() {
            self.blocks.push(Block {
                text,
                letters,
                linked,
                within: self.within,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_blocks_with_their_places() {
        let found = blocks(
            "<h1>One</h1><div>two <b>three</b>, four<br>five<p>six</p></div>\
             <ul><li><a href='x > y'>seven</a></li><li>eight</li></ul><figure><figcaption>nine</figcaption></figure>",
        );
        let texts: Vec<&str> = found.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "One",
                "two three, four\nfive",
                "six",
                "seven",
                "eight",
                "nine"
            ]
        );
        let marks: Vec<[bool; 4]> = found
            .iter()
            .map(|block| {
                [
                    block.is_headline(),
                    block.is_links(),
                    block.is_item(),
                    block.is_caption(),
                ]
            })
            .collect();
        assert_eq!(marks[0], [true, false, false, false]);
        assert_eq!(marks[3], [false, true, true, false]);
        assert_eq!(marks[5], [false, false, false, true]);
        assert_eq!(
            join(&found),
            "One\n\ntwo three, four\nfive\n\nsix\n\nseven\neight\n\nnine"
        );
    }

    #[test]
    fn prose_is_long_unlinked_and_ends_a_sentence() {
        let sentence = "The harbour of Northport opened again on Tuesday, four days after a storm had closed it.";
        let prose = |html: String| blocks(&html).iter().all(Block::is_prose);
        assert!(prose(format!("<p>{sentence}</p>")));
        assert!(!prose(format!("<p>{}</p>", sentence.trim_end_matches('.'))));
        assert!(!prose(format!("<p><a>{sentence}</a></p>")));
        assert!(!prose(format!("<aside><p>{sentence}</p></aside>")));
        assert!(!prose("<p>Short.</p>".to_owned()));
        for ending in ["”", "“", "«", "۔", "။", "།", "）", "ครับ"] {
            let text = sentence.trim_end_matches('.');
            assert!(prose(format!("<p>{text}{ending}</p>")), "{ending}");
        }
        let chinese = "北港港口在風暴過後四天於週二重新開放，所有船隻均可進出，港務長表示碼頭沒有受損，起重機也已檢查兩次。";
        assert!(prose(format!("<p>{chinese}</p>")));
    }

    #[test]
    fn a_paragraph_may_lack_the_mark_at_its_end() {
        let is_sentence = |text: &str| Block::of_text(text.to_owned(), 0).is_sentence();
        let text = "The harbour opened on Tuesday, after a storm, and the piers held";
        assert!(is_sentence(&format!("{text}.")));
        assert!(!is_sentence(text));
        assert!(is_sentence(&format!("{text} {text}")));
        assert!(!is_sentence(&"Home Sport Weather ".repeat(20)));
    }

    #[test]
    fn scripts_are_no_text() {
        assert_eq!(
            join(&blocks("<p>a</p><script>if (b < c) {}</script><p>d</p>")),
            "a\n\nd"
        );
    }

    #[test]
    fn a_short_text_alone_in_a_box_with_a_picture_above_it_is_a_caption() {
        let is_caption = |html: &str| blocks(html).iter().all(Block::is_caption);
        for caption in [
            "<div><img src=x><div>The pier on Monday</div></div>",
            "<div><div><img src=x></div><p>The pier on Monday.</p></div>",
        ] {
            assert!(is_caption(caption), "{caption}");
        }
        let long = "The pier on Monday. ".repeat(20);
        for text in [
            "<div><p>The pier on Monday</p><img src=x></div>",
            "<div><img src=x><p>The pier.</p><p>On Monday.</p></div>",
            "<div><img src=x></div><p>The pier on Monday</p>",
            "<p><img src=x>The pier on Monday</p></div></div>",
            &format!("<div><img src=x><p>{long}</p></div>"),
        ] {
            assert!(!is_caption(text), "{text}");
        }
    }

    #[test]
    fn a_table_that_holds_most_of_a_page_is_one_for_columns() {
        let sentence = "The harbour of Northport opened again on Tuesday, four days after a storm had closed it.";
        let has_prose = |html: &str| blocks(html).iter().any(Block::is_prose);
        let table = format!("<table><tr><td>{sentence}</td></tr></table>");
        assert!(has_prose(&format!("<h1>Northport</h1>{table}")));
        let text = blocks(&format!("{table}<p>{sentence}</p><p>{sentence}</p>"));
        let prose: Vec<bool> = text.iter().map(Block::is_prose).collect();
        assert_eq!(prose, [false, true, true]);
    }

    #[test]
    fn broken_markup_is_no_harm() {
        assert_eq!(join(&blocks("</a></a><p>a</li> <b")), "a\n\n<b");
        assert_eq!(blocks("<p>&nbsp;</p>--<br>"), []);
        assert_eq!(join(&blocks("<pre>a\n  b</pre>")), "a\nb");
    }
}
