//! Dates as people read them.

use jiff::Timestamp;

/// `2024-10-18`, and the time in UTC where it is not midnight, which mostly means that it is unknown.
pub(super) fn date(published: Timestamp) -> String {
    let is_midnight = published.as_second().rem_euclid(24 * 60 * 60) == 0;
    let format = if is_midnight {
        "%Y-%m-%d"
    } else {
        "%Y-%m-%d %H:%M UTC"
    };
    published.strftime(format).to_string()
}
