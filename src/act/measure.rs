//! A measure (指标) stated: what is counted, in which unit and how finely, of which total it is a share, at which step.

use super::text::name_in;
use super::{FieldChange, FieldName, MeasureField, Refusal, named};
use crate::domain::catalog::{Catalog, Label, Measure, Named, ValueOnRecord};
use crate::domain::name::folded;
use crate::domain::quantity::{Counting, Dimension, MOST_DECIMALS, UnitWord, measured_in};
use crate::domain::word::{ShareClash, WordClash};
use crate::error::{CategoryError, MeasureError, ValueError};

/// What is stated of a measure. Of one that is there, what is not stated stays.
#[derive(Clone, Debug, Default)]
pub struct StatedMeasure {
    /// Its name; of one that is there, its new one.
    pub name: Option<String>,
    pub label_en: Option<String>,
    pub unit: Option<String>,
    pub unit_en: FieldChange<String>,
    pub decimals: Option<i64>,
    pub total: Option<String>,
    pub total_en: Option<String>,
    /// By code.
    pub share_of: FieldChange<String>,
    pub step: FieldChange<i64>,
    /// By code.
    pub categories: FieldChange<Vec<String>>,
}

/// What a measure stands beside.
#[derive(Clone, Copy)]
pub struct Beside<'a> {
    pub catalog: &'a Catalog,
    /// What the register itself calls its columns: no measure may go by it.
    pub taken: &'a [String],
}

/// What is known of a measure by returns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Known {
    /// They carry values of it.
    Read,
    /// Only its total is stated (户数).
    TotalOnly,
}

/// A new measure; `code`: else made of its label.
///
/// # Errors
/// A word that stands for something else, a unit or decimals that cannot be, a share of what has no total, a step that
/// is another's.
pub fn add(beside: Beside, stated: StatedMeasure, code: Option<&str>, known: Known) -> Result<Measure, Refusal> {
    let zh = label(FieldName::Measure(MeasureField::Name), stated.name.as_deref().unwrap_or_default())?;
    let dimension = match &stated.unit {
        Some(unit) => dimension(unit, stated.decimals)?,
        None => return Err(FieldName::Measure(MeasureField::Unit).refuses(ValueError::EmptyText)),
    };
    let en = stated.label_en.clone().unwrap_or_else(|| zh.clone());
    let code = match code {
        Some(code) => valid_code(code)?,
        None => code_of(stated.label_en.as_deref().unwrap_or(&zh)).unwrap_or_else(|| zh.clone()),
    };
    if beside.catalog.measure(&code).is_some() {
        return Err(FieldName::Measure(MeasureField::Code).refuses(MeasureError::Taken { word: code, measure: None }));
    }
    let measure = Measure {
        code,
        position: beside.catalog.measures.iter().map(|measure| measure.position).max().unwrap_or(0) + 1,
        dimension,
        label: Label { zh, en },
        total_label: None,
        share_of: None,
        step: None,
        is_read: known == Known::Read,
        categories: Vec::new(),
    };
    let measure = stating(measure, StatedMeasure { name: None, unit: None, decimals: None, ..stated })?;
    if !measure.is_read && measure.total_label.is_none() {
        return Err(FieldName::Measure(MeasureField::Total).refuses(MeasureError::NothingKnown));
    }
    stands(beside, measure)
}

/// A measure as it is once something is stated of it anew. `on_record`: all values of it that are.
///
/// # Errors
/// Those of [`add`]; a unit that values are on record in, decimals that some of these have; nothing stated.
pub fn edit(
    beside: Beside,
    measure: &Measure,
    stated: StatedMeasure,
    on_record: &[ValueOnRecord],
) -> Result<Measure, Refusal> {
    let stated = stating(measure.clone(), stated)?;
    if stated == *measure {
        return Err(ValueError::NothingStated { command: "measure edit" }.into());
    }
    keeps_values(measure, stated.dimension, on_record)?;
    stands(beside, stated)
}

/// A number of decimals that a count can have.
pub(super) fn decimals(field: FieldName, decimals: i64) -> Result<u8, Refusal> {
    let may_be = u8::try_from(decimals).ok().filter(|decimals| *decimals <= MOST_DECIMALS);
    may_be.ok_or_else(|| field.refuses(MeasureError::Decimals { value: decimals.to_string() }))
}

/// The measure with what is stated of it.
fn stating(mut measure: Measure, stated: StatedMeasure) -> Result<Measure, Refusal> {
    if let Some(name) = &stated.name {
        let zh = label(FieldName::Measure(MeasureField::Name), name)?;
        // one that has no English of its own goes on having none
        if measure.label.en == measure.label.zh {
            measure.label.en.clone_from(&zh);
        }
        measure.label.zh = zh;
    }
    if let Some(en) = &stated.label_en {
        measure.label.en = label(FieldName::Measure(MeasureField::LabelEn), en)?;
    }
    measure.dimension = measured(measure.dimension, &stated)?;
    total(&mut measure, &stated)?;
    stated.share_of.apply(&mut measure.share_of);
    if let FieldChange::Set(step) = stated.step
        && !(1..=MOST_STEPS).contains(&step)
    {
        return Err(FieldName::Measure(MeasureField::Step).refuses(MeasureError::Step { value: step.to_string() }));
    }
    stated.step.apply(&mut measure.step);
    if let Some(categories) = stated.categories.said() {
        measure.categories = categories.unwrap_or_default();
        measure.categories.sort();
        measure.categories.dedup();
    }
    Ok(measure)
}

/// A funnel has so many steps at most.
const MOST_STEPS: i64 = 99;

/// What it is counted in, with what is stated of that.
fn measured(was: Dimension, stated: &StatedMeasure) -> Result<Dimension, Refusal> {
    let mut dimension = match (&stated.unit, was) {
        (Some(unit), Dimension::Count(own)) => match dimension(unit, stated.decimals)? {
            Dimension::Count(new) => {
                let decimals = if stated.decimals.is_some() { new.decimals } else { own.decimals };
                Dimension::Count(Counting { decimals, en: own.en, ..new })
            }
            other => other,
        },
        (Some(unit), _) => dimension(unit, stated.decimals)?,
        (None, Dimension::Count(own)) => {
            let stated = stated
                .decimals
                .map(|stated| decimals(FieldName::Measure(MeasureField::Decimals), stated))
                .transpose()?;
            Dimension::Count(Counting { decimals: stated.unwrap_or(own.decimals), ..own })
        }
        (None, fixed) if stated.decimals.is_some() => {
            return Err(fixed_unit(FieldName::Measure(MeasureField::Decimals), fixed));
        }
        (None, fixed) => fixed,
    };
    match (&stated.unit_en, &mut dimension) {
        (FieldChange::Keep, _) => {}
        (FieldChange::Set(word), Dimension::Count(counting)) => {
            counting.en = unit_word(FieldName::Measure(MeasureField::UnitEn), word)?;
        }
        (FieldChange::Clear, Dimension::Count(counting)) => counting.en = UnitWord::EMPTY,
        (FieldChange::Set(_) | FieldChange::Clear, fixed) => {
            return Err(fixed_unit(FieldName::Measure(MeasureField::UnitEn), *fixed));
        }
    }
    Ok(dimension)
}

fn fixed_unit(field: FieldName, dimension: Dimension) -> Refusal {
    field.refuses(MeasureError::FixedUnit { dimension })
}

/// What a unit measures; a count has so many decimals.
fn dimension(unit: &str, stated: Option<i64>) -> Result<Dimension, Refusal> {
    if is_number(unit.trim()) {
        return Err(
            FieldName::Measure(MeasureField::Unit).refuses(MeasureError::Unit { value: unit.trim().to_owned() })
        );
    }
    let is_fixed = |dimension: &Dimension| !matches!(dimension, Dimension::Count(_));
    match measured_in(unit).or_else(|| Dimension::of_unit(unit)).filter(is_fixed) {
        Some(fixed) if stated.is_some() => Err(fixed_unit(FieldName::Measure(MeasureField::Decimals), fixed)),
        Some(fixed) => Ok(fixed),
        None => {
            let zh = unit_word(FieldName::Measure(MeasureField::Unit), unit)?;
            let decimals = decimals(FieldName::Measure(MeasureField::Decimals), stated.unwrap_or(0))?;
            Ok(Dimension::Count(Counting { zh, decimals, ..Counting::PIECES }))
        }
    }
}

/// A unit stands behind a number: it does not begin like one, and is a word, not a sentence.
fn unit_word(field: FieldName, word: &str) -> Result<UnitWord, Refusal> {
    let word = name_in(field.clone(), word)?;
    let is_sign = |sign: char| sign.is_alphanumeric() || "²³·/%°".contains(sign);
    let is_word = word.chars().all(is_sign) && !word.starts_with(|sign: char| sign.is_ascii_digit());
    if !is_word || is_number(&word) {
        return Err(field.refuses(MeasureError::Unit { value: word }));
    }
    let too_long = ValueError::TooLong { length: word.chars().count(), most: UnitWord::MOST / 3 };
    UnitWord::new(&word).ok_or_else(|| field.refuses(too_long))
}

/// Whether a word makes a number larger and counts nothing; money alone leaves out its 元.
fn is_number(word: &str) -> bool {
    ["万", "亿", "百万", "千万", "千", "百", "十"].contains(&word)
}

/// Its total, which it is then a share of itself.
fn total(measure: &mut Measure, stated: &StatedMeasure) -> Result<(), Refusal> {
    if let Some(zh) = &stated.total {
        let zh = label(FieldName::Measure(MeasureField::Total), zh)?;
        let own_en = measure.total_label.as_ref().filter(|label| label.en != label.zh).map(|label| label.en.clone());
        let en = own_en.unwrap_or_else(|| zh.clone());
        measure.total_label = Some(Label { zh, en });
        measure.share_of.get_or_insert_with(|| measure.code.clone());
    }
    match (&stated.total_en, &mut measure.total_label) {
        (None, _) => {}
        (Some(en), Some(total)) => total.en = label(FieldName::Measure(MeasureField::TotalEn), en)?,
        (Some(_), None) => return Err(FieldName::Measure(MeasureField::TotalEn).refuses(MeasureError::NoTotal)),
    }
    Ok(())
}

/// A label heads columns, where brackets hold a unit, and stands before `=` on the command line.
fn label(field: FieldName, value: &str) -> Result<String, Refusal> {
    let label = name_in(field.clone(), value)?;
    match label.chars().find(|sign| "()（）[]【】=＝,，、;；|".contains(*sign)) {
        Some(sign) => Err(field.refuses(MeasureError::Sign { value: label, sign })),
        None => Ok(label),
    }
}

/// A code as data formats have it, made of an English label: `length_built`.
fn code_of(label: &str) -> Option<String> {
    let words = label.split(|sign: char| !sign.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let code = words.collect::<Vec<_>>().join("_").to_lowercase();
    valid_code(&code).ok()
}

fn valid_code(code: &str) -> Result<String, Refusal> {
    const LONGEST: usize = 40;
    let is_sign = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_' || sign == '-';
    let is_valid = code.starts_with(|sign: char| sign.is_ascii_lowercase()) && code.chars().all(is_sign);
    if is_valid && code.len() <= LONGEST {
        Ok(code.to_owned())
    } else {
        Err(FieldName::Measure(MeasureField::Code).refuses(MeasureError::Code { value: code.to_owned() }))
    }
}

/// Values on record go on meaning what they say.
fn keeps_values(measure: &Measure, is: Dimension, on_record: &[ValueOnRecord]) -> Result<(), Refusal> {
    let was = measure.dimension;
    let Some(first) = on_record.first() else { return Ok(()) };
    if !was.is_held_as(is) {
        let (values, first) = (on_record.len(), Box::new(first.clone()));
        let why = MeasureError::UnitOnRecord { measure: named(measure), was, is, values, first };
        return Err(FieldName::Measure(MeasureField::Unit).refuses(why));
    }
    match on_record.iter().find(|value| !is.is_stateable(value.value)) {
        Some(finer) => {
            let why = MeasureError::FinerOnRecord { measure: named(measure), was, is, value: finer.clone() };
            Err(FieldName::Measure(MeasureField::Decimals).refuses(why))
        }
        None => Ok(()),
    }
}

/// A measure that can stand beside the words there are.
fn stands(beside: Beside, measure: Measure) -> Result<Measure, Refusal> {
    let Beside { catalog, taken } = beside;
    let own = |word: &String| folded(word);
    let others = || catalog.measures.iter().filter(|other| other.code != measure.code);
    for word in measure.words() {
        let other = others().find(|other| other.words().any(|known| own(known) == own(word)));
        if other.is_some() || taken.iter().any(|known| own(known) == own(word)) {
            let (word, measure) = (word.clone(), other.map(named));
            return Err(FieldName::Measure(MeasureField::Name).refuses(MeasureError::Taken { word, measure }));
        }
    }
    let known = catalog.clashes();
    let after = catalog.with_measure(measure.clone());
    match after.clashes().into_iter().find(|clash| !known.contains(clash)) {
        Some(clash) => Err(clash_refusal(&after, clash)),
        None => Ok(measure),
    }
}

fn clash_refusal(catalog: &Catalog, clash: WordClash) -> Refusal {
    let label = |code: &String| catalog.measure(code).map(named).unwrap_or_default();
    match clash {
        WordClash::Share { of, whole, why } => {
            let field = match why {
                ShareClash::NoTotal | ShareClash::OwnTotal => FieldName::Measure(MeasureField::ShareOf),
                ShareClash::OtherUnit => FieldName::Measure(MeasureField::Unit),
            };
            field.refuses(MeasureError::Share { measure: label(&of), whole: label(&whole), why })
        }
        WordClash::StepTwice { whole, step } => {
            let of = catalog.measure(&whole);
            let free = of.map_or(1, |whole| free_step(catalog, whole));
            let total = of.map(|whole| Named { label: whole.total_name().clone(), ..named(whole) });
            let whole = total.unwrap_or_default();
            FieldName::Measure(MeasureField::Step).refuses(MeasureError::StepTaken { whole, step, free })
        }
        WordClash::StrayStep { measure } => {
            FieldName::Measure(MeasureField::Step).refuses(MeasureError::StrayStep { measure: label(&measure) })
        }
        WordClash::Twice { word } => {
            FieldName::Measure(MeasureField::Name).refuses(MeasureError::Taken { word, measure: None })
        }
        WordClash::Missing { word, .. } => {
            FieldName::Measure(MeasureField::ShareOf).refuses(super::unknown_measure(catalog, &word))
        }
        // a measure makes none of these
        clash @ (WordClash::TwoCategories { .. }
        | WordClash::NoStages { .. }
        | WordClash::TwoStages { .. }
        | WordClash::Disordered { .. }
        | WordClash::StartsElsewhere { .. }
        | WordClash::CompletesElsewhere { .. }) => FieldName::Category.refuses(CategoryError::Clash { clash }),
    }
}

/// The step after the last.
fn free_step(catalog: &Catalog, whole: &Measure) -> i64 {
    let funnels = catalog.funnels();
    let of = funnels.iter().find(|funnel| funnel.whole.code == whole.code);
    of.and_then(|funnel| funnel.steps.last()?.step).unwrap_or(0) + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalog::HOUSEHOLDS;
    use crate::domain::sample::{SIGNED, catalog};

    fn built() -> StatedMeasure {
        StatedMeasure {
            name: Some("完成长度".to_owned()),
            label_en: Some("length built".to_owned()),
            unit: Some("公里".to_owned()),
            unit_en: FieldChange::Set("km".to_owned()),
            decimals: Some(2),
            total: Some("总长度".to_owned()),
            ..StatedMeasure::default()
        }
    }

    fn added(stated: StatedMeasure) -> Result<Measure, Refusal> {
        add(Beside { catalog: &catalog(), taken: &["阶段".to_owned()] }, stated, None, Known::Read)
    }

    fn refused(stated: StatedMeasure) -> (Option<FieldName>, String) {
        let refusal = added(stated).expect_err("refused");
        (refusal.field, format!("{:?}", refusal.why))
    }

    #[test]
    fn a_measure_is_made_of_what_is_stated() {
        let measure = added(built()).expect("a measure");
        assert_eq!((measure.code.as_str(), measure.position), ("length_built", 4));
        assert_eq!(measure.share_of.as_deref(), Some("length_built"), "a share of its own total");
        let Dimension::Count(counting) = measure.dimension else { panic!("a count") };
        assert_eq!((counting.zh.as_str(), counting.en.as_str(), counting.decimals), ("公里", "km", 2));
        let fixed = StatedMeasure { decimals: None, unit_en: FieldChange::Keep, ..built() };
        for (unit, dimension) in [("万元", Dimension::Money), ("公顷", Dimension::Area), ("%", Dimension::Percent)]
        {
            let measure = added(StatedMeasure { unit: Some(unit.to_owned()), ..fixed.clone() }).expect(unit);
            assert_eq!(measure.dimension, dimension);
        }
        let no_english = StatedMeasure { label_en: None, ..built() };
        assert_eq!(added(no_english).expect("a measure").code, "完成长度");
    }

    #[test]
    fn what_cannot_be_a_measure_is_refused_at_its_field() {
        use FieldName as F;
        let with = |change: &dyn Fn(&mut StatedMeasure)| {
            let mut stated = built();
            change(&mut stated);
            refused(stated)
        };
        let step = |stated: &mut StatedMeasure, step| {
            (stated.total, stated.step) = (None, FieldChange::Set(step));
            (stated.unit, stated.decimals) = (Some("户".to_owned()), Some(0));
            stated.share_of = FieldChange::Set(HOUSEHOLDS.to_owned());
        };
        type Refused = (Option<F>, String);
        let cases: [(F, &str, Refused); 10] = [
            (F::Measure(MeasureField::Decimals), "Decimals", with(&|stated| stated.decimals = Some(7))),
            (F::Measure(MeasureField::Unit), "Unit", with(&|stated| stated.unit = Some("万".to_owned()))),
            (F::Measure(MeasureField::Decimals), "FixedUnit", with(&|stated| stated.unit = Some("亩".to_owned()))),
            (F::Measure(MeasureField::Name), "Taken", with(&|stated| stated.name = Some("阶段".to_owned()))),
            (F::Measure(MeasureField::Name), "Taken", with(&|stated| stated.total = Some(SIGNED.to_owned()))),
            (F::Measure(MeasureField::Name), "Sign", with(&|stated| stated.name = Some("长度(公里)".to_owned()))),
            (
                F::Measure(MeasureField::ShareOf),
                "NoTotal",
                with(&|stated| {
                    (stated.total, stated.share_of) = (None, FieldChange::Set(SIGNED.to_owned()));
                }),
            ),
            (F::Measure(MeasureField::Step), "StepTaken", with(&|stated| step(stated, 1))),
            (F::Measure(MeasureField::Step), "Step", with(&|stated| step(stated, 0))),
            (
                F::Measure(MeasureField::Unit),
                "OtherUnit",
                with(&|stated| {
                    step(stated, 2);
                    stated.unit = Some("套".to_owned());
                }),
            ),
        ];
        for (field, why, (found, said)) in cases {
            assert_eq!(found, Some(field), "{said}");
            assert!(said.contains(why), "{said}");
        }
    }

    #[test]
    fn values_on_record_keep_their_meaning() {
        let measure = added(built()).expect("a measure");
        let catalog = catalog().with_measure(measure.clone());
        let beside = Beside { catalog: &catalog, taken: &[] };
        let on_record = [ValueOnRecord { change: 7, of: "HS-T-001".to_owned(), value: 125_500 }];
        let edited = |stated: StatedMeasure, on_record: &[ValueOnRecord]| edit(beside, &measure, stated, on_record);
        let unit = StatedMeasure { unit: Some("米".to_owned()), ..StatedMeasure::default() };
        let decimals = |decimals| StatedMeasure { decimals: Some(decimals), ..StatedMeasure::default() };
        assert!(edited(unit.clone(), &[]).is_ok());
        for (stated, why) in [(unit, "UnitOnRecord"), (decimals(1), "FinerOnRecord"), (decimals(0), "UnitOnRecord")] {
            let refusal = edited(stated, &on_record).expect_err(why);
            assert!(format!("{:?}", refusal.why).contains(why), "{refusal:?}");
        }
        assert!(edited(decimals(4), &on_record).is_ok(), "12.55 has two");
        assert!(edited(decimals(2), &on_record).is_err(), "nothing changes");
    }
}
