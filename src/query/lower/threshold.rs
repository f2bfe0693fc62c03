//! Bounds of scores beside a threshold: what rounding may do is left to them.

/// More than the rounding of any sum of scores, as a share of it.
pub(super) const ROUNDING: f32 = 1e-5;

/// What a bound must not be below for a document to be looked at: the threshold, less what rounding may have cost.
#[inline]
pub(super) fn slack(threshold: f32) -> f32 {
    threshold - threshold.abs() * ROUNDING
}
