//! Puts the results of parallel work back in order, one consumer at a time, without a thread of its own.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A consumer behind a queue. Whoever delivers the item that is next consumes it, and all that are ready after it.
pub(super) struct Ordered<T, C> {
    state: Mutex<State<T, C>>,
    consumed: Condvar,
}

struct State<T, C> {
    next: u64,
    ready: BTreeMap<u64, T>,
    // Taken out while somebody consumes.
    consumer: Option<C>,
}

impl<T, C: FnMut(T)> Ordered<T, C> {
    /// Hands item 0, 1, 2 ... to `consumer`.
    pub(super) fn new(consumer: C) -> Ordered<T, C> {
        Ordered {
            state: Mutex::new(State {
                next: 0,
                ready: BTreeMap::new(),
                consumer: Some(consumer),
            }),
            consumed: Condvar::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State<T, C>> {
        // A panic of the consumer loses the consumer, not the queue's shape.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Delivers item `number`.
    pub(super) fn deliver(&self, number: u64, item: T) {
        let mut state = self.lock();
        state.ready.insert(number, item);
        let Some(mut consumer) = state.consumer.take() else {
            return; // whoever consumes now finds it
        };
        loop {
            let next = state.next;
            let Some(item) = state.ready.remove(&next) else {
                break;
            };
            drop(state);
            consumer(item);
            state = self.lock();
            state.next += 1;
        }
        state.consumer = Some(consumer);
        drop(state);
        self.consumed.notify_all();
    }

    /// Waits until all items before `number` are consumed, then hands over `item` as a first part of it.
    pub(super) fn deliver_part(&self, number: u64, item: T) {
        let mut state = self.lock();
        loop {
            if state.next == number
                && let Some(mut consumer) = state.consumer.take()
            {
                drop(state);
                consumer(item);
                self.lock().consumer = Some(consumer);
                return;
            }
            state = self
                .consumed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_arrive_in_order_whatever_the_threads() {
        let mut seen = Vec::new();
        let ordered = Ordered::new(|item: u64| seen.push(item));
        std::thread::scope(|scope| {
            for worker in 0..4 {
                let ordered = &ordered;
                scope.spawn(move || {
                    for number in (0..400).filter(|number| number % 4 == worker) {
                        ordered.deliver(number, number);
                    }
                });
            }
        });
        drop(ordered);
        assert_eq!(seen, (0..400).collect::<Vec<_>>());
    }

    #[test]
    fn parts_of_an_item_come_before_the_next_item() {
        let mut seen = Vec::new();
        let ordered = Ordered::new(|item: &'static str| seen.push(item));
        std::thread::scope(|scope| {
            scope.spawn(|| ordered.deliver(1, "b"));
            scope.spawn(|| {
                ordered.deliver_part(0, "a1");
                ordered.deliver_part(0, "a2");
                ordered.deliver(0, "a3");
            });
        });
        drop(ordered);
        assert_eq!(seen, ["a1", "a2", "a3", "b"]);
    }
}
