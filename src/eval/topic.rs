//! What is searched for in an evaluation.

use super::TopicId;
use super::error::Fault;

/// Something to search for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Unique in its file.
    pub id: TopicId,
    /// A few words, or a sentence; empty where there is only a description.
    pub title: String,
    /// The same in a sentence or more; empty where the file has none.
    pub description: String,
}

/// Which part of a topic is searched for. One that is empty is replaced by the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// The title.
    #[default]
    Title,
    /// The description.
    Description,
    /// Both.
    Both,
}

impl Topic {
    /// A topic of what a file says, less the white space around it.
    ///
    /// # Errors
    /// One without an id, and one without words.
    pub(super) fn new(id: &str, title: &str, description: &str) -> Result<Topic, Fault> {
        let (id, title, description) = (id.trim(), title.trim(), description.trim());
        if id.is_empty() {
            return Err(Fault::Lacks("an id"));
        }
        if title.is_empty() && description.is_empty() {
            return Err(Fault::Lacks("a text"));
        }
        Ok(Topic {
            id: id.into(),
            title: title.to_owned(),
            description: description.to_owned(),
        })
    }

    /// The words to search for.
    pub fn text(&self, part: Part) -> String {
        let (title, description) = (self.title.as_str(), self.description.as_str());
        match part {
            Part::Title if !title.is_empty() => title.to_owned(),
            Part::Description if !description.is_empty() => description.to_owned(),
            _ => format!("{title} {description}").trim().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_in_for_each_other() {
        let topic =
            |title: &str, description: &str| Topic::new("1", title, description).expect("a topic");
        let (full, bare) = (topic("T", "D"), topic("", "D"));
        assert_eq!(
            [Part::Title, Part::Description, Part::Both].map(|part| full.text(part)),
            ["T", "D", "T D"]
        );
        assert_eq!(
            [Part::Title, Part::Description, Part::Both].map(|part| bare.text(part)),
            ["D"; 3]
        );
        assert_eq!(topic("T", "").text(Part::Description), "T");
    }
}
