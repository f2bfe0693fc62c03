//! What the operating system says of this process and of the machine.

use std::fs;
use std::io;
use std::path::Path;

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

/// Of all threads, those that have ended too.
#[cfg(unix)]
fn cpu_seconds() -> Option<f64> {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Some(time.tv_sec as f64 + time.tv_nsec as f64 / 1e9)
}

#[cfg(not(unix))]
fn cpu_seconds() -> Option<f64> {
    None
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

/// How often this process has waited for a page of a file or of memory from the disk; `None` where the system does
/// not say.
pub(super) fn major_faults() -> Option<u64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The program's name may hold spaces; fields are counted from behind its parenthesis.
    let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace();
    fields.nth(9)?.parse().ok()
}

/// The name of the processor; empty where the system does not say.
pub(super) fn processor() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = info
        .lines()
        .find_map(|line| line.strip_prefix("model name"));
    let name = name.and_then(|rest| rest.split_once(':'));
    name.map_or_else(String::new, |(_, name)| name.trim().to_owned())
}

/// Asks the system to forget what it holds of the files in a folder, so that the next reader waits for the disk.
/// Pages that somebody has mapped stay. False where it cannot be asked.
#[cfg(target_os = "linux")]
pub(super) fn drop_page_cache(folder: &Path) -> io::Result<bool> {
    use rustix::fs::{Advice, fadvise};
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() {
            let file = fs::File::open(path)?;
            if fadvise(&file, 0, None, Advice::DontNeed).is_err() {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn drop_page_cache(_: &Path) -> io::Result<bool> {
    Ok(false)
}
