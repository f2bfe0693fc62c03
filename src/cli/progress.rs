//! A progress line on standard error, while somebody is looking.

use crate::indexer::Progress;
use crate::render::thousands;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Time between updates.
const TICK: Duration = Duration::from_millis(150);

/// Draws until it is dropped.
pub(super) struct Watch {
    thread: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Watch {
    /// Starts drawing, if standard error is a terminal.
    pub(super) fn start(progress: &Arc<Progress>) -> Watch {
        if !io::stderr().is_terminal() {
            return Watch { thread: None };
        }
        let progress = Arc::clone(progress);
        let (stop, stopped) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            let bar = ProgressBar::new(0).with_style(style());
            let start = Instant::now();
            while stopped.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
                draw(&bar, &progress, start);
            }
            bar.finish_and_clear();
        });
        Watch {
            thread: Some((stop, thread)),
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.thread.take() {
            drop(stop);
            // A thread that only draws has nothing to report.
            let _ = thread.join();
        }
    }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{percent:>3}% {eta} left, {wide_msg}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}

fn draw(bar: &ProgressBar, progress: &Progress, start: Instant) {
    let now = progress.snapshot();
    let seconds = start.elapsed().as_secs_f64();
    bar.set_length(now.bytes_total);
    bar.set_position(now.bytes);
    bar.set_message(format!(
        "{}/{} files, {} articles, {:.0}/s, {:.1} MB/s",
        thousands(now.files),
        thousands(now.files_total),
        thousands(now.articles),
        now.articles as f64 / seconds,
        now.text_bytes as f64 / 1e6 / seconds,
    ));
}
