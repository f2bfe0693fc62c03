//! The reader, the workers and the ordered end, joined.

use super::IndexOptions;
use super::STDIN;
use super::bulk::Bulk;
use super::error::IndexError;
use super::ordered::Ordered;
use super::permits::Permits;
use super::plan::{Plan, Task};
use super::prepare::{NotPrepared, Preparer, Record};
use super::progress::Progress;
use super::reader::{self, Piece};
use super::sink::{Batch, EndOfFile, Sink};
use super::stage::{self, Stage};
use crate::article::Location;
use crate::manifest::FileEntry;
use crossbeam_channel::bounded;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// Files up to this size on disk are read by the worker that cleans them.
const SMALL_FILE_BYTES: u64 = 256 << 10;

/// Raw bytes of a chunk: large enough that handing it over costs nothing, small enough that the last ones of a file
/// spread over the workers.
pub(super) const CHUNK_BYTES: usize = 512 << 10;

/// Of the memory allowed, the part for records between the reader and the writer at the most. As raw bytes they are a
/// quarter of what their articles take later.
const PIPELINE_SHARE: f64 = 0.06;

/// Chunks between the reader and the writer for each thread: enough that no thread waits for the reader. More would only
/// take memory: the reader is faster than the workers.
const CHUNKS_IN_FLIGHT: usize = 4;

/// A small file that turns out to hold more text than this hands it on in parts.
const PART_BYTES: usize = 8 << 20;

/// The budget of what is between the reader and the segments.
pub(super) fn permits(options: &IndexOptions) -> Permits {
    let most = (options.memory as f64 * PIPELINE_SHARE) as usize;
    Permits::new(most.min(options.threads * CHUNKS_IN_FLIGHT * CHUNK_BYTES))
}

/// Runs the plan through the sink, and commits. `counted` says which files of the index the report speaks of.
pub(super) fn run(
    sink: Sink,
    plan: &mut Plan,
    options: &IndexOptions,
    progress: &Progress,
    counted: impl Fn(&FileEntry) -> bool,
) -> Result<Sink, IndexError> {
    let mut sink = pass(sink, plan, options, progress)?;
    sink.remove_gone(&plan.standing);
    loop {
        plan.tasks = sink.orphans(&mut plan.standing, &counted);
        if plan.tasks.is_empty() {
            break;
        }
        sink = pass(sink, plan, options, progress)?;
    }
    sink.commit()?;
    Ok(sink)
}

/// Reads what the plan says.
fn pass(
    sink: Sink,
    plan: &Plan,
    options: &IndexOptions,
    progress: &Progress,
) -> Result<Sink, IndexError> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.threads)
        .thread_name(|number| format!("index-{number}"))
        .start_handler(stage::keep(&options.stages))
        .build()?;
    let bulk = Arc::clone(&sink.bulk);
    let stop = AtomicBool::new(false);
    let mut end = End {
        sink,
        error: None,
        stop: &stop,
        progress,
    };
    let ordered = Ordered::new(|work: Work| end.take(work));
    let shared = Shared {
        plan,
        preparer: Preparer {
            read: &options.read,
            now: options.now,
            passed_over: Default::default(),
        },
        ordered: &ordered,
        bulk: &bulk,
        stop: &stop,
    };
    pool.in_place_scope_fifo(|scope| {
        let mut number = 0;
        for task in &plan.tasks {
            if stop.load(Relaxed) {
                break;
            }
            match task.path.as_os_str() != STDIN && task.size <= SMALL_FILE_BYTES {
                true => shared.small_file(scope, task, &mut number),
                false => shared.large_file(scope, task, &mut number),
            }
        }
    });
    let passed_over = shared.preparer.passed_over();
    drop(ordered);
    let End {
        mut sink, error, ..
    } = end;
    match error {
        None => {
            sink.report.passed_over.merge(&passed_over);
            Ok(sink)
        }
        Some(error) => {
            // Best effort: what was committed before stays whatever comes of it.
            let _ = sink.writer.rollback();
            Err(error)
        }
    }
}

/// A batch on its way to the sink, and the bytes it holds of the budget.
struct Work {
    batch: Batch,
    held: usize,
}

/// The sink, and what an error of it does to the run.
struct End<'a> {
    sink: Sink,
    error: Option<IndexError>,
    stop: &'a AtomicBool,
    progress: &'a Progress,
}

impl End<'_> {
    fn take(&mut self, work: Work) {
        if self.error.is_none() {
            let file = &self.sink.files[work.batch.file as usize];
            let ended = work.batch.end.is_some().then_some(file.size);
            match self.sink.batch(work.batch, work.held) {
                Ok(()) => {
                    if let Some(bytes) = ended {
                        self.progress.file_read(bytes);
                        self.sink.report.input_bytes += bytes;
                    }
                    let report = &self.sink.report;
                    let added = report.outcomes.indexed + report.outcomes.replaced;
                    self.progress.set_articles(added, report.text_bytes);
                }
                Err(error) => {
                    self.error = Some(error);
                    self.stop.store(true, Relaxed);
                    self.sink.bulk.permits().give(work.held);
                }
            }
        } else {
            self.sink.bulk.permits().give(work.held);
        }
    }
}

/// What reader and workers share.
struct Shared<'a, C> {
    plan: &'a Plan,
    preparer: Preparer<'a>,
    ordered: &'a Ordered<Work, C>,
    bulk: &'a Bulk,
    stop: &'a AtomicBool,
}

impl<C: FnMut(Work) + Send> Shared<'_, C> {
    fn shown(&self, task: &Task) -> &str {
        &self.plan.files[task.file as usize].shown
    }

    /// Has a worker read the whole file.
    fn small_file<'scope>(
        &'scope self,
        scope: &rayon::ScopeFifo<'scope>,
        task: &'scope Task,
        number: &mut u64,
    ) {
        let this = *number;
        *number += 1;
        // Text takes up to four times its compressed bytes.
        let held = task.size as usize * 4 + 4096;
        self.bulk.permits().take(held);
        scope.spawn_fifo(move |_| {
            let (records, end) = self.read_small(task, this);
            let file = task.file;
            let batch = Batch {
                file,
                records,
                end: Some(end),
            };
            self.ordered.deliver(this, Work { batch, held });
            self.bulk.help();
        });
    }

    fn read_small(&self, task: &Task, number: u64) -> (Vec<Record>, EndOfFile) {
        let hash = match unchanged(task) {
            Ok(hash) => hash,
            Err(end) => return (Vec::new(), end),
        };
        let shown = self.shown(task);
        let mut records = Vec::new();
        let mut bytes = 0;
        reader::read(
            &task.path,
            shown,
            self.preparer.read,
            CHUNK_BYTES,
            &mut |piece| {
                match piece {
                    Piece::Chunk { member, chunk } => {
                        bytes += chunk.bytes.len();
                        records.extend(self.preparer.records(&chunk, shown, member.as_deref()));
                    }
                    Piece::Fault { location, reason } => records.push(broken(location, reason)),
                }
                if bytes > PART_BYTES {
                    bytes = 0;
                    let batch = Batch {
                        file: task.file,
                        records: std::mem::take(&mut records),
                        end: None,
                    };
                    self.ordered.deliver_part(number, Work { batch, held: 0 });
                    self.bulk.help();
                }
                self.flow()
            },
        );
        (records, EndOfFile::Read(hash))
    }

    /// Cuts the file here, and has workers read its chunks.
    fn large_file<'scope>(
        &'scope self,
        scope: &rayon::ScopeFifo<'scope>,
        task: &'scope Task,
        number: &mut u64,
    ) {
        let file = task.file;
        let end = match self.hash(scope, task) {
            Ok(hash) => {
                let shown = self.shown(task);
                let read = self.preparer.read;
                reader::read(&task.path, shown, read, CHUNK_BYTES, &mut |piece| {
                    self.piece(scope, task, piece, *number);
                    *number += 1;
                    self.flow()
                });
                EndOfFile::Read(hash())
            }
            Err(end) => end,
        };
        let batch = Batch {
            file,
            records: Vec::new(),
            end: Some(end),
        };
        self.deliver_from_reader(scope, *number, batch);
        *number += 1;
    }

    /// A way to the hash of the file's bytes; `Err` where they are those of the last time. A worker hashes a file that is
    /// new while it is read here.
    fn hash<'scope>(
        &'scope self,
        scope: &rayon::ScopeFifo<'scope>,
        task: &'scope Task,
    ) -> Result<Box<dyn FnOnce() -> Option<u64>>, EndOfFile> {
        if task.known_hash.is_some() || task.path.as_os_str() == STDIN {
            let hash = unchanged(task)?;
            return Ok(Box::new(move || hash));
        }
        let (to_reader, from_worker) = bounded(1);
        scope.spawn_fifo(move |_| {
            // The reader lives as long as the scope.
            let _ = to_reader.send(reader::hash(&task.path).ok());
        });
        Ok(Box::new(move || from_worker.recv().ok().flatten()))
    }

    fn piece<'scope>(
        &'scope self,
        scope: &rayon::ScopeFifo<'scope>,
        task: &'scope Task,
        piece: Piece,
        number: u64,
    ) {
        let file = task.file;
        match piece {
            Piece::Fault { location, reason } => {
                let batch = Batch {
                    file,
                    records: vec![broken(location, reason)],
                    end: None,
                };
                self.deliver_from_reader(scope, number, batch);
            }
            Piece::Chunk { member, chunk } => {
                let held = chunk.bytes.len();
                self.bulk.permits().take(held);
                scope.spawn_fifo(move |_| {
                    let shown = self.shown(task);
                    let batch = Batch {
                        file,
                        records: self.preparer.records(&chunk, shown, member.as_deref()),
                        end: None,
                    };
                    self.ordered.deliver(number, Work { batch, held });
                    self.bulk.help();
                });
            }
        }
    }

    /// Delivers what needs no work. What that sets free is for a worker: the reader reads on.
    fn deliver_from_reader<'scope>(
        &'scope self,
        scope: &rayon::ScopeFifo<'scope>,
        number: u64,
        batch: Batch,
    ) {
        self.ordered.deliver(number, Work { batch, held: 0 });
        scope.spawn_fifo(|_| self.bulk.help());
    }

    fn flow(&self) -> ControlFlow<()> {
        match self.stop.load(Relaxed) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    }
}

/// The hash of a file's bytes; `Err` where they are those of the last time, or where there is no reading them. The
/// reader then says why.
fn unchanged(task: &Task) -> Result<Option<u64>, EndOfFile> {
    if task.path.as_os_str() == STDIN {
        return Ok(Some(0));
    }
    match stage::time(Stage::Read, || reader::hash(&task.path)) {
        Ok(hash) if Some(hash) == task.known_hash => Err(EndOfFile::Same),
        Ok(hash) => Ok(Some(hash)),
        Err(_) => Ok(None),
    }
}

fn broken(location: Location, reason: String) -> Record {
    Record {
        location,
        result: Err(NotPrepared::Broken(reason)),
        replaced_characters: 0,
    }
}
