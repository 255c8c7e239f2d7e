//! A target (目标) stated, one figure each, and the values entered for one that is not counted.

use super::text::{name_in, optional_passage, passage_in};
use super::{FieldName, Ground, Refusal, in_reach, named};
use crate::domain::catalog::{Catalog, Measure};
use crate::domain::clause::{Figure, figures};
use crate::domain::day::ALL_DAYS;
use crate::domain::quantity::Dimension;
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
    /// Values are entered by hand, in this unit.
    Entered { unit: String },
}

impl TargetRule {
    /// The rule that what is stated makes; a unit alone is one that values are entered in.
    ///
    /// # Errors
    /// A stage and a measure, or none of the three.
    pub fn stated(stage: Option<String>, measure: Option<String>, unit: Option<String>) -> Result<Self, Refusal> {
        match (stage, measure, unit) {
            (Some(_), Some(_), _) => Err(FieldName::TargetRule.refuses(TargetError::CountsAndSums)),
            (Some(stage), None, unit) => Ok(Self::Count { stage, unit }),
            (None, Some(measure), _) => Ok(Self::Sum { measure }),
            (None, None, Some(unit)) => Ok(Self::Entered { unit }),
            (None, None, None) => Err(FieldName::TargetUnit.refuses(ValueError::EmptyText)),
        }
    }
}

/// What the value of a target measures.
///
/// # Errors
/// A measure that is not summed.
pub fn dimension(catalog: &Catalog, rule: &TargetRule) -> Result<Dimension, Refusal> {
    match rule {
        TargetRule::Sum { measure } => summed(catalog, measure).map(|measure| measure.dimension),
        TargetRule::Entered { unit } => Ok(dimension_of(unit)),
        TargetRule::Count { .. } => Ok(Dimension::Count),
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
        TargetRule::Entered { unit } => (None, None, Some(unit)),
    };
    let unit = unit.map(|unit| name_in(FieldName::TargetUnit, &unit)).transpose()?;
    let counted = || found.first().map(|figure| figure.unit.clone()).filter(|unit| !unit.is_empty());
    let unit_word = match dimension {
        Dimension::Count => unit.or_else(counted).unwrap_or_else(|| "项".to_owned()),
        Dimension::Money | Dimension::Area | Dimension::Land | Dimension::Percent => unit_of(dimension).to_owned(),
    };
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

/// What a unit measures, as a sentence or a sheet of either language writes it; any other word is counted.
pub fn dimension_of(unit: &str) -> Dimension {
    let unit = unit.trim().to_lowercase();
    match unit.trim_start_matches(['十', '百', '千', '万', '亿']) {
        "元" | "fen" | "cny million" => Dimension::Money,
        "平方米" | "平米" | "㎡" | "m2" | "m²" => Dimension::Area,
        "亩" | "mu" => Dimension::Land,
        "%" | "％" => Dimension::Percent,
        code => Dimension::from_code(code).unwrap_or(Dimension::Count),
    }
}

/// The unit as the register's own targets have it.
fn unit_of(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Money => "fen",
        Dimension::Area => "m2",
        Dimension::Land => "亩",
        Dimension::Percent => "%",
        Dimension::Count => "项",
    }
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
            ("座", Dimension::Count),
            ("公里", Dimension::Count),
        ];
        for (unit, dimension) in cases {
            assert_eq!(dimension_of(unit), dimension, "{unit}");
        }
    }
}
