//! A target (目标) stated, one figure each, and the values entered for one that is not counted.

use super::text::{name_in, optional_passage, passage_in};
use super::{FieldName, Ground, Refusal, in_reach, named};
use crate::domain::catalog::{Catalog, Measure};
use crate::domain::clause::{Figure, figures};
use crate::domain::day::ALL_DAYS;
use crate::domain::quantity::{Counting, Dimension, UnitWord};
use crate::domain::target::{Comparator, EnteredValue, Mode, Strength, Target, TargetKind};
use crate::domain::{Day, TargetNo};
use crate::error::{TargetError, ValueError};

/// A target as it is stated.
#[derive(Clone, Debug)]
pub struct StatedTarget {
    pub sentence: String,
    pub year: i32,
    pub kind: TargetKind,
    pub rule: TargetRule,
    /// In the smallest unit of what [`dimension`] says.
    pub value: i64,
    pub comparator: Comparator,
    pub strength: Strength,
    pub mode: Mode,
    /// What stood when the year began, where values are entered.
    pub opening: Option<i64>,
    /// Only projects of this category, by code.
    pub category: Option<String>,
    pub tag: Option<String>,
    /// The whole sentence, or where it is printed; else the sentence itself.
    pub source: Option<String>,
}

/// How it is known how far a target has come.
#[derive(Clone, Debug)]
pub enum TargetRule {
    /// Counts the projects that have reached this stage, by code; in this unit, else the one of the sentence.
    Count { stage: String, unit: Option<String> },
    /// Sums this measure, by code.
    Sum { measure: String },
    /// Values are entered by hand, in this unit; if it is counted, with so many decimals.
    Entered { unit: String, decimals: i64 },
}

impl TargetRule {
    /// The rule that what is stated makes; a unit alone is one that values are entered in.
    ///
    /// # Errors
    /// A stage and a measure, or none of the three.
    pub fn stated(
        stage: Option<String>,
        measure: Option<String>,
        unit: Option<String>,
        decimals: i64,
    ) -> Result<Self, Refusal> {
        match (stage, measure, unit) {
            (Some(_), Some(_), _) => Err(FieldName::TargetRule.refuses(TargetError::CountsAndSums)),
            (Some(stage), None, unit) => Ok(Self::Count { stage, unit }),
            (None, Some(measure), _) => Ok(Self::Sum { measure }),
            (None, None, Some(unit)) => Ok(Self::Entered { unit, decimals }),
            (None, None, None) => Err(FieldName::TargetUnit.refuses(ValueError::EmptyText)),
        }
    }
}

/// What the value of a target measures.
///
/// # Errors
/// A measure that is not summed; a unit that is too long.
pub fn dimension(catalog: &Catalog, rule: &TargetRule) -> Result<Dimension, Refusal> {
    match rule {
        TargetRule::Sum { measure } => summed(catalog, measure).map(|measure| measure.dimension),
        TargetRule::Entered { unit, decimals } => match Dimension::of_unit(unit) {
            Some(dimension) => Ok(dimension),
            None => {
                let decimals = super::measure::decimals(FieldName::TargetDecimals, *decimals)?;
                Ok(Dimension::Count(Counting { decimals, ..counting(unit)? }))
            }
        },
        TargetRule::Count { .. } => Ok(Dimension::PIECES),
    }
}

/// States a target under a number.
///
/// # Errors
/// Its sentence has several figures; it sums what is not summed.
pub fn add(ground: &Ground, stated: StatedTarget, no: TargetNo) -> Result<Target, Refusal> {
    in_reach(stated.year, &stated.year, ground.today).map_err(|why| FieldName::TargetYear.refuses(why))?;
    let sentence = passage_in(FieldName::Sentence, &stated.sentence)?;
    let found = one_figure(&sentence)?;
    let dimension = dimension(ground.catalog, &stated.rule)?;
    let (stage, measure, unit) = match stated.rule {
        TargetRule::Count { stage, unit } => (Some(stage), None, unit),
        TargetRule::Sum { measure } => (None, Some(measure), None),
        TargetRule::Entered { unit, .. } => (None, None, Some(unit)),
    };
    let unit = unit.map(|unit| name_in(FieldName::TargetUnit, &unit)).transpose()?;
    let counted = found.first().map(|figure| figure.unit.clone()).filter(|unit| !unit.is_empty());
    let (dimension, unit_word) = in_words(dimension, unit, counted)?;
    let source = optional_passage(FieldName::Source, stated.source.as_deref())?;
    Ok(Target {
        no,
        from_day: ALL_DAYS,
        year: stated.year,
        kind: stated.kind,
        dimension,
        unit_word,
        value: stated.value,
        comparator: stated.comparator,
        strength: stated.strength,
        mode: stated.mode,
        opening: stated.opening,
        category: stated.category,
        tag: stated.tag.map(|tag| name_in(FieldName::TargetTag, &tag)).transpose()?,
        stage,
        measure,
        source: source.unwrap_or_else(|| sentence.clone()),
        sentence,
    })
}

/// Enters a value of a target on a day.
///
/// # Errors
/// Its value is counted; the day lies ahead.
pub fn enter(
    ground: &Ground,
    target: &Target,
    value: i64,
    on: Option<Day>,
    source: &str,
) -> Result<EnteredValue, Refusal> {
    let source = passage_in(FieldName::EnteredSource, source)?;
    is_entered(target)?;
    let from_day = ground.not_ahead(FieldName::From, on.unwrap_or(ground.day))?;
    Ok(EnteredValue { target: target.no, from_day, value, source })
}

/// Refuses a target whose value is counted.
pub fn is_entered(target: &Target) -> Result<(), Refusal> {
    match target.has_rule() {
        true => Err(FieldName::Entered.refuses(TargetError::Counted { no: target.no })),
        false => Ok(()),
    }
}

/// The figure of a sentence, if it has one.
fn one_figure(sentence: &str) -> Result<Vec<Figure>, Refusal> {
    let found = figures(sentence);
    if found.len() < 2 {
        return Ok(found);
    }
    let figures = found.into_iter().map(|figure| figure.text).collect();
    Err(FieldName::Sentence.refuses(TargetError::SeveralFigures { figures }))
}

/// A measure that returns carry and that can be summed.
fn summed<'a>(catalog: &'a Catalog, code: &str) -> Result<&'a Measure, Refusal> {
    let measure = catalog.measure(code).ok_or_else(|| super::unknown_measure(catalog, code))?;
    match measure {
        measure if !measure.is_read => Err(ValueError::NotReadable { measure: named(measure) }.into()),
        measure if measure.dimension == Dimension::Percent => {
            Err(ValueError::NotSummed { measure: named(measure) }.into())
        }
        measure => Ok(measure),
    }
}

/// The unit as the register's own targets have it: of a count the one that is stated, else that of the measure, else the
/// one of the sentence.
fn in_words(
    dimension: Dimension,
    stated: Option<String>,
    of_sentence: Option<String>,
) -> Result<(Dimension, String), Refusal> {
    let unit = match dimension {
        Dimension::Money => "fen",
        Dimension::Area => "m2",
        Dimension::Land => "亩",
        Dimension::Percent => "%",
        Dimension::Count(own) => {
            let of_measure = Some(own.zh.to_string()).filter(|unit| !unit.is_empty());
            let unit = stated.or(of_measure).or(of_sentence).unwrap_or_else(|| "项".to_owned());
            return Ok((Dimension::Count(Counting { zh: counting(&unit)?.zh, ..own }), unit));
        }
    };
    Ok((dimension, unit.to_owned()))
}

/// What a word counts, whole.
fn counting(unit: &str) -> Result<Counting, Refusal> {
    let unit = unit.trim();
    let too_long = || ValueError::TooLong { length: unit.chars().count(), most: UnitWord::MOST / 3 };
    let zh = UnitWord::new(unit).ok_or_else(|| FieldName::TargetUnit.refuses(too_long()))?;
    Ok(Counting { zh, ..Counting::PIECES })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_tells_what_is_measured() {
        let cases = [
            ("万元", Dimension::Money),
            ("亿元", Dimension::Money),
            ("CNY million", Dimension::Money),
            ("万平方米", Dimension::Area),
            ("亩", Dimension::Land),
            ("mu", Dimension::Land),
            ("％", Dimension::Percent),
        ];
        let catalog = Catalog::default();
        let of = |unit: &str, decimals| dimension(&catalog, &TargetRule::Entered { unit: unit.to_owned(), decimals });
        for (unit, dimension) in cases {
            assert_eq!(of(unit, 0).expect("a unit"), dimension, "{unit}");
        }
        let counted = |unit: &str, decimals| {
            let zh = UnitWord::new(unit).expect("short");
            Dimension::Count(Counting { zh, decimals, ..Counting::PIECES })
        };
        assert_eq!(of("座", 0).expect("a unit"), counted("座", 0));
        assert_eq!(of("公里", 1).expect("a unit"), counted("公里", 1));
        assert!(of("公里", 5).is_err() && of("一二三四五六七八", 0).is_err());
    }
}
