//! Front matter: fields in YAML between `---` lines, or in TOML between `+++` lines, in front of a text.
//!
//! Read as far as writers use it: names with texts, numbers, lists and small objects. What is beyond that is passed
//! over; a text is never refused for its front matter.

mod flow;
mod toml;
mod yaml;

use super::fields;
use serde_json::{Map, Value};

/// The fields, and the text after them; none where the text does not begin with front matter.
pub(super) fn split(text: &str) -> (Map<String, Value>, &str) {
    let mark = text.lines().next().unwrap_or_default().trim_end();
    let ends: &[&str] = match mark {
        "---" => &["---", "..."],
        "+++" => &["+++"],
        _ => return (Map::new(), text),
    };
    let mut at = 0;
    let mut lines = Vec::new();
    for (number, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        let line = line.trim_end();
        if number > 0 && ends.contains(&line) {
            let fields = match mark {
                "---" => yaml::read(&lines),
                _ => toml::read(&lines),
            };
            return (fields, text.get(at..).unwrap_or_default());
        }
        if number > 0 {
            lines.push(line);
        }
    }
    (Map::new(), text)
}

/// As [`split`], only where some name is one that we know: a text may begin with a rule.
pub(super) fn split_if_known(text: &str) -> (Map<String, Value>, &str) {
    let (fields, rest) = split(text);
    match fields.keys().any(|name| fields::guess(name).is_some()) {
        true => (fields, rest),
        false => (Map::new(), text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn fields(text: &str) -> Value {
        let (fields, rest) = split(text);
        assert_eq!(rest, "Text.", "{text}");
        Value::Object(fields)
    }

    #[test]
    fn yaml_of_all_usual_shapes_is_read() {
        let text = "---\n# a note\ntitle: \"Harbour: \\\"open\\\"\" # again\n'sub title': It's open\nauthors:\n  - Ann Lee\n  - name: Bo Ray\n    role: staff\n\
            tags: [sea, \"ships, boats\", ]\nauthor: {name: Cy, mail: x}\nplace:\n  name: Tarvon\nsummary: >-\n  One line\n  and more.\n\nlead: |\n  One\n  Two\n\
            date: 2024-05-01 08:00:00 +02:00\nnote: goes on\n  here\ndraft: false\nempty:\n---\nText.";
        assert_eq!(
            fields(text),
            json!({
                "title": "Harbour: \"open\"",
                "sub title": "It's open",
                "authors": ["Ann Lee", {"name": "Bo Ray", "role": "staff"}],
                "tags": ["sea", "ships, boats"],
                "author": {"name": "Cy", "mail": "x"},
                "place": {"name": "Tarvon"},
                "summary": "One line and more.",
                "lead": "One\nTwo",
                "date": "2024-05-01 08:00:00 +02:00",
                "note": "goes on here",
                "draft": "false",
                "empty": null,
            })
        );
    }

    #[test]
    fn toml_of_all_usual_shapes_is_read() {
        let text = "+++\ntitle = \"Harbour = \\u00e4 \\\"open\\\"\" # again\nlead = '''\nC:\\x\n'''\ndate = 2024-05-01T08:00:00+02:00\ntags = [\n  \"sea\", # wet\n  'ships, boats',\n]\n\
            author = { name = \"Cy\", mail = \"x\" }\n[place]\nname = \"Tarvon\"\n[[authors]]\nname = \"Ann Lee\"\n[[authors]]\nname = 'Bo Ray'\n+++\nText.";
        assert_eq!(
            fields(text),
            json!({
                "title": "Harbour = ä \"open\"",
                "lead": "C:\\x",
                "date": "2024-05-01T08:00:00+02:00",
                "tags": ["sea", "ships, boats"],
                "author": {"name": "Cy", "mail": "x"},
                "place": {"name": "Tarvon"},
                "authors": [{"name": "Ann Lee"}, {"name": "Bo Ray"}],
            })
        );
    }

    #[test]
    fn what_is_no_front_matter_stays_text() {
        for text in ["---\nText.", "+++ \nText", "-- -\na: b\n---\n", "", "---"] {
            assert_eq!(split(text), (Map::new(), text));
        }
        let rule = "---\nShips: they came.\n---\nMore.";
        assert_eq!(split_if_known(rule), (Map::new(), rule));
        for name in ["title", "título", "标题", "العنوان"] {
            let text = format!("---\n{name}: a\n---\nb");
            assert_eq!(split_if_known(&text).1, "b", "{name}");
        }
    }

    #[test]
    fn broken_front_matter_keeps_what_can_be_read() {
        let text = "---\ntitle: \"open\n: x\n  - stray\n[a]: b\ntags: [a, {b\nlang: de\n---\nText.";
        assert_eq!(fields(text).get("lang"), Some(&json!("de")));
        let text = "+++\n= x\ntitle = \"open\nlang = \"de\"\n[broken\n+++\nText.";
        assert_eq!(fields(text).get("lang"), Some(&json!("de")));
    }

    #[test]
    fn deep_values_end() {
        for open in ["[", "{a: ", "[{a = "] {
            let text = format!("---\na: {}\n---\nText.", open.repeat(50_000));
            fields(&text);
        }
    }
}
