//! Tables of the names that things have in queries: every spelling, the one that is printed first.

/// What a name stands for, in any case.
pub(super) fn named<T: Copy>(names: &[(&'static str, T)], name: &str) -> Option<T> {
    let found = names
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, thing)| *thing)
}

/// The name that is printed.
pub(super) fn printed<T: PartialEq>(names: &[(&'static str, T)], thing: &T) -> &'static str {
    let found = names.iter().find(|(_, named)| named == thing);
    found.map_or("", |(name, _)| name)
}
