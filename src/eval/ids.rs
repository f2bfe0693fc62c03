//! Ids of topics and documents, as files with columns can hold them.

use std::cmp::Ordering;

/// The id of a topic, without white space. Numbers come first, by value (`2` before `10`), then all other ids.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TopicId(String);

impl TopicId {
    /// As written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Places numbers of any length: without leading zeros, the longer one is greater.
    fn key(&self) -> (bool, usize, &str, &str) {
        let id = self.0.as_str();
        let digits = id.trim_start_matches('0');
        match id.bytes().all(|byte| byte.is_ascii_digit()) {
            true => (false, digits.len(), digits, id),
            false => (true, 0, id, id),
        }
    }
}

impl From<&str> for TopicId {
    fn from(id: &str) -> TopicId {
        TopicId(spelled(id))
    }
}

/// An id as a run file can hold it: white space parts columns there, so it is written as in a URL.
pub(super) fn spelled(id: &str) -> String {
    let mut spelled = String::with_capacity(id.len());
    for c in id.chars() {
        match c.is_whitespace() {
            true => c
                .to_string()
                .bytes()
                .for_each(|byte| spelled.push_str(&format!("%{byte:02X}"))),
            false => spelled.push(c),
        }
    }
    spelled
}

impl std::fmt::Display for TopicId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Ord for TopicId {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl PartialOrd for TopicId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_by_value_and_before_names() {
        let mut ids: Vec<TopicId> = ["a1", "10", "2", "002", "1b", "", "18446744073709551616"]
            .map(TopicId::from)
            .into();
        ids.sort();
        let ids: Vec<&str> = ids.iter().map(TopicId::as_str).collect();
        assert_eq!(
            ids,
            ["", "002", "2", "10", "18446744073709551616", "1b", "a1"]
        );
    }
}
