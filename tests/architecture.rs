//! Holds who may import whom. docs/architecture.md gives the reasons.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each module, and those of ours that it may name.
const MAY_IMPORT: [(&str, &[&str]); 15] = [
    ("article", &[]),
    ("analysis", &[]),
    ("source", &["article"]),
    ("format", &["article", "source"]),
    ("clean", &["article", "analysis"]),
    ("schema", &["article", "analysis"]),
    ("manifest", &["analysis", "schema"]),
    ("query", &["analysis", "clean", "schema"]),
    ("passage", &["analysis", "query"]),
    (
        "indexer",
        &[
            "article", "source", "format", "clean", "analysis", "schema", "manifest",
        ],
    ),
    (
        "search",
        &[
            "article", "schema", "manifest", "query", "analysis", "passage",
        ],
    ),
    ("eval", &["article", "search", "query"]),
    ("render", &["article", "search", "passage", "query"]),
    (
        "bench",
        &[
            "article", "schema", "manifest", "indexer", "query", "search",
        ],
    ),
    (
        "cli",
        &[
            "article", "source", "format", "clean", "analysis", "schema", "manifest", "query",
            "passage", "indexer", "search", "render", "bench", "eval",
        ],
    ),
];

/// Crates that stay where they are, and the modules that may name them.
const CONFINED: [(&str, &[&str]); 8] = [
    ("clap", &["cli"]),
    ("anyhow", &["cli"]),
    ("indicatif", &["cli"]),
    ("anstream", &["cli"]),
    ("terminal_size", &["cli"]),
    ("walkdir", &["source"]),
    ("rayon", &["indexer"]),
    (
        "tantivy",
        &[
            "schema",
            "manifest",
            "query/lower",
            "indexer",
            "search",
            "bench",
        ],
    ),
];

/// The folders of a module, and those of them that each may name.
type Layers = (
    &'static str,
    &'static [(&'static str, &'static [&'static str])],
);

const LAYERS: [Layers; 2] = [
    (
        "query/lower",
        &[
            ("index", &[]),
            ("keywords", &["index"]),
            ("groups", &["index"]),
            ("places", &["index", "keywords", "groups"]),
        ],
    ),
    (
        "indexer/segment",
        &[
            ("collect", &[]),
            ("files", &[]),
            ("store", &["files"]),
            ("runs", &["collect", "files"]),
            ("encode", &["runs", "files"]),
        ],
    ),
];

/// (module path below src without its ending, text) of every source file.
fn sources() -> Vec<(String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&src, &mut files);
    assert!(
        files.len() > 20,
        "the source files are where this test looks"
    );
    files
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a readable source file");
            let below = path.strip_prefix(&src).expect("a file below src");
            let name = below
                .with_extension("")
                .to_string_lossy()
                .replace('\\', "/");
            (name, text)
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn top(name: &str) -> &str {
    name.split('/').next().unwrap_or(name)
}

/// The names that follow `prefix` in code, braces included: `crate::{a, b::c}` gives a and b.
fn named_after(text: &str, prefix: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let code: String = code.collect::<Vec<_>>().join("\n");
    for (at, _) in code.match_indices(prefix) {
        let rest = &code[at + prefix.len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let list = list.split(';').next().unwrap_or_default();
            let mut depth = 0;
            let mut name = String::new();
            for c in list.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    _ if depth > 0 => {}
                    ',' => names.extend(first_name(&std::mem::take(&mut name))),
                    c => name.push(c),
                }
            }
            names.extend(first_name(&name));
        } else {
            names.extend(first_name(rest));
        }
    }
    names
}

fn first_name(text: &str) -> Option<String> {
    let name: String = text
        .trim_start()
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    (!name.is_empty()).then_some(name)
}

#[test]
fn modules_import_only_what_they_may() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        let Some((module, allowed)) = MAY_IMPORT.iter().find(|(module, _)| *module == top(&name))
        else {
            continue;
        };
        for import in named_after(&text, "crate::") {
            let ours = MAY_IMPORT.iter().any(|(known, _)| *known == import);
            if ours && import != *module && !allowed.contains(&import.as_str()) {
                wrong.push(format!("src/{name}.rs imports {import}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn large_modules_are_in_layers() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        for (module, layers) in LAYERS {
            let below = name.strip_prefix(&format!("{module}/")).unwrap_or_default();
            let Some((folder, allowed)) = layers.iter().find(|(folder, _)| *folder == top(below))
            else {
                continue;
            };
            let prefix = format!("crate::{}::", module.replace('/', "::"));
            for import in named_after(&text, &prefix) {
                let other = layers.iter().any(|(known, _)| *known == import);
                if other && import != *folder && !allowed.contains(&import.as_str()) {
                    wrong.push(format!("src/{name}.rs imports {import}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn passages_and_output_see_of_queries_only_what_counts_as_a_match() {
    for (name, text) in sources() {
        if ["passage", "render"].contains(&top(&name)) {
            let names = named_after(&text, "crate::query::");
            let rest: Vec<_> = names
                .iter()
                .filter(|name| {
                    !["match_spec", "Field", "FieldSet", "Span", "MatchSpec"]
                        .contains(&name.as_str())
                })
                .collect();
            assert!(rest.is_empty(), "src/{name}.rs names {rest:?} of query");
        }
    }
}

#[test]
fn crates_stay_where_they_are_at_home() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        for (krate, homes) in CONFINED {
            let at_home = homes
                .iter()
                .any(|home| name == *home || name.starts_with(&format!("{home}/")));
            let code: Vec<&str> = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect();
            let code = code.join("\n");
            let used = [format!("{krate}::"), format!("use {krate};")]
                .iter()
                .any(|pattern| {
                    code.match_indices(pattern.as_str()).any(|(at, _)| {
                        let before = code[..at].chars().next_back();
                        before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':')
                    })
                });
            if used && !at_home {
                wrong.push(format!("src/{name}.rs uses {krate}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_is_in_the_table() {
    let known: BTreeSet<&str> = MAY_IMPORT.iter().map(|(module, _)| *module).collect();
    for (name, _) in sources() {
        let module = top(&name);
        if !["lib", "main"].contains(&module) {
            assert!(
                known.contains(module),
                "src/{name}.rs belongs to no known module"
            );
        }
    }
}
