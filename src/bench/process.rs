//! What the operating system says of this process.

use std::fs;
use std::io;
use std::path::Path;

/// Clock ticks a second in /proc: fixed by the kernel's interface to programs.
const TICKS: f64 = 100.0;

/// Processor time used since a moment.
pub(super) struct CpuClock(Option<f64>);

impl CpuClock {
    pub(super) fn start() -> CpuClock {
        CpuClock(cpu_seconds())
    }

    pub(super) fn elapsed(&self) -> Option<f64> {
        Some(cpu_seconds()? - self.0?)
    }
}

fn cpu_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The program's name may hold spaces; fields are counted from behind its parenthesis.
    let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace().skip(11);
    let user: f64 = fields.next()?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some((user + system) / TICKS)
}

/// The most memory that this process has held at a time, in bytes; `None` where the system does not say.
pub fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}

/// Starts the count of [`peak_memory`] anew, where the system can.
pub(super) fn reset_peak_memory() {
    // Where it cannot, the figure is that of the whole process so far: too high, never too low.
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// Bytes of the files in a folder.
pub(super) fn folder_bytes(folder: &Path) -> io::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        bytes += entry?.metadata()?.len();
    }
    Ok(bytes)
}
