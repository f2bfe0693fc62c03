//! A paragraph to be written: runs of safe text, each in a role.

use super::run::Run;
use super::{RenderOptions, Role, Style, escape, wrap};
use std::io::{self, Write};
use std::ops::Range;

/// Columns a paragraph gets at the least, however deep its indent: fewer are unreadable.
const MIN_COLUMNS: usize = 8;

/// A paragraph in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    pub(super) runs: Vec<Run>,
}

impl Flow {
    /// Adds `text` with its white space evened out.
    pub(super) fn words(&mut self, text: &str, role: Role) {
        let last = self.runs.last();
        let after_space = last.is_none_or(|run| run.text.ends_with(' '));
        let mut safe = String::with_capacity(text.len());
        escape::push_words(&mut safe, text, after_space);
        self.push(safe, role);
    }

    /// Adds `text` as it is, for names in which each space counts.
    pub(super) fn exact(&mut self, text: &str, role: Role) {
        let mut safe = String::with_capacity(text.len());
        escape::push_exact(&mut safe, text);
        self.push(safe, role);
    }

    /// Adds `text` with its `marks` in another role, and between `brackets`.
    pub(super) fn marked(
        &mut self,
        text: &str,
        marks: &[Range<usize>],
        roles: [Role; 2],
        brackets: Option<&(String, String)>,
    ) {
        let [plain, marked] = roles;
        let mut at = 0;
        for mark in marks {
            let (Some(before), Some(inner)) = (text.get(at..mark.start), text.get(mark.clone()))
            else {
                continue;
            };
            self.words(before, plain);
            if let Some((open, _)) = brackets {
                self.push(open.clone(), marked);
            }
            self.words(inner, marked);
            if let Some((_, close)) = brackets {
                self.push(close.clone(), marked);
            }
            at = mark.end;
        }
        self.words(text.get(at..).unwrap_or_default(), plain);
    }

    fn push(&mut self, text: String, role: Role) {
        match self.runs.last_mut() {
            Some(last) if last.role == role => last.text += &text,
            _ if text.is_empty() => {}
            _ => self.runs.push(Run { text, role }),
        }
    }
}

/// Writes paragraphs as the options want them.
pub(super) struct Page<'a> {
    pub(super) out: &'a mut dyn Write,
    pub(super) options: &'a RenderOptions,
}

impl Page<'_> {
    /// Writes `flow` as lines that start with `indent` spaces. Locations in it link to `url`.
    pub(super) fn paragraph(
        &mut self,
        flow: &Flow,
        indent: usize,
        url: Option<&str>,
    ) -> io::Result<()> {
        self.labelled(&" ".repeat(indent), flow, url)
    }

    /// As [`Page::paragraph`], with `label` in place of the first line's indent, which is as wide.
    pub(super) fn labelled(
        &mut self,
        label: &str,
        flow: &Flow,
        url: Option<&str>,
    ) -> io::Result<()> {
        let indent = label.chars().count();
        let columns = self.options.width;
        let columns = columns.map(|width| width.saturating_sub(indent).max(MIN_COLUMNS));
        let mut label = label;
        for line in wrap::wrap(&flow.runs, columns) {
            write!(self.out, "{label:indent$}")?;
            self.line(&line, url)?;
            label = "";
        }
        Ok(())
    }

    /// Writes an empty line.
    pub(super) fn gap(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    fn line(&mut self, runs: &[Run], url: Option<&str>) -> io::Result<()> {
        for run in runs {
            let url = url.filter(|_| run.role == Role::Location && self.options.hyperlinks);
            if let Some(url) = url {
                write!(self.out, "\x1b]8;;{url}\x1b\\")?;
            }
            match self.options.style {
                Style::Plain => write!(self.out, "{}", run.text)?,
                Style::Ansi => {
                    let style = run.role.style();
                    write!(self.out, "{style}{}{style:#}", run.text)?;
                }
            }
            if url.is_some() {
                write!(self.out, "\x1b]8;;\x1b\\")?;
            }
        }
        writeln!(self.out)
    }
}
