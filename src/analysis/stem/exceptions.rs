//! English words that Snowball's stemmer puts with words of another meaning. Each line is a class of its own.

/// A stem, which the words of the class begin with but for a last i, e or y, and those words.
type Class = (&'static str, &'static [&'static str]);

const CLASSES: [Class; 46] = [
    ("animal", &["animal", "animals"]),
    ("arme", &["armed", "arming"]),
    ("authori", &["authority", "authorities", "authoritative"]),
    (
        "authoriz",
        &[
            "authorize",
            "authorizes",
            "authorized",
            "authorizing",
            "authorization",
            "authorizations",
        ],
    ),
    ("business", &["business", "businesses"]),
    ("candidat", &["candidate", "candidates"]),
    (
        "captivat",
        &["captivate", "captivates", "captivated", "captivating"],
    ),
    (
        "civiliz",
        &[
            "civilize",
            "civilized",
            "civilizing",
            "civilization",
            "civilizations",
        ],
    ),
    ("commons", &["commons"]),
    ("compassion", &["compassion"]),
    (
        "competen",
        &["competent", "competently", "competence", "competences"],
    ),
    ("confiden", &["confident", "confidently", "confidence"]),
    (
        "conservati",
        &[
            "conservative",
            "conservatives",
            "conservatively",
            "conservatism",
        ],
    ),
    ("contraction", &["contraction", "contractions"]),
    (
        "conversation",
        &["conversation", "conversations", "conversational"],
    ),
    ("corporal", &["corporal", "corporals"]),
    ("customer", &["customer", "customers"]),
    ("customs", &["customs"]),
    (
        "designat",
        &[
            "designate",
            "designates",
            "designated",
            "designating",
            "designation",
            "designations",
        ],
    ),
    ("diversion", &["diversion", "diversions"]),
    ("executiv", &["executive", "executives"]),
    (
        "experiment",
        &[
            "experiment",
            "experiments",
            "experimental",
            "experimentally",
            "experimented",
            "experimenting",
        ],
    ),
    ("hospitali", &["hospitality"]),
    ("humanit", &["humanity", "humanities"]),
    ("identit", &["identity", "identities"]),
    ("importan", &["important", "importantly", "importance"]),
    ("informal", &["informal", "informally"]),
    ("installment", &["installment", "installments"]),
    ("instalment", &["instalment", "instalments"]),
    ("ironic", &["ironic", "ironically"]),
    ("lately", &["lately"]),
    ("mineral", &["mineral", "minerals"]),
    ("objective", &["objective", "objectives"]),
    ("ordinance", &["ordinance", "ordinances"]),
    (
        "organiz",
        &[
            "organize",
            "organizes",
            "organized",
            "organizing",
            "organizer",
            "organizers",
            "organization",
            "organizations",
            "organizational",
        ],
    ),
    ("organic", &["organic", "organically"]),
    ("organism", &["organism", "organisms"]),
    ("politi", &["politics", "political", "politically"]),
    ("productivi", &["productivity"]),
    ("protestant", &["protestant", "protestants"]),
    ("providen", &["providence", "provident"]),
    ("publication", &["publication", "publications"]),
    (
        "relativ",
        &["relative", "relatives", "relatively", "relativity"],
    ),
    ("several", &["several", "severally"]),
    ("stately", &["stately"]),
    (
        "successi",
        &["succession", "successions", "successive", "successively"],
    ),
];

/// The stem of a word that the stemmer would get wrong.
pub(super) fn stem(word: &str) -> Option<&'static str> {
    let first = |text: &str| text.as_bytes().first().copied();
    let mut classes = CLASSES.iter();
    // All words of a class begin with its stem's first letter.
    let class =
        classes.find(|(stem, words)| first(stem) == first(word) && words.contains(&word))?;
    Some(class.0)
}

#[cfg(test)]
pub(super) fn classes() -> &'static [Class] {
    &CLASSES
}
