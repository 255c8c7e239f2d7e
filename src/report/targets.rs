//! `report targets`: what was promised or claimed, what the register holds that could bear it out, and what is done.

use super::columns::text;
use super::model::{Cell, Column, Header, Report, Section, SectionBody, Shape, Title, Word};
use crate::domain::code::target_code;
use crate::domain::fraction::Fraction;
use crate::domain::quantity::{Amount, Dimension};
use crate::domain::target::{Comparator, Judgement, Standing, Strength, Tally, Target, TargetKind};

/// What is said of a target, and under the table of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TargetSentence {
    /// What was promised: 48个, 20座以上.
    Comparison { comparator: Comparator, value: Amount, dimension: Dimension, unit: String },
    /// One reading of a target.
    Amount { value: Amount, dimension: Dimension, unit: String },
    /// The two readings of a target whose mode is not stated.
    TwoReadings { cumulative: Option<Amount>, new: Option<Amount>, dimension: Dimension, unit: String },
    /// 已达, 未达 …, with what is missing.
    Judged {
        judgement: Judgement,
        /// What is missing, in the unit of the target.
        missing: Amount,
        /// The figure itself is not enough: 超.
        must_exceed: bool,
        /// More than the register holds.
        unregistered: Amount,
        no_base: i64,
        /// Counted, though nobody knows when they got there.
        undated: i64,
        dimension: Dimension,
        unit: String,
    },
    /// What the columns of the targets mean.
    HowCounted,
}

/// A target with how it stands on the day.
pub struct Stood {
    pub target: Target,
    pub standing: Standing,
}

pub fn targets<'a>(stood: impl Iterator<Item = &'a Stood> + 'a, year: i32, mut header: Header) -> Report<'a> {
    header.title = Some(Title::Targets { year });
    header.is_shown = true;
    let columns = vec![
        Column::new("no", Word::Code, Shape::Fixed),
        Column::new("year", Word::Year, Shape::Count),
        Column::new("sentence", Word::Sentence, Shape::Text),
        Column::new("strength", Word::Strength, Shape::Fixed),
        Column::new("promised", Word::Promised, Shape::Text),
        Column::new("registered", Word::Registered, Shape::Text),
        Column::new("done", Word::Done, Shape::Text),
        Column::new("ratio", Word::Ratio, Shape::Rate),
        Column::new("situation", Word::Situation, Shape::Text),
    ];
    let body = SectionBody::Table { columns, rows: Box::new(stood.map(row)) };
    let section = Section { id: "targets".into(), heading: None, body, notes: vec![TargetSentence::HowCounted.into()] };
    Report { header, sections: vec![section] }
}

fn row(Stood { target, standing }: &Stood) -> Vec<Cell> {
    // What was claimed has no strength.
    let (code, strength) = match (target.kind, target.strength) {
        (TargetKind::Claim, _) => (target.kind.code(), Word::Claim),
        (TargetKind::Promise, Strength::Must) => (target.strength.code(), Word::Must),
        (TargetKind::Promise, Strength::Strive) => (target.strength.code(), Word::Strive),
    };
    let ratio = |tally: &Tally| Some(Fraction::new(tally.done?, target.value.into())).filter(|_| target.value > 0);
    // Of two readings the stricter is the one to print a ratio of.
    let ratio = standing.new.as_ref().and_then(ratio).or_else(|| standing.cumulative.as_ref().and_then(ratio));
    vec![
        Cell::Code(target_code(target.no)),
        Cell::count(target.year),
        text(Some(&target.sentence)),
        Cell::Word { code, word: strength },
        promised(target),
        readings(target, standing, |tally| tally.registered),
        readings(target, standing, |tally| tally.done),
        ratio.map_or(Cell::Nothing, Cell::Rate),
        Cell::Sentences(vec![judged(target, standing).into()]),
    ]
}

fn promised(target: &Target) -> Cell {
    let (comparator, value, dimension) = (target.comparator, target.value.into(), target.dimension);
    let promised = TargetSentence::Comparison { comparator, value, dimension, unit: target.unit_word.clone() };
    Cell::Sentences(vec![promised.into()])
}

/// One reading, or both where the source leaves the mode open and they differ.
fn readings(target: &Target, standing: &Standing, of: fn(&Tally) -> Option<Amount>) -> Cell {
    let (cumulative, new) = (standing.cumulative.as_ref().and_then(of), standing.new.as_ref().and_then(of));
    let (dimension, unit) = (target.dimension, target.unit_word.clone());
    let said = match (cumulative, new) {
        (None, None) => return Cell::Nothing,
        (Some(_), Some(_)) if cumulative != new => TargetSentence::TwoReadings { cumulative, new, dimension, unit },
        (Some(value), _) | (None, Some(value)) => TargetSentence::Amount { value, dimension, unit },
    };
    Cell::Sentences(vec![said.into()])
}

fn judged(target: &Target, standing: &Standing) -> TargetSentence {
    let tallies = [standing.cumulative, standing.new];
    let least = |of: fn(&Tally) -> Option<Amount>| tallies.iter().flatten().filter_map(of).min();
    let missing = least(|tally| tally.done).map_or(0, |done| (Amount::from(target.value) - done).max(0));
    let is_short = matches!(standing.judgement, Judgement::NotMet | Judgement::Open { .. } | Judgement::NoValue);
    let unregistered =
        least(|tally| tally.registered).map_or(0, |registered| (Amount::from(target.value) - registered).max(0));
    TargetSentence::Judged {
        judgement: standing.judgement,
        missing: if is_short { missing } else { 0 },
        must_exceed: target.comparator == Comparator::MoreThan,
        unregistered,
        no_base: standing.no_base,
        undated: standing.undated,
        dimension: target.dimension,
        unit: target.unit_word.clone(),
    }
}
