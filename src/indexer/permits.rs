//! A byte budget for work that is on its way from the reader to the index.

use std::sync::{Condvar, Mutex, PoisonError};

/// Counts bytes in flight. One item is always let through, however large, so that nothing waits for ever.
pub(super) struct Permits {
    limit: usize,
    used: Mutex<usize>,
    released: Condvar,
}

impl Permits {
    /// A budget of `limit` bytes.
    pub(super) fn new(limit: usize) -> Permits {
        Permits {
            limit,
            used: Mutex::new(0),
            released: Condvar::new(),
        }
    }

    /// Waits until `bytes` fit, and takes them.
    pub(super) fn take(&self, bytes: usize) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        while *used > 0 && *used + bytes > self.limit {
            used = self
                .released
                .wait(used)
                .unwrap_or_else(PoisonError::into_inner);
        }
        *used += bytes;
    }

    /// Gives `bytes` back.
    pub(super) fn give(&self, bytes: usize) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        *used = used.saturating_sub(bytes);
        self.released.notify_all();
    }
}
