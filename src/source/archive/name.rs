//! Names of members: where one is, whether it is hidden, and what its file name says.

use std::borrow::Cow;
use std::path::Path;

/// Endings that say how a file is compressed, not what it holds.
const COMPRESSIONS: [&str; 7] = [".gz", ".gzip", ".zst", ".zstd", ".bz2", ".xz", ".z"];
/// Endings of tars, compressed ones in one word too.
const TARS: [&str; 9] = [
    ".tar", ".tgz", ".taz", ".tbz", ".tbz2", ".tb2", ".txz", ".tzst", ".tzstd",
];

/// Where in a file a stream is.
pub(super) struct Place {
    /// Name inside the file's archive, nested archives joined by `!`; `None` for the file itself.
    pub(super) member: Option<String>,
    /// Name inside the innermost archive, or the file's own.
    name: String,
    /// How many archives are around it.
    pub(super) depth: usize,
}

impl Place {
    /// A file itself.
    pub(super) fn file(path: &Path) -> Self {
        let base = path.file_name().unwrap_or(path.as_os_str());
        Place {
            member: None,
            name: base.to_string_lossy().into_owned(),
            depth: 0,
        }
    }

    /// A member of the archive that is here.
    pub(super) fn inside(&self, name: &str) -> Self {
        let name = name.trim_start_matches("./");
        let member = match &self.member {
            Some(outer) => format!("{outer}!{name}"),
            None => name.into(),
        };
        Place {
            member: Some(member),
            name: name.into(),
            depth: self.depth + 1,
        }
    }

    /// Name inside the innermost archive, folders and all.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Last part of the name, less compression endings.
    fn plain(&self) -> &str {
        // Some Windows archivers write backslashes.
        plain(self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name))
    }

    /// File name less compression endings.
    pub(super) fn file_name(&self) -> String {
        self.plain().into()
    }

    /// Whether the name says that this is a tar.
    pub(super) fn is_named_tar(&self) -> bool {
        TARS.iter()
            .any(|ending| strip(self.plain(), ending).is_some())
    }
}

/// Whether a member is out of sight by the customs of Unix or macOS.
pub(super) fn is_hidden(name: &str) -> bool {
    name.split(['/', '\\'])
        .any(|part| part == "__MACOSX" || (part.starts_with('.') && part != "." && part != ".."))
}

/// A name as text; archives hold bytes.
pub(super) fn shown(name: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(name)
}

fn plain(mut name: &str) -> &str {
    while let Some(shorter) = COMPRESSIONS.iter().find_map(|ending| strip(name, ending)) {
        name = shorter;
    }
    name
}

/// Takes off `ending`, in either case, where something is left.
fn strip<'n>(name: &'n str, ending: &str) -> Option<&'n str> {
    let (stem, tail) = name.split_at_checked(name.len().checked_sub(ending.len())?)?;
    (tail.eq_ignore_ascii_case(ending) && !stem.is_empty()).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compression_endings_go_from_file_names() {
        let name = |path: &str| Place::file(Path::new(path)).file_name();
        assert_eq!(name("news/a.json.gz"), "a.json");
        assert_eq!(name("a.XML.gz.BZ2"), "a.XML");
        assert_eq!(name(".gz"), ".gz");
        assert_eq!(name("é.gz"), "é");
        assert_eq!(name("日本"), "日本");
    }

    #[test]
    fn tars_are_named_in_many_ways() {
        for path in ["a.tar", "a.tar.gz", "a.TGZ", "a.tbz2", "a.txz", "a.tzst"] {
            assert!(Place::file(Path::new(path)).is_named_tar(), "{path}");
        }
        for path in ["tar", ".tar", "a.targz", "a.tar.txt"] {
            assert!(!Place::file(Path::new(path)).is_named_tar(), "{path}");
        }
    }

    #[test]
    fn nested_names_are_joined() {
        let outer = Place::file(Path::new("x.zip")).inside("./in/y.tar.gz");
        let inner = outer.inside("dir\\z.html.xz");
        assert_eq!(outer.member.as_deref(), Some("in/y.tar.gz"));
        assert_eq!(inner.member.as_deref(), Some("in/y.tar.gz!dir\\z.html.xz"));
        assert_eq!((inner.file_name().as_str(), inner.depth), ("z.html", 2));
    }

    #[test]
    fn dots_hide_but_not_the_folders_here_and_above() {
        assert!(is_hidden("a/.git/x") && is_hidden(".x") && is_hidden("__MACOSX/a"));
        assert!(!is_hidden("./a/b") && !is_hidden("../a") && !is_hidden("a.b"));
    }
}
