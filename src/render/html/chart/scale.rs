//! Where a value stands between two others.

use crate::domain::fraction::Fraction;

/// A place along the width, in hundredths of a percent of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Place(i128);

impl Place {
    pub const LEFT: Self = Self(0);

    /// What lies between two places; nothing, where the second is not further right.
    pub fn until(self, other: Self) -> Self {
        Self((other.0 - self.0).max(0))
    }

    /// As a share of the width: `12.5%`.
    pub fn percent(self) -> String {
        format!("{}.{:02}%", self.0 / 100, self.0 % 100)
    }
}

/// Values from left to right.
pub(super) struct Scale {
    low: Fraction,
    high: Fraction,
    /// Where the lowest and the highest stand.
    room: (i128, i128),
}

impl Scale {
    /// From nothing to the whole, or as far as the values reach beyond.
    pub fn of_shares<'a>(shares: impl Iterator<Item = &'a Fraction> + Clone) -> Self {
        let low = shares.clone().cloned().fold(Fraction::zero(), Ord::min);
        let high = shares.cloned().fold(Fraction::one(), Ord::max);
        Self { low, high, room: (0, 10_000) }
    }

    /// From nothing to the whole, between two places in hundredths of a percent.
    pub fn of_year(room: (i128, i128)) -> Self {
        Self { low: Fraction::zero(), high: Fraction::one(), room }
    }

    pub fn place(&self, value: &Fraction) -> Place {
        let (from, to) = self.room;
        let share = (value.clone() - self.low.clone()) / (self.high.clone() - self.low.clone());
        let share = share.unwrap_or_else(Fraction::zero).within_the_whole();
        Place((Fraction::new(from, 1) + share * Fraction::new(to - from, 1)).whole())
    }
}

/// Marks along an axis of quantities: round steps that hold all of them, nothing among them.
pub(super) struct Axis {
    pub low: i128,
    pub high: i128,
    pub step: i128,
}

impl Axis {
    /// As many steps as there is room for, or a few more.
    const STEPS: i128 = 4;

    pub fn new(values: impl Iterator<Item = i128>) -> Self {
        let (low, high) = values.fold((0, 0), |(low, high), value| (low.min(value), high.max(value)));
        let wanted = ((high - low + Self::STEPS - 1) / Self::STEPS).max(1);
        let mut unit = 1;
        while unit * 10 <= wanted {
            unit *= 10;
        }
        let step = [1, 2, 5, 10].into_iter().map(|n| n * unit).find(|step| *step >= wanted).unwrap_or(unit * 10);
        let down = |value: i128| value.div_euclid(step) * step;
        let up = |value: i128| -down(-value);
        Self { low: down(low), high: up(high).max(down(low) + step), step }
    }

    pub fn marks(&self) -> impl Iterator<Item = i128> {
        let (low, step) = (self.low, self.step);
        (0..=(self.high - low) / step).map(move |n| low + n * step)
    }

    /// How far below the top a value stands, of so much height.
    pub fn depth(&self, value: i128, height: i128) -> i128 {
        (self.high - value) * height / (self.high - self.low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(values: &[i128]) -> Vec<i128> {
        Axis::new(values.iter().copied()).marks().collect()
    }

    #[test]
    fn the_marks_of_an_axis_are_round_and_hold_every_value() {
        assert_eq!(marks(&[0, 346_830]), [0, 100_000, 200_000, 300_000, 400_000]);
        assert_eq!(marks(&[3, 7]), [0, 2, 4, 6, 8]);
        assert_eq!(marks(&[-50, 120]), [-50, 0, 50, 100, 150]);
        assert_eq!(marks(&[]), [0, 1], "nothing to show is an axis all the same");
        assert_eq!(marks(&[0, 0]), [0, 1]);
        assert_eq!(marks(&[-3]), [-3, -2, -1, 0]);
        const MOST: i128 = i128::MAX >> 24;
        for values in [&[MOST][..], &[-MOST, MOST], &[1], &[99, 101]] {
            let axis = Axis::new(values.iter().copied());
            assert!(values.iter().all(|value| (0..=1_000).contains(&axis.depth(*value, 1_000))), "{values:?}");
            assert!((2..=8).contains(&axis.marks().count()), "{values:?}");
        }
    }

    #[test]
    fn shares_beyond_the_whole_and_below_nothing_have_their_place() {
        let shares: Vec<Fraction> = [-50, 0, 100, 150].map(|n| Fraction::new(n, 100)).to_vec();
        let scale = Scale::of_shares(shares.iter());
        let places: Vec<String> = shares.iter().map(|share| scale.place(share).percent()).collect();
        assert_eq!(places, ["0.00%", "25.00%", "75.00%", "100.00%"]);
        let few = Scale::of_shares([].iter());
        assert_eq!(few.place(&Fraction::new(1, 3)).percent(), "33.33%");
        assert_eq!(few.place(&Fraction::new(2, 3)).until(few.place(&Fraction::new(1, 3))).percent(), "0.00%");
    }
}
