//! Finds the forms of a word in a term dictionary without walking all words that begin alike.
//!
//! An automaton reads the prefix and then one of the few hundred endings that inflection and derivation leave behind
//! in English, or, in other languages, any ending of letters up to a length.

use std::sync::LazyLock;

use tantivy_fst::Automaton;

/// Which endings may follow the prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tails {
    /// Those of English words, and none at all.
    English,
    /// Any of at most 32 bytes without ASCII digits and signs other than the apostrophe.
    Any,
}

/// The longest ending of [`Tails::Any`] in bytes: sixteen letters of two bytes hold the endings of Turkish and Finnish.
const MOST_BYTES: u16 = 32;

/// Accepts a prefix with an ending after it.
#[derive(Clone, Debug)]
pub struct TailAutomaton {
    prefix: String,
    tails: Tails,
}

impl TailAutomaton {
    /// Accepts `prefix` followed by one of `tails`.
    pub fn new(prefix: String, tails: Tails) -> Self {
        TailAutomaton { prefix, tails }
    }

    /// What the words accepted begin with.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// All words accepted come before this one; `None` where that cannot be said.
    pub fn end(&self) -> Option<Vec<u8>> {
        let mut end = self.prefix.clone().into_bytes();
        let last = end.last_mut()?;
        *last = last.checked_add(1)?;
        Some(end)
    }
}

/// How far a [`TailAutomaton`] has read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TailState {
    /// This many bytes of the prefix.
    Prefix(usize),
    /// The prefix and part of an ending: a node of the trie, or the bytes read.
    Tail(u16),
    /// Something else.
    Dead,
}

impl Automaton for TailAutomaton {
    type State = TailState;

    fn start(&self) -> TailState {
        self.after_prefix(0)
    }

    fn is_match(&self, state: &TailState) -> bool {
        match state {
            TailState::Tail(node) => self.tails == Tails::Any || ENGLISH.ends_at(*node),
            TailState::Prefix(_) | TailState::Dead => false,
        }
    }

    fn can_match(&self, state: &TailState) -> bool {
        *state != TailState::Dead
    }

    fn accept(&self, state: &TailState, byte: u8) -> TailState {
        match *state {
            TailState::Prefix(read) if self.prefix.as_bytes().get(read) == Some(&byte) => {
                self.after_prefix(read + 1)
            }
            TailState::Tail(node) if self.tails == Tails::English => ENGLISH.next(node, byte),
            TailState::Tail(read) if read < MOST_BYTES && in_tail(byte) => {
                TailState::Tail(read + 1)
            }
            _ => TailState::Dead,
        }
    }
}

impl TailAutomaton {
    fn after_prefix(&self, read: usize) -> TailState {
        if read == self.prefix.len() {
            TailState::Tail(0)
        } else {
            TailState::Prefix(read)
        }
    }
}

fn in_tail(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte == b'\'' || !byte.is_ascii()
}

/// Whether `tail` is an ending that English words have after what [`Stemmer::prefixes`](super::Stemmer::prefixes) gives.
pub fn is_tail(tail: &str) -> bool {
    let read = |state: TailState, byte: u8| match state {
        TailState::Tail(node) => ENGLISH.next(node, byte),
        other => other,
    };
    let end = tail.bytes().fold(TailState::Tail(0), read);
    matches!(end, TailState::Tail(node) if ENGLISH.ends_at(node))
}

/// Derived from the classes of an English dictionary; one ending a line.
const TAILS: &str = include_str!("stem/tails.txt");

static ENGLISH: LazyLock<Trie> = LazyLock::new(|| {
    let mut trie = Trie {
        nodes: vec![Node::default()],
    };
    TAILS.lines().chain([""]).for_each(|tail| trie.add(tail));
    trie
});

#[derive(Debug)]
struct Trie {
    nodes: Vec<Node>,
}

#[derive(Clone, Debug, Default)]
struct Node {
    /// The next node by letter; 0, the root, stands for none.
    next: [u16; 26],
    ends: bool,
}

impl Trie {
    fn add(&mut self, tail: &str) {
        let mut at = 0;
        for byte in tail.bytes() {
            at = match self.next(at, byte) {
                TailState::Tail(node) => node,
                _ => self.grow(at, byte),
            };
        }
        if let Some(node) = self.nodes.get_mut(usize::from(at)) {
            node.ends = true;
        }
    }

    fn grow(&mut self, at: u16, byte: u8) -> u16 {
        let new = self.nodes.len() as u16;
        let slots = self
            .nodes
            .get_mut(usize::from(at))
            .map(|node| &mut node.next);
        if let Some(slot) = slots.and_then(|next| next.get_mut(letter(byte))) {
            *slot = new;
            self.nodes.push(Node::default());
        }
        new
    }

    fn next(&self, at: u16, byte: u8) -> TailState {
        let node = self.nodes.get(usize::from(at));
        match node.and_then(|node| node.next.get(letter(byte))) {
            None | Some(0) => TailState::Dead,
            Some(next) => TailState::Tail(*next),
        }
    }

    fn ends_at(&self, at: u16) -> bool {
        self.nodes
            .get(usize::from(at))
            .is_some_and(|node| node.ends)
    }
}

/// Its place in the alphabet; beyond the end for anything but a small letter.
fn letter(byte: u8) -> usize {
    usize::from(byte.wrapping_sub(b'a'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tantivy_fst::{IntoStreamer, Map, Streamer};

    use super::*;

    fn found(words: &[String], automaton: TailAutomaton) -> Vec<String> {
        let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
        words.sort_unstable();
        words.dedup();
        let map = Map::from_iter(words.into_iter().zip(0..)).expect("sorted words");
        let mut stream = map.search(automaton).into_stream();
        let mut found = Vec::new();
        while let Some((word, _)) = stream.next() {
            found.push(String::from_utf8(word.to_vec()).expect("words in UTF-8"));
        }
        found
    }

    fn scan(words: &[String], prefix: &str, is_tail: impl Fn(&str) -> bool) -> Vec<String> {
        let accepted = |word: &&String| word.strip_prefix(prefix).is_some_and(&is_tail);
        let mut found: Vec<String> = words.iter().filter(accepted).cloned().collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn words() -> impl Strategy<Value = Vec<String>> {
        let tails: Vec<&'static str> = TAILS.lines().collect();
        let tail = prop_oneof![
            prop::sample::select(tails).prop_map(String::from),
            "[a-z0-9'é]{0,4}"
        ];
        prop::collection::vec(
            ("[ab]{0,3}", tail).prop_map(|(head, tail)| head + &tail),
            0..60,
        )
    }

    proptest! {
        #[test]
        fn the_automaton_finds_what_a_scan_finds(words in words(), prefix in "[ab]{0,3}") {
            let listed = |tail: &str| tail.is_empty() || TAILS.lines().any(|line| line == tail);
            prop_assert_eq!(found(&words, TailAutomaton::new(prefix.clone(), Tails::English)), scan(&words, &prefix, listed));
            let letters = |tail: &str| tail.bytes().all(in_tail);
            prop_assert_eq!(found(&words, TailAutomaton::new(prefix.clone(), Tails::Any)), scan(&words, &prefix, letters));
        }
    }

    #[test]
    fn endings_are_endings() {
        for tail in ["", "s", "ed", "ization", "ies", "y"] {
            assert!(is_tail(tail), "{tail}");
        }
        for tail in ["x", "S", "edz", "é", "1"] {
            assert!(!is_tail(tail), "{tail}");
        }
    }
}
