//! Text that a page prints twice: the title above the body, the lead as standfirst and as first paragraph.
//!
//! Two texts are the same when they differ in case, spacing, kinds of quotation mark, and punctuation at the ends only.

use memchr::memmem;
use std::ops::Range;

/// Shorter paragraphs may repeat on purpose: refrains, chants, section marks. Counted in columns, so that a
/// Chinese sentence counts for what it says.
const SHORTEST_LEAD: usize = 40;

/// A line between standfirst and body that is longer than this is prose, not a byline.
const LONGEST_BYLINE: usize = 100;

/// Paragraphs looked at from the start of the body: byline, standfirst, byline, lead.
const HEAD: usize = 4;

/// Bytes within which they are looked for: a lead is no longer, and some bodies have no paragraphs at all.
const HEAD_BYTES: usize = 4_096;

/// Takes the title off the front of the body, as often as it stands there; says whether it did.
pub(super) fn drop_title(title: &str, body: &mut String) -> bool {
    let before = body.len();
    while let Some(repeat) = first(title, body, LINES).or_else(|| first(title, body, BLOCKS)) {
        body.replace_range(..repeat.end, "");
        trim_blank_start(body);
    }
    body.len() < before
}

/// The first paragraph, if it is the title.
fn first(title: &str, body: &str, separator: &str) -> Option<Range<usize>> {
    let first = head(body, separator, 1).into_iter().next()?;
    same(title, part(body, &first)).then_some(first)
}

/// Takes the first paragraph out where the next one says the same, be there a byline between; says whether it did.
pub(super) fn drop_lead(body: &mut String) -> bool {
    let before = body.len();
    while let Some(repeat) = repeated(body, &head(body, LINES, HEAD))
        .or_else(|| repeated(body, &head(body, BLOCKS, HEAD)))
    {
        let gap = part(body, &(repeat.end..body.len()));
        // The line's own end goes with it, and the blank lines after it.
        let end = body.len() - gap.trim_start_matches('\n').len();
        body.replace_range(repeat.start..end, "");
    }
    body.len() < before
}

/// The paragraph to drop from the head of the body.
fn repeated(body: &str, head: &[Range<usize>]) -> Option<Range<usize>> {
    let text = |index: usize| head.get(index).map(|range| part(body, range));
    let lead = usize::from(is_byline(text(0)?));
    let next = lead + 1;
    let is_twice = text(lead).is_some_and(is_long) && {
        let again = |index| {
            text(lead)
                .zip(text(index))
                .is_some_and(|(first, other)| same(first, other))
        };
        again(next) || (text(next).is_some_and(is_byline) && again(next + 1))
    };
    head.get(lead).filter(|_| is_twice).cloned()
}

fn part<'a>(body: &'a str, range: &Range<usize>) -> &'a str {
    body.get(range.clone()).unwrap_or_default()
}

fn trim_blank_start(body: &mut String) {
    let blank = body.len() - body.trim_start_matches('\n').len();
    body.replace_range(..blank, "");
}

/// Paragraphs that are one line each.
const LINES: &str = "\n";

/// Paragraphs that are wrapped, with blank lines between them.
const BLOCKS: &str = "\n\n";

/// The first few paragraphs of the body, one that is cut by the limit left out.
fn head(body: &str, separator: &str, count: usize) -> Vec<Range<usize>> {
    let bytes = body.as_bytes();
    let reach = bytes.get(..HEAD_BYTES).unwrap_or(bytes);
    let end = (reach.len() == bytes.len()).then_some(reach.len());
    let mut start = 0;
    memmem::find_iter(reach, separator)
        .chain(end)
        .map(|end| without_blank(body, std::mem::replace(&mut start, end)..end))
        .filter(|range| !range.is_empty())
        .take(count)
        .collect()
}

fn without_blank(body: &str, range: Range<usize>) -> Range<usize> {
    let piece = part(body, &range);
    let start = range.start + piece.len() - piece.trim_start_matches('\n').len();
    start..start + piece.trim_matches('\n').len()
}

fn is_long(paragraph: &str) -> bool {
    let columns = |c: char| if c >= '\u{2e80}' { 2 } else { 1 };
    let mut sum = 0;
    paragraph.chars().any(|c| {
        sum += columns(c);
        sum >= SHORTEST_LEAD
    })
}

/// Whether a line between two paragraphs says who wrote the story or when.
fn is_byline(line: &str) -> bool {
    let line = line.trim();
    if line.len() > LONGEST_BYLINE || line.contains('\n') {
        return false;
    }
    let says_by = line
        .get(..3)
        .is_some_and(|start| start.eq_ignore_ascii_case("by "));
    says_by
        || (!is_long(line)
            && !line.ends_with([
                '.', '!', '?', ',', ';', ':', '"', '”', '’', '。', '！', '？', '…',
            ]))
}

/// Whether two texts say the same, and anything at all.
fn same(a: &str, b: &str) -> bool {
    let mut words = folded(a).peekable();
    words.peek().is_some() && words.eq(folded(b))
}

fn folded(text: &str) -> impl Iterator<Item = char> {
    let core = text.trim_matches(|c: char| !c.is_alphanumeric());
    let mut in_space = false;
    core.chars()
        .flat_map(char::to_lowercase)
        .map(plain_mark)
        .filter(move |&c| {
            let keep = c != ' ' || !in_space;
            in_space = c == ' ';
            keep
        })
}

/// One spelling for every kind of quotation mark, hyphen and space.
fn plain_mark(c: char) -> char {
    match c {
        '‘' | '’' | '‚' | '‛' | '`' | '´' | '‹' | '›' | 'ʼ' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' => '"',
        '‐' | '‑' | '–' | '—' | '−' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAD: &str =
        "The harbour of Port Ellery was closed on Monday after a crane fell into the basin.";

    fn without_lead(body: &str) -> String {
        let mut body = body.to_owned();
        drop_lead(&mut body);
        body
    }

    fn without_title(title: &str, body: &str) -> String {
        let mut body = body.to_owned();
        drop_title(title, &mut body);
        body
    }

    #[test]
    fn a_title_above_the_body_goes() {
        assert_eq!(
            without_title(
                "“Crane falls” into basin",
                "\"CRANE FALLS\"  into basin.\n\nIt fell."
            ),
            "It fell."
        );
        assert_eq!(
            without_title(
                "Crane falls into basin",
                "Crane falls\ninto basin\n\n    It fell."
            ),
            "    It fell."
        );
        assert_eq!(
            without_title("Crane falls", "Crane falls\nCrane falls\nIt fell."),
            "It fell."
        );
    }

    #[test]
    fn a_title_that_goes_on_stays() {
        let body = "Crane falls into basin.\nIt fell.";
        assert_eq!(without_title("Crane falls", body), body);
        assert_eq!(without_title("", body), body);
        assert_eq!(without_title("--", "...\nIt fell."), "...\nIt fell.");
    }

    #[test]
    fn a_lead_printed_twice_stays_once() {
        let shouted = LEAD.to_uppercase();
        for gap in ["\n", "\n\n", "\n\n\n"] {
            assert_eq!(
                without_lead(&format!("{shouted}{gap}{LEAD}{gap}Nobody was hurt.")),
                format!("{LEAD}{gap}Nobody was hurt.")
            );
        }
        assert_eq!(without_lead(&format!("{LEAD}\n{LEAD}\n{LEAD}")), LEAD);
    }

    #[test]
    fn a_byline_may_stand_between_or_before() {
        for byline in ["By Ada Quill and Tom Reed", "Ada Quill", "18 October 2024"] {
            let expected = format!("{byline}\n\n{LEAD}\n\nNobody was hurt.");
            assert_eq!(without_lead(&format!("{LEAD}\n\n{expected}")), expected);
            assert_eq!(
                without_lead(&format!("{byline}\n\n{LEAD}\n\n{LEAD}\n\nNobody was hurt.")),
                expected
            );
        }
        let prose = format!("{LEAD}\nNobody was hurt.\n{LEAD}");
        assert_eq!(without_lead(&prose), prose);
    }

    #[test]
    fn a_wrapped_lead_is_seen_too() {
        let wrapped = LEAD.replacen(" on ", "\non ", 1);
        assert_eq!(
            without_lead(&format!("{LEAD}\n\n{wrapped}\n\nNobody was hurt.")),
            format!("{wrapped}\n\nNobody was hurt.")
        );
        let chinese = "埃勒里港周一关闭，因为一台起重机掉进了港池里。";
        assert_eq!(without_lead(&format!("{chinese}\n{chinese}")), chinese);
    }

    #[test]
    fn refrains_and_other_leads_stay() {
        for body in [
            "Row, row, row\nRow, row, row\nYour boat",
            "",
            "\n",
            &format!("{LEAD} More.\n{LEAD}\nEnd"),
        ] {
            assert_eq!(without_lead(body), body);
        }
    }
}
