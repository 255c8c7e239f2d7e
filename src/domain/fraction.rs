//! Exact fractions: rates, elapsed shares and gaps. They are compared as they are and rounded once, when printed.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Div, Mul, Sub};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// A share of a whole: 1 is 100 %, 0.01 a point.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Fraction(BigRational);

/// How many decimals at most when one more digit is asked for to tell a value from its limit.
const FINEST: u32 = 9;

impl Fraction {
    /// `part` of `whole`; the whole is not zero.
    pub fn new(part: i128, whole: i128) -> Self {
        if whole == 0 { Self::zero() } else { Self(BigRational::new(part.into(), whole.into())) }
    }

    pub fn of_basis_points(points: i64) -> Self {
        Self::new(points.into(), 10_000)
    }

    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    pub fn one() -> Self {
        Self(BigRational::one())
    }

    /// Held between nothing and the whole.
    pub fn within_the_whole(self) -> Self {
        self.max(Self::zero()).min(Self::one())
    }

    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// In basis points, rounded half up in magnitude; only the whole is the whole.
    pub fn basis_points(&self) -> i128 {
        counted(&self.apart_from_the_whole(4))
    }

    /// A difference of rates in basis points: any size, no cap.
    pub fn basis_points_apart(&self) -> i128 {
        counted(&self.rounded(4))
    }

    /// The nearest whole number, half up in magnitude.
    pub fn whole(&self) -> i128 {
        counted(&self.rounded(0))
    }

    /// As a rate: `57.9%`. Only the whole prints as `100.0%`; what is next to it as `99.9%` or `100.1%`.
    pub fn percent(&self) -> String {
        format!("{}%", decimal(&self.apart_from_the_whole(3), 1))
    }

    /// Rounded, but never to the whole unless it is the whole.
    fn apart_from_the_whole(&self, decimals: u32) -> BigInt {
        let (rounded, whole) = (self.rounded(decimals), BigInt::from(10).pow(decimals));
        match self.cmp(&Self::one()) {
            Ordering::Less => rounded.min(whole - 1),
            Ordering::Equal => rounded,
            Ordering::Greater => rounded.max(whole + 1),
        }
    }

    /// In points without a sign for what is ahead: `12.0`, `-3.5`.
    pub fn points(&self, decimals: u32) -> String {
        decimal(&self.rounded(2 + decimals), decimals)
    }

    /// In points with its sign: `+24.3`, `-23.5`, `0.0`.
    pub fn signed_points(&self) -> String {
        let tenths = self.rounded(3);
        let sign = if tenths.is_positive() { "+" } else { "" };
        format!("{sign}{}", decimal(&tenths, 1))
    }

    /// How many of so many equal parts it fills, rounded down: only the whole fills all.
    pub fn parts(&self, all: usize) -> usize {
        let filled = (&self.0 * BigRational::from(BigInt::from(all))).floor().to_integer();
        if self.is_negative() { 0 } else { filled.to_usize().unwrap_or(all).min(all) }
    }

    /// In points with one decimal; one more for as long as it would print like a limit that it is not.
    pub fn points_beside(&self, limit: &Self) -> String {
        let tells = |decimals: &u32| self == limit || self.rounded(2 + decimals) != limit.rounded(2 + decimals);
        self.points((1..FINEST).find(tells).unwrap_or(FINEST))
    }

    /// So many decimals of the share itself, as a whole number, half up in magnitude.
    fn rounded(&self, decimals: u32) -> BigInt {
        let scaled = &self.0 * BigRational::from(BigInt::from(10).pow(decimals));
        let half = BigRational::new(1.into(), 2.into());
        let magnitude = (scaled.abs() + half).floor().to_integer();
        if scaled.is_negative() { -magnitude } else { magnitude }
    }
}

/// As a number to reckon with; no share of what any file has room for is beyond its ends.
fn counted(number: &BigInt) -> i128 {
    number.to_i128().unwrap_or(if number.is_negative() { i128::MIN } else { i128::MAX })
}

fn decimal(number: &BigInt, decimals: u32) -> String {
    let digits = format!("{:0>width$}", number.abs(), width = decimals as usize + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals as usize);
    let sign = if number.is_negative() { "-" } else { "" };
    let point = if decimals > 0 { "." } else { "" };
    format!("{sign}{whole}{point}{fraction}")
}

macro_rules! by_value {
    ($($operator:ident $method:ident),*) => {$(
        impl $operator for Fraction {
            type Output = Self;

            fn $method(self, other: Self) -> Self {
                Self(self.0.$method(other.0))
            }
        }
    )*};
}
by_value!(Add add, Sub sub, Mul mul);

impl Div for Fraction {
    type Output = Option<Self>;

    /// `None` by nothing.
    fn div(self, other: Self) -> Option<Self> {
        (!other.is_zero()).then(|| Self(self.0 / other.0))
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_rate_rounds_half_up_and_reaches_the_whole_only_when_equal() {
        let cases = [
            ((1, 3), "33.3%"),
            ((2, 3), "66.7%"),
            ((1, 16), "6.3%"),
            ((-1, 16), "-6.3%"),
            ((999_999, 1_000_000), "99.9%"),
            ((1, 1), "100.0%"),
            ((1_000_001, 1_000_000), "100.1%"),
            ((5, 2), "250.0%"),
            ((0, 7), "0.0%"),
            ((-1, 100_000), "0.0%"),
        ];
        for ((part, whole), want) in cases {
            assert_eq!(Fraction::new(part, whole).percent(), want, "{part}/{whole}");
        }
        assert_eq!(Fraction::new(99_999, 100_000).basis_points(), 9_999);
        assert_eq!(Fraction::new(-5, 100_000).basis_points(), -1);
    }

    #[test]
    fn points_carry_their_sign() {
        assert_eq!(Fraction::new(-235, 1000).signed_points(), "-23.5");
        assert_eq!(Fraction::new(243, 1000).signed_points(), "+24.3");
        assert_eq!(Fraction::new(-1, 10_000).signed_points(), "0.0");
        assert_eq!(Fraction::new(-1, 2_000).signed_points(), "-0.1");
    }

    #[test]
    fn what_prints_like_its_limit_gets_one_more_digit() {
        let limit = Fraction::of_basis_points(3_000);
        let beside = |part| Fraction::new(part, 1_000_000).points_beside(&limit);
        assert_eq!(beside(300_000), "30.0", "equal");
        assert_eq!(beside(300_400), "30.04");
        assert_eq!(beside(299_960), "29.996");
        assert_eq!(beside(300_004), "30.0004");
        assert_eq!(beside(320_000), "32.0");
    }

    #[test]
    fn only_the_whole_fills_every_part() {
        let cases =
            [((410, 917), 22), ((999_999, 1_000_000), 49), ((1, 1), 50), ((3, 2), 50), ((0, 7), 0), ((-1, 2), 0)];
        for ((part, whole), want) in cases {
            assert_eq!(Fraction::new(part, whole).parts(50), want, "{part}/{whole}");
        }
    }

    proptest! {
        #[test]
        fn only_the_whole_prints_as_the_whole(whole in 1..1_000_000_000_i128, off in -1_000..1_000_i128) {
            let rate = Fraction::new(whole + off, whole);
            prop_assert_eq!(rate.percent() == "100.0%", off == 0);
            prop_assert_eq!(rate.basis_points().cmp(&10_000), off.cmp(&0));
        }
    }
}
