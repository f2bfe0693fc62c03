//! The README: its commands exist, and its session shows what the program prints.

use crate::env::TestEnv;
use std::fs;
use std::path::Path;

fn readme() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    fs::read_to_string(path).expect("README.md")
}

/// The commands of the first console block that begin with `$ newsdex`, each with the output under it.
fn session(text: &str) -> Vec<(String, String)> {
    let start = text.find("```console").expect("a session");
    let block = text[start..]
        .split("```")
        .nth(1)
        .expect("the end of the session");
    let mut steps: Vec<(String, String)> = Vec::new();
    for line in block.lines().skip(1) {
        if let Some(command) = line.strip_prefix("$ ") {
            steps.push((command.to_owned(), String::new()));
        } else if let Some((_, output)) = steps.last_mut() {
            output.push_str(line);
            output.push('\n');
        }
    }
    steps
}

/// Speed and size differ from machine to machine.
fn without_figures(line: &str) -> &str {
    line.split(" (").next().unwrap_or(line)
}

#[test]
fn the_session_prints_what_the_readme_shows() {
    let env = TestEnv::new();
    std::os::unix::fs::symlink(crate::env::corpus(), env.path("corpus"))
        .expect("a link to the archive");
    let steps = session(&readme());
    assert!(steps.len() >= 3, "a real session");
    for (command, expected) in steps {
        let words = shell_words(&command);
        assert_eq!(
            words.first().map(String::as_str),
            Some("newsdex"),
            "{command}"
        );
        let args: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
        let run = env.run(&args);
        let (shown, printed) = match args.first() {
            Some(&"index") => (
                without_figures(&expected).to_owned(),
                without_figures(&run.stdout).to_owned(),
            ),
            _ => (expected, run.stdout.clone()),
        };
        assert_eq!(
            shown.trim_end(),
            printed.trim_end(),
            "$ {command}\n{}",
            run.stderr
        );
    }
}

/// Words of a command, with single quotes as a shell takes them.
fn shell_words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in command.chars() {
        match c {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().expect("a word").push(c),
        }
    }
    words
}

#[test]
fn the_first_two_commands_are_those_of_cargo() {
    let text = readme();
    let commands: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("cargo "))
        .collect();
    assert!(
        commands[0].starts_with("cargo run --release"),
        "{commands:?}"
    );
    assert!(commands[1].starts_with("cargo test"), "{commands:?}");
}
