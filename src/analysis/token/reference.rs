//! The tokeniser again, written to be plainly right: the whole text as items, cut into runs, and runs joined pair by pair.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use crate::analysis::fold::{Class, Fold, fold};
use crate::analysis::segmenter::{Script, cuts};
use crate::analysis::vietnamese::{is_vietnamese, keep_marks};
use crate::analysis::word::is_elision;

/// A word, its span and its position.
pub(super) type Word = (String, usize, usize, u32);

#[derive(Clone, Debug)]
struct Item {
    text: char,
    class: Class,
    start: usize,
    end: usize,
}

fn items(text: &str) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut short_i = None;
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        let mut pieces = Vec::new();
        match fold(c, &mut pieces) {
            Fold::Ignored => {}
            Fold::Separator => items.push(Item {
                text: ' ',
                class: Class::Separator,
                start,
                end,
            }),
            Fold::Dropped => {
                if let Some(last) = items.last_mut() {
                    last.end = end;
                }
            }
            Fold::Pieces => items.extend(pieces.iter().map(|piece| Item {
                text: piece.text,
                class: piece.class,
                start,
                end,
            })),
        }
        if let (Some(place), '\u{306}') = (short_i, c) {
            let item: &mut Item = &mut items[place];
            item.text = 'й';
        }
        if matches!(c, 'и' | 'И') {
            short_i = Some(items.len() - 1);
        } else if matches!(canonical_combining_class(c), 0 | 230) {
            short_i = None;
        }
    }
    items
}

fn is_word(item: &Item) -> bool {
    matches!(item.class, Class::Letter | Class::Digit | Class::Mark)
}

fn all_digits(run: &[Item]) -> bool {
    run.iter().all(|item| item.class == Class::Digit)
}

/// The run of word items at `at`, empty if there is none.
fn run(items: &[Item], at: usize) -> &[Item] {
    let rest = items.get(at..).unwrap_or_default();
    let len = rest.iter().take_while(|item| is_word(item)).count();
    &rest[..len]
}

fn run_before(items: &[Item], at: usize) -> &[Item] {
    let len = items[..at]
        .iter()
        .rev()
        .take_while(|item| is_word(item))
        .count();
    &items[at - len..at]
}

fn is(items: &[Item], at: usize, text: char) -> bool {
    items.get(at).is_some_and(|item| item.text == text)
}

/// Whether the joiner at `at` stands between digits.
fn between_digits(items: &[Item], at: usize) -> bool {
    let digit = |item: &Item| item.class == Class::Digit;
    run_before(items, at).last().is_some_and(digit) && run(items, at + 1).first().is_some_and(digit)
}

fn decimal_point(items: &[Item], at: usize) -> bool {
    let point = |at: usize| is(items, at, '.') && between_digits(items, at);
    let (left, right) = (run_before(items, at), run(items, at + 1));
    let before = (at - left.len()).checked_sub(1);
    let chained = before.is_some_and(|before| point(before) && all_digits(left))
        || (point(at + 1 + right.len()) && all_digits(right));
    point(at) && !chained
}

fn is_single_letter(run: &[Item]) -> bool {
    matches!(run, [first, rest @ ..] if first.class == Class::Letter && rest.iter().all(|item| item.class == Class::Mark))
}

fn acronym(items: &[Item], at: usize) -> usize {
    let mut end = at;
    let mut letters = 0;
    while is_single_letter(run(items, end)) {
        letters += 1;
        let after = end + run(items, end).len();
        if !is(items, after, '.') {
            return if letters > 1 { after - at } else { 0 };
        }
        end = after + 1;
    }
    // What comes after the last point is no single letter.
    if letters > 1 { end - at } else { 0 }
}

/// The word at item `at`, the end of its span, and the item after it.
fn word(items: &[Item], at: usize) -> (String, usize, usize) {
    let possessive =
        |at: usize| is(items, at, '\'') && matches!(run(items, at + 1), [item] if item.text == 's');
    let skip = |at: usize| if possessive(at) { at + 2 } else { at };
    let len = acronym(items, at);
    if len > 0 {
        let letters = items[at..at + len].iter().filter(|item| item.text != '.');
        return (
            letters.map(|item| item.text).collect(),
            items[at + len - 1].end,
            skip(at + len),
        );
    }
    let first = run(items, at);
    let mut text: String = first.iter().map(|item| item.text).collect();
    let mut next = at + first.len();
    if is_single_letter(first) {
        for sign in ["++", "#"] {
            if sign
                .chars()
                .enumerate()
                .all(|(i, c)| is(items, next + i, c))
                && run(items, next + sign.len()).is_empty()
            {
                return (
                    text + sign,
                    items[next + sign.len() - 1].end,
                    skip(next + sign.len()),
                );
            }
        }
    }
    let mut grouping = all_digits(first) && first.len() <= 3;
    loop {
        let right = run(items, next + 1);
        let (Some(right_first), Some(joiner)) = (right.first(), items.get(next)) else {
            break;
        };
        let letter = right_first.class == Class::Letter;
        let joined = match joiner.text {
            '\'' if possessive(next) => return (text, items[next - 1].end, next + 2),
            '\'' => letter && !is_elision(&text),
            '&' => letter && items[next - 1].class != Class::Digit,
            '.' => decimal_point(items, next),
            ',' => {
                grouping
                    && text.is_ascii()
                    && right
                        .iter()
                        .take_while(|item| item.class == Class::Digit)
                        .count()
                        == 3
            }
            _ => false,
        };
        if !joined {
            break;
        }
        if joiner.text != ',' {
            text.push(joiner.text);
        }
        text.extend(right.iter().map(|item| item.text));
        grouping = joiner.text == ',' && right.len() == 3;
        next += 1 + right.len();
    }
    if possessive(next) {
        return (text, items[next - 1].end, next + 2);
    }
    (text, items[next - 1].end, next)
}

/// Characters of a run of one unspaced script, each with its marks.
fn units(items: &[Item]) -> Vec<(String, usize, usize)> {
    let mut units: Vec<(String, usize, usize)> = Vec::new();
    for item in items {
        if let Some((text, _, end)) = units.last_mut() {
            let longer: String = text.chars().chain([item.text]).collect();
            let last_two: String = longer.chars().skip(text.chars().count() - 1).collect();
            let syllable =
                matches!(item.text, '\u{1100}'..='\u{11ff}') && last_two.nfc().count() == 1;
            if item.class == Class::Mark || syllable {
                *text = if syllable {
                    longer.nfc().collect()
                } else {
                    longer
                };
                *end = item.end;
                continue;
            }
        }
        units.push((String::from(item.text), item.start, item.end));
    }
    units
        .into_iter()
        .map(|(text, start, end)| (text.nfc().collect(), start, end))
        .collect()
}

/// The five rows of Devanagari, each with its nasal at the end.
fn spelled(mut text: String) -> String {
    let is_of_script = |c: char| matches!(c, '\u{900}'..='\u{97f}');
    for row in ["कखगघङ", "चछजझञ", "टठडढण", "तथदधन", "पफबभम"]
    {
        let mut stops: Vec<char> = row.chars().collect();
        let nasal = stops.remove(4);
        for stop in stops {
            let cluster = format!("{nasal}\u{94d}{stop}");
            let mut from = 0;
            while let Some(at) = text[from..].find(&cluster).map(|at| at + from) {
                from = at + nasal.len_utf8();
                if text[..at].ends_with(is_of_script) {
                    text.replace_range(at..at + cluster.len(), &format!("ं{stop}"));
                }
            }
        }
    }
    text
}

/// Two vowels that look like one are that one.
fn respelled(items: &[Item]) -> Vec<Item> {
    let mut respelled: Vec<Item> = Vec::new();
    for item in items {
        match respelled.last_mut() {
            Some(last) if matches!((last.text, item.text), ('เ', 'เ') | ('ເ', 'ເ')) => {
                last.text = if item.text == 'เ' { 'แ' } else { 'ແ' };
                last.end = item.end;
            }
            _ => respelled.push(item.clone()),
        }
    }
    respelled
}

/// A word is what the first cut leaves before it, in all that is left of the run.
fn dictionary_words(items: &[Item]) -> Vec<(String, usize, usize)> {
    let mut units = units(items);
    let Some(script) = items.first().and_then(|item| Script::of(item.text)) else {
        return Vec::new();
    };
    let mut words = Vec::new();
    while !units.is_empty() {
        let text: String = units.iter().map(|unit| unit.0.as_str()).collect();
        let mut ends = Vec::new();
        cuts(&text, script, |end| ends.push(end));
        let mut length = 0;
        let lengths = units.iter().map(|unit| {
            length += unit.0.len();
            length
        });
        let count = 1 + lengths.take_while(|length| !ends.contains(length)).count();
        let word: Vec<_> = units.drain(..count).collect();
        let text = word.iter().map(|unit| unit.0.as_str()).collect();
        words.push((text, word[0].1, word[count - 1].2));
    }
    words
}

/// The words of `text`, as an index has them.
pub(super) fn words(source: &str) -> Vec<Word> {
    let items = items(source);
    let keeps_marks = is_vietnamese(source);
    let mut words = Vec::new();
    let mut position = 0;
    let mut at = 0;
    while let Some(item) = items.get(at) {
        match item.class {
            Class::Letter | Class::Digit => {
                let (text, end, next) = word(&items, at);
                let mut text = spelled(text.nfc().collect());
                if keeps_marks {
                    keep_marks(&source[item.start..end], &mut text);
                }
                if text.len() <= 128 {
                    words.push((text, item.start, end, position));
                }
                position += 1;
                at = next;
            }
            Class::SouthEastAsian => {
                let script = Script::of(item.text);
                let same = |other: &&Item| {
                    other.class == Class::Mark
                        || (other.class == item.class && Script::of(other.text) == script)
                };
                let len = items[at..].iter().take_while(same).count();
                for (text, start, end) in dictionary_words(&respelled(&items[at..at + len])) {
                    if text.len() <= 128 {
                        words.push((text, start, end, position));
                    }
                    position += 1;
                }
                at += len;
            }
            Class::Cjk => {
                let same = |other: &&Item| other.class == item.class || other.class == Class::Mark;
                let len = items[at..].iter().take_while(same).count();
                let units = units(&items[at..at + len]);
                for (place, (text, start, end)) in units.iter().enumerate() {
                    let pair = units.get(place + 1);
                    let text = text.clone() + pair.map_or("", |pair| pair.0.as_str());
                    if text.len() <= 128 {
                        words.push((text, *start, pair.map_or(*end, |pair| pair.2), position));
                    }
                    position += 1;
                }
                at += len;
            }
            Class::Mark | Class::Joiner | Class::Separator => at += 1,
        }
    }
    words
}
