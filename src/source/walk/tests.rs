use super::*;
use std::fs;

/// A folder with these files in it, each holding its own name.
fn folder(names: &[&str]) -> tempfile::TempDir {
    // No dot in front: the folder must not be hidden.
    let folder = tempfile::Builder::new().prefix("walk").tempdir().unwrap();
    for name in names {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, name).unwrap();
    }
    folder
}

/// Paths found below `folder` when `named` in it, relative to it, errors marked.
fn found(folder: &Path, named: &[&str], options: &WalkOptions) -> Vec<String> {
    let paths: Vec<_> = named.iter().map(|name| folder.join(name)).collect();
    let walk = walk(&paths, options);
    let show = |path: &Path| {
        path.strip_prefix(folder)
            .unwrap_or(path)
            .to_string_lossy()
            .into_owned()
    };
    let errors = walk.errors.iter().map(|e| format!("! {}", show(&e.path)));
    walk.files
        .iter()
        .map(|file| show(&file.path))
        .chain(errors)
        .collect()
}

fn plainly(folder: &Path, named: &[&str]) -> Vec<String> {
    found(folder, named, &WalkOptions::default())
}

#[test]
fn files_are_sorted_within_each_named_path() {
    let folder = folder(&["b.txt", "a/2", "a/1", "a.txt", "z/y/x"]);
    assert_eq!(
        plainly(folder.path(), &[""]),
        ["a/1", "a/2", "a.txt", "b.txt", "z/y/x"]
    );
    assert_eq!(
        plainly(folder.path(), &["z", "b.txt", "a"]),
        ["z/y/x", "b.txt", "a/1", "a/2"]
    );
}

#[test]
fn size_and_time_are_told() {
    let folder = folder(&["four"]);
    let before_1970 = UNIX_EPOCH - std::time::Duration::from_millis(1500);
    fs::File::options()
        .write(true)
        .open(folder.path().join("four"))
        .unwrap()
        .set_modified(before_1970)
        .unwrap();
    let file = &walk(&[folder.path().into()], &WalkOptions::default()).files[0];
    assert_eq!((file.size, file.modified), (4, -1_500_000_000));
}

#[test]
fn each_file_is_listed_once() {
    let folder = folder(&["a/x", "b"]);
    assert_eq!(
        plainly(folder.path(), &["a/x", "", "b", "a", "a/../b"]),
        ["a/x", "b"]
    );
}

#[test]
fn missing_paths_cost_themselves_alone() {
    let folder = folder(&["a"]);
    assert_eq!(
        plainly(folder.path(), &["nowhere", "a"]),
        ["a", "! nowhere"]
    );
    assert!(
        walk(&["nowhere/x".into()], &WalkOptions::default()).errors[0]
            .to_string()
            .starts_with("nowhere/x: ")
    );
}

#[test]
fn hidden_names_are_skipped_unless_named() {
    let folder = folder(&[".git/x", ".h", "a/.b/c", "a/d", ".e/.f/g"]);
    assert_eq!(plainly(folder.path(), &[""]), ["a/d"]);
    assert_eq!(
        plainly(folder.path(), &[".h", ".git", "a/.b"]),
        [".h", ".git/x", "a/.b/c"]
    );
    assert!(plainly(folder.path(), &[".e"]).is_empty());
    let all = WalkOptions {
        hidden: true,
        skip: None,
    };
    assert_eq!(
        found(folder.path(), &[""], &all),
        [".e/.f/g", ".git/x", ".h", "a/.b/c", "a/d"]
    );
}

#[test]
fn the_index_is_skipped_even_if_named_otherwise() {
    let folder = folder(&["a", "index/segment", "index/sub/x"]);
    let skip = Some(folder.path().join("index/../index"));
    let options = WalkOptions {
        hidden: false,
        skip,
    };
    assert_eq!(found(folder.path(), &["", "index"], &options), ["a"]);
    let absent = WalkOptions {
        skip: Some("nowhere".into()),
        ..WalkOptions::default()
    };
    assert_eq!(found(folder.path(), &[""], &absent).len(), 3);
}

#[test]
fn other_indexes_are_skipped_unless_named() {
    let folder = folder(&[
        "a",
        "other/meta.json",
        "other/.managed.json",
        "other/x",
        "web/meta.json",
    ]);
    assert_eq!(plainly(folder.path(), &[""]), ["a", "web/meta.json"]);
    assert_eq!(
        plainly(folder.path(), &["other"]),
        ["other/meta.json", "other/x"]
    );
}

#[test]
fn a_leading_dot_goes_from_paths() {
    assert_eq!(without_dot(Path::new("./a/b")), Path::new("a/b"));
    assert_eq!(without_dot(Path::new(".")), Path::new("."));
    assert_eq!(without_dot(Path::new(".a")), Path::new(".a"));
    assert_eq!(without_dot(Path::new("../a")), Path::new("../a"));
    let walk = walk(&["./Cargo.toml".into()], &WalkOptions::default());
    assert_eq!(walk.files[0].path, Path::new("Cargo.toml"));
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn links_are_followed_and_loops_end() {
        let folder = folder(&["a/x", "b/y"]);
        let at = |name: &str| folder.path().join(name);
        symlink(at("b"), at("a/to-b")).unwrap();
        symlink(at("a"), at("b/to-a")).unwrap();
        symlink("..", at("a/up")).unwrap();
        symlink("x", at("a/twin")).unwrap();
        symlink("self", at("self")).unwrap();
        symlink("gone", at("broken")).unwrap();
        symlink("gone", at(".broken")).unwrap();
        let mut expected = vec!["a/to-b/y", "a/twin", "! broken", "! self"];
        let mut found = plainly(folder.path(), &[""]);
        found.sort();
        expected.sort_unstable();
        assert_eq!(found, expected);
    }

    #[test]
    fn links_between_folders_do_not_multiply() {
        let names: Vec<_> = (0..12).map(|i| format!("{i}/file")).collect();
        let folder = folder(&names.iter().map(String::as_str).collect::<Vec<_>>());
        for i in 0..12 {
            for j in 0..12 {
                symlink(
                    folder.path().join(j.to_string()),
                    folder.path().join(format!("{i}/to-{j}")),
                )
                .unwrap();
            }
        }
        assert_eq!(plainly(folder.path(), &[""]).len(), 12);
    }

    #[test]
    fn sockets_are_passed_over_but_told_if_named() {
        let folder = folder(&["a"]);
        let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("s")).unwrap();
        assert_eq!(plainly(folder.path(), &[""]), ["a"]);
        assert_eq!(plainly(folder.path(), &["s"]), ["! s"]);
    }

    #[test]
    fn a_folder_that_may_not_be_read_is_told() {
        let folder = folder(&["closed/x", "open/y"]);
        let closed = folder.path().join("closed");
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
        if fs::read_dir(&closed).is_err() {
            // As root it can be read.
            assert_eq!(plainly(folder.path(), &[""]), ["open/y", "! closed"]);
        }
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    }
}
