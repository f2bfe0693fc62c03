//! From values to places on an axis.

/// Values on a line, from 0 up to a round number.
pub(super) struct Scale {
    pub(super) from: f64,
    pub(super) to: f64,
    step: f64,
    pub(super) most: f64,
}

impl Scale {
    /// For values up to `most`, between two coordinates.
    pub(super) fn new(most: f64, from: f64, to: f64) -> Scale {
        let most = most.max(1e-9);
        let rough = most / 5.0;
        let power = 10f64.powf(rough.log10().floor());
        let steps = [1.0, 2.0, 2.5, 5.0, 10.0].map(|step| step * power);
        let step = steps.into_iter().find(|step| *step >= rough * 0.999);
        let step = step.unwrap_or(rough);
        Scale {
            from,
            to,
            step,
            most: (most / step).ceil() * step,
        }
    }

    pub(super) fn at(&self, value: f64) -> f64 {
        self.from + (self.to - self.from) * value / self.most
    }

    pub(super) fn ticks(&self) -> impl Iterator<Item = f64> {
        let count = (self.most / self.step).round() as usize;
        (0..=count).map(|tick| tick as f64 * self.step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_end_at_round_numbers_beyond_the_most() {
        for most in [0.03, 0.7, 1.0, 4.2, 9.99, 100.0, 101.0, 12345.0] {
            let scale = Scale::new(most, 0.0, 1.0);
            assert!(
                scale.most >= most && scale.most <= most * 1.4,
                "{most}: {}",
                scale.most
            );
            let ticks = scale.ticks().count();
            assert!((3..=7).contains(&ticks), "{most}: {ticks}");
        }
    }
}
