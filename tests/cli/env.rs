//! A scratch folder and a program run in it, sealed off from whoever runs the tests.

use std::fmt;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A fresh folder with nothing in it.
pub(crate) struct TestEnv {
    folder: TempDir,
}

/// What a run of the program gave.
#[must_use]
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl TestEnv {
    pub(crate) fn new() -> TestEnv {
        TestEnv {
            folder: TempDir::new().expect("a scratch folder"),
        }
    }

    /// A folder with the bundled archive indexed in it.
    pub(crate) fn with_corpus() -> TestEnv {
        let env = TestEnv::new();
        let run = env.run(&["index", &corpus()]);
        assert_eq!(run.status, 0, "{run}");
        env
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file, and the folders above it.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        let folder = path.parent().expect("a file in a folder");
        fs::create_dir_all(folder).expect("a folder");
        fs::write(&path, content).expect("a writable file");
        path
    }

    /// The program with a clean environment, in this folder.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsdex"));
        command
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.folder.path())
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Run {
        let output = self
            .command()
            .args(args)
            .output()
            .expect("the program starts");
        self.result(output)
    }

    pub(crate) fn run_with_input(&self, args: &[&str], input: &[u8]) -> Run {
        let mut child = self
            .command()
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("piped input");
        stdin.write_all(input).expect("the program reads its input");
        drop(stdin);
        self.result(child.wait_with_output().expect("the program ends"))
    }

    /// Runs it and reads the one JSON object that it prints.
    pub(crate) fn json(&self, args: &[&str]) -> serde_json::Value {
        let run = self.run(args);
        assert_eq!(run.status, 0, "{run}");
        serde_json::from_str(&run.stdout).expect("one JSON object")
    }

    /// The hits of a query.
    pub(crate) fn hits(&self, query: &[&str]) -> Vec<serde_json::Value> {
        let run = self.run(&[&["search", "--json"], query].concat());
        assert!(run.status < 2, "{run}");
        let lines = run.stdout.lines();
        lines
            .map(|line| serde_json::from_str(line).expect("a JSON line"))
            .collect()
    }

    /// The ids of the hits of a query, in order.
    pub(crate) fn ids(&self, query: &[&str]) -> Vec<String> {
        let hits = self.hits(query);
        hits.iter()
            .map(|hit| hit["id"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    fn result(&self, output: Output) -> Run {
        let here = self.folder.path().to_string_lossy().into_owned();
        let text = |bytes: Vec<u8>| {
            String::from_utf8_lossy(&bytes)
                .replace(&here, "[HERE]")
                .replace(&corpus(), "[CORPUS]")
        };
        Run {
            status: output.status.code().unwrap_or(-1),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "status: {}\n--- stdout\n{}--- stderr\n{}",
            self.status, self.stdout, self.stderr
        )
    }
}

/// The bundled archive.
pub(crate) fn corpus() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .to_string_lossy()
        .into_owned()
}
