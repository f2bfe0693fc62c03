//! Whether two rankings differ by more than chance, over the same topics.
//!
//! Both tests are two-sided and paired, as Smucker, Allan and Carterette (2007) recommend for retrieval. Pure
//! arithmetic: what the numbers measure is not known here.

use super::beta::incomplete_beta;

/// Topics that differ up to which every assignment of signs is tried: 65,536 of them.
const EXACT: usize = 16;

/// Random assignments of signs beyond that: enough for a p value of .05 to be right within .005.
const SAMPLES: u32 = 10_000;

/// Start of the random numbers: the same files give the same p value.
const SEED: u64 = 0x6e65_7773_6465_7821;

/// Probability of a mean difference at least this far from zero if the two were alike, by Student's t-test on the
/// pairs. `None` for fewer than two pairs.
pub fn t_test(differences: &[f64]) -> Option<f64> {
    if differences.len() < 2 {
        return None;
    }
    let count = differences.len() as f64;
    let mean = differences.iter().sum::<f64>() / count;
    let squares: f64 = differences
        .iter()
        .map(|difference| (difference - mean).powi(2))
        .sum();
    let freedom = count - 1.0;
    let error = (squares / freedom / count).sqrt();
    if mean == 0.0 {
        return Some(1.0);
    }
    // Without spread this is infinite, and the probability 0.
    let t = mean / error;
    Some(student_tails(t, freedom))
}

/// Both tails of Student's distribution beyond ±t.
fn student_tails(t: f64, freedom: f64) -> f64 {
    incomplete_beta(freedom / (freedom + t * t), freedom / 2.0, 0.5)
}

/// The same by Fisher's randomisation: how often the mean is as far from zero when each pair is swapped or not by
/// chance. Exact where few topics differ, else from a sample that is the same every time. `None` for no pairs.
pub fn randomisation_test(differences: &[f64]) -> Option<f64> {
    if differences.is_empty() {
        return None;
    }
    // Swapping equals changes nothing.
    let moving: Vec<f64> = differences
        .iter()
        .copied()
        .filter(|difference| *difference != 0.0)
        .collect();
    let observed = moving.iter().sum::<f64>().abs();
    // Sums in another order differ in their last digits, which must not decide.
    let reach = observed
        - 1e-12
            * moving
                .iter()
                .map(|difference| difference.abs())
                .sum::<f64>();
    Some(match moving.len() <= EXACT {
        true => exact(&moving, reach),
        false => sampled(&moving, reach),
    })
}

fn exact(differences: &[f64], reach: f64) -> f64 {
    let all = 1u64 << differences.len();
    let far = (0..all)
        .filter(|signs| signed_sum(differences, *signs).abs() >= reach)
        .count();
    far as f64 / all as f64
}

/// The assignment observed is one of those counted, so the value is never 0 (Phipson and Smyth 2010).
fn sampled(differences: &[f64], reach: f64) -> f64 {
    let mut random = SplitMix(SEED);
    let mut far = 1;
    for _ in 0..SAMPLES {
        let sum: f64 = differences
            .chunks(64)
            .map(|chunk| signed_sum(chunk, random.next()))
            .sum();
        far += u32::from(sum.abs() >= reach);
    }
    f64::from(far) / f64::from(SAMPLES + 1)
}

/// The sum with the sign of each of up to 64 numbers turned where its bit is set.
fn signed_sum(differences: &[f64], mut signs: u64) -> f64 {
    let mut sum = 0.0;
    for difference in differences {
        sum += if signs & 1 == 1 {
            -difference
        } else {
            *difference
        };
        signs >>= 1;
    }
    sum
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: Option<f64>, expected: f64, within: f64) {
        let found = found.expect("a probability");
        assert!(
            (found - expected).abs() <= within,
            "{found} is not {expected}"
        );
    }

    #[test]
    fn student_agrees_with_the_tables() {
        // Critical values of printed tables.
        for (t, freedom, p) in [
            (12.706, 1.0, 0.05),
            (2.228, 10.0, 0.05),
            (3.169, 10.0, 0.01),
            (1.984, 100.0, 0.05),
        ] {
            close(Some(student_tails(t, freedom)), p, 1e-4);
        }
        close(Some(student_tails(0.0, 7.0)), 1.0, 0.0);
        close(Some(student_tails(1.0, 1.0)), 0.5, 1e-12);
    }

    #[test]
    fn t_test_agrees_with_scipy() {
        // scipy.stats.ttest_1samp(differences, 0), scipy 1.17.
        close(
            t_test(&[0.1, 0.2, -0.05, 0.3, 0.0, 0.12]),
            0.085_880_927_743_002_74,
            1e-12,
        );
        let many: Vec<f64> = (0..225)
            .map(|i| f64::from((i * 37) % 101) / 100.0 - 0.47)
            .collect();
        close(t_test(&many), 0.171_166_827_372_770_36, 1e-12);
    }

    #[test]
    fn differences_without_spread() {
        close(t_test(&[0.0, 0.0, 0.0]), 1.0, 0.0);
        close(t_test(&[0.5, 0.5, 0.5]), 0.0, 0.0);
        assert_eq!(t_test(&[0.5]), None);
        assert_eq!(randomisation_test(&[]), None);
        close(randomisation_test(&[0.0, 0.0]), 1.0, 0.0);
    }

    #[test]
    fn few_topics_are_counted_exactly() {
        // Of 2^5 assignments only all plus and all minus reach the sum; zeros do not matter.
        close(
            randomisation_test(&[0.1, 0.2, 0.3, 0.0, 0.1, 0.2]),
            2.0 / 32.0,
            0.0,
        );
        // Sums of ±1 ±2 ±3 at least 4 from zero: 6, 4, -4, -6.
        close(
            randomisation_test(&[1.0, 3.0, -2.0, 2.0 - 2.0]),
            6.0 / 8.0,
            0.0,
        );
        close(randomisation_test(&[-1.0, 3.0, 2.0]), 4.0 / 8.0, 0.0);
    }

    #[test]
    fn many_topics_are_sampled_and_agree_with_the_t_test() {
        let some: Vec<f64> = (0..60)
            .map(|i| f64::from((i * 37) % 61) / 61.0 - 0.42)
            .collect();
        let found = randomisation_test(&some);
        close(found, t_test(&some).expect("a probability"), 0.01);
        assert_eq!(found, randomisation_test(&some), "the same every time");
        let clear = [0.2; 100];
        close(randomisation_test(&clear), 1.0 / 10_001.0, 1e-15);
    }
}
