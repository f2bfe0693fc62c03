//! The first touch: what a search takes in an index that nobody has open, and that is not in memory either where the
//! system can be asked to forget it.

use super::bench_query::{BenchQuery, QueryClass};
use super::figures::{Latency, Times, Way};
use super::{SearchBench, own, theirs};
use crate::bench::BenchError;
use crate::bench::process::{drop_page_cache, major_faults};
use crate::search::Archive;
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Instant;

/// How cold it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ColdKind {
    /// The system dropped the index from memory, and the searches waited for the disk.
    Disk,
    /// The index was opened anew for each search, but the system kept it in memory.
    Opened,
}

/// The circumstances of the cold searches.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Cold {
    /// How cold.
    pub kind: ColdKind,
    /// Opening newsdex's index, which is not part of the searches' times.
    pub opening: Latency,
    /// Pages that opening and one search waited for, on the average; `None` where the system does not say.
    pub disk_waits: Option<f64>,
}

/// Runs the first queries of each class, each in an index that is opened for it alone. `None` where there are none to
/// run. Nothing else in this process may have the index open: what is mapped stays in memory.
pub(super) fn run(
    options: &SearchBench,
    queries: &[BenchQuery],
    times: &mut [Times],
) -> Result<Option<Cold>, BenchError> {
    let mut opening = Vec::new();
    let mut classes: BTreeMap<QueryClass, usize> = BTreeMap::new();
    let mut searches = 0;
    let faults = major_faults();
    for (query, times) in queries.iter().zip(times) {
        let class = classes.entry(query.class).or_default();
        if *class < options.cold {
            *class += 1;
            for way in options.ways(query) {
                searches += 1;
                drop_page_cache(&options.index)?;
                times.set_cold(way, one(options, query, way, &mut opening)?);
            }
        }
    }
    let waits = major_faults().zip(faults).map(|(now, then)| now - then);
    let disk_waits = waits.map(|waits| waits as f64 / f64::from(searches.max(1)));
    Ok(Latency::of(opening).map(|opening| Cold {
        // What cannot be seen is not claimed.
        kind: match disk_waits.is_some_and(|waits| waits >= 1.0) {
            true => ColdKind::Disk,
            false => ColdKind::Opened,
        },
        opening,
        disk_waits,
    }))
}

/// Microseconds of one search.
fn one(
    options: &SearchBench,
    query: &BenchQuery,
    way: Way,
    opening: &mut Vec<f64>,
) -> Result<f64, BenchError> {
    let start = Instant::now();
    if !way.is_ours() {
        let peer = super::Peer::open(&options.index)?;
        return theirs(way, query, &peer);
    }
    let archive = Archive::open(&options.index)?;
    opening.push(start.elapsed().as_secs_f64() * 1e6);
    own(way, query, &archive)
}
