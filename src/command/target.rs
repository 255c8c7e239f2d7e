//! `target`: what was promised or claimed, one figure each, and how far it has come.

use clap::{ArgGroup, Subcommand};

use crate::domain::catalog::{Catalog, Measure};
use crate::domain::clause::{Figure, figures};
use crate::domain::code::{quoted_number, target_code};
use crate::domain::day::ALL_DAYS;
use crate::domain::fact::Fact;
use crate::domain::quantity::Dimension;
use crate::domain::target::{Comparator, EnteredValue, Mode, Strength, Target, TargetKind};
use crate::error::{Error, Result, What as Word};
use crate::lang::recorded::{OnRecord, Statement};
use crate::lang::talk::Talk;
use crate::render::Format;
use crate::report::targets::TargetSentence;

use super::ctx::Ctx;
use super::select::{formats, one_of};
use super::session::{Session, not_after_today};
use super::{Outcome, report, values};

#[derive(Debug, Subcommand)]
pub enum Args {
    /// State a target · 登记目标
    Add(Box<Add>),
    /// A value of a target that the register cannot count · 录入目标完成数
    Enter(Enter),
    /// The targets and how they stand · 目标完成情况
    List(List),
}

/// The number of the target on stdout: T-01. A sentence with two figures is two targets.
#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("how").required(true).args(["count", "measure", "entered"])))]
pub struct Add {
    /// The very words, as far as they carry one figure · 原文，只含一个数
    sentence: String,
    /// The year it is for · 年度
    #[arg(long, value_name = "YEAR")]
    year: String,
    /// It is said to be done already; else it is a promise · 已宣布完成
    #[arg(long)]
    claim: bool,
    /// Counts the projects that have reached this stage (wants --category) · 统计到此阶段的项数
    #[arg(long, value_name = "STAGE", requires = "category")]
    count: Option<String>,
    /// Sums this measure · 统计此指标之和
    #[arg(long, value_name = "MEASURE")]
    measure: Option<String>,
    /// Values are entered by hand, in this unit: 座, 个, 元, 平方米, 亩, % · 人工录入，单位
    #[arg(long, value_name = "UNIT")]
    entered: Option<String>,
    /// The figure: 48, 30万平方米, 80亿 · 数值
    #[arg(long, value_name = "V", allow_hyphen_values = true)]
    value: String,
    /// eq; ge 以上; gt 超; about 近、余 · 比较
    #[arg(long, value_parser = one_of(Comparator::ALL.iter().map(|each| each.code()), Comparator::from_code), default_value = "eq")]
    comparator: Comparator,
    /// 力争, 争创: striven for, not promised · 力争
    #[arg(long)]
    strive: bool,
    /// new: 新增; cumulative: 累计; unstated: the source does not say · 新增还是累计
    #[arg(long, value_parser = one_of(Mode::ALL.iter().map(|each| each.code()), Mode::from_code), default_value = "unstated")]
    mode: Mode,
    /// What stood when the year began, where values are entered · 年初数
    #[arg(long, value_name = "V", requires = "entered", allow_hyphen_values = true)]
    opening: Option<String>,
    /// Only projects of this category · 类别
    #[arg(long, value_name = "CATEGORY")]
    category: Option<String>,
    /// Only projects with this tag · 标签
    #[arg(long, value_name = "TAG")]
    tag: Option<String>,
    /// The whole sentence, or where it is printed; else the sentence itself · 来源
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct Enter {
    /// Its number: T-01 · 目标号
    id: String,
    /// How much it is by then · 完成数
    #[arg(allow_hyphen_values = true)]
    value: String,
    /// The day it holds; else the view day · 截至日期
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Where it is stated · 来源
    #[arg(long, value_name = "TEXT")]
    source: String,
}

#[derive(Debug, clap::Args)]
pub struct List {
    /// How it is printed · 格式
    #[arg(long, value_parser = formats(&[Format::Text, Format::Markdown, Format::Json]), default_value = "text")]
    format: Format,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    match args {
        Args::Add(args) => add(ctx, args),
        Args::Enter(args) => enter(ctx, args),
        Args::List(args) => report::targets(ctx, args.format),
    }
}

fn add(ctx: &mut Ctx, args: &Add) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let mut target = stated(args, &session.catalog)?;
    let mut entry = session.begin(ctx, None)?;
    target.no = entry.new_target();
    entry.record(&Fact::Target(Box::new(target.clone())))?;
    ctx.announce(target_code(target.no))?;
    let change = entry.commit(&session.catalog)?;
    let what = Statement::Target { no: target.no, sentence: &target.sentence };
    ctx.say(&Talk::OnRecord(OnRecord { what, change, from: None }));
    Ok(Outcome::Done)
}

/// The target without its number.
fn stated(args: &Add, catalog: &Catalog) -> Result<Target> {
    let sentence = values::required_passage("SENTENCE", &args.sentence)?;
    let found = one_figure(&sentence)?;
    let year = values::year("--year", &args.year)?;
    let category = args
        .category
        .as_deref()
        .map(|word| catalog.find_category(word).map_err(|unknown| values::unknown_word(Word::Category, word, unknown)));
    let category = category.transpose()?;
    let stage = args.count.as_deref().zip(category).map(|(word, category)| {
        let stage = catalog.find_stage(category, word);
        stage.map(|stage| stage.code.clone()).map_err(|unknown| values::unknown_word(Word::Stage, word, unknown))
    });
    let measure = args.measure.as_deref().map(|word| summed(catalog, word)).transpose()?;
    let entered = values::optional_text("--entered", args.entered.as_deref())?;
    let dimension = match (measure, &entered) {
        (Some(measure), _) => measure.dimension,
        (None, Some(unit)) => dimension_of(unit),
        (None, None) => Dimension::Count,
    };
    let counted = || found.first().map(|figure| figure.unit.clone()).filter(|unit| !unit.is_empty());
    let unit_word = match dimension {
        Dimension::Count => entered.or_else(counted).unwrap_or_else(|| "项".to_owned()),
        measured => unit_of(measured).to_owned(),
    };
    let opening = args.opening.as_deref().map(|value| values::quantity("--opening", value, dimension, None));
    let source = values::passage("--source", args.source.as_deref())?;
    Ok(Target {
        no: 0,
        from_day: ALL_DAYS,
        year,
        kind: if args.claim { TargetKind::Claim } else { TargetKind::Promise },
        dimension,
        unit_word,
        value: values::quantity("--value", &args.value, dimension, None)?,
        comparator: args.comparator,
        strength: if args.strive { Strength::Strive } else { Strength::Must },
        mode: args.mode,
        opening: opening.transpose()?,
        category: category.map(|category| category.code.clone()),
        tag: values::optional_text("--tag", args.tag.as_deref())?,
        stage: stage.transpose()?,
        measure: measure.map(|measure| measure.code.clone()),
        source: source.unwrap_or_else(|| sentence.clone()),
        sentence,
    })
}

/// The figure of a sentence, if it has one; refuses one with several.
fn one_figure(sentence: &str) -> Result<Vec<Figure>> {
    let found = figures(sentence);
    if found.len() < 2 {
        return Ok(found);
    }
    Err(Error::SeveralFigures { figures: found.into_iter().map(|figure| figure.text).collect() })
}

/// A target that came in by a sheet, with its unit as the register writes it.
///
/// # Errors
/// Those of `target add`.
pub fn checked(catalog: &Catalog, target: Target) -> Result<Target> {
    one_figure(&target.sentence)?;
    let measure = target.measure.as_deref().map(|code| summed(catalog, code)).transpose()?;
    let dimension = measure.map_or(target.dimension, |measure| measure.dimension);
    let unit_word = if dimension == Dimension::Count { target.unit_word } else { unit_of(dimension).to_owned() };
    Ok(Target { dimension, unit_word, ..target })
}

/// A measure that returns carry and that can be summed.
fn summed<'a>(catalog: &'a Catalog, word: &str) -> Result<&'a Measure> {
    let measure = values::measure(catalog, word)?;
    match measure {
        measure if !measure.is_read => Err(Error::NotReadable { measure: values::named(measure) }),
        measure if measure.dimension == Dimension::Percent => Err(Error::NotSummed { measure: values::named(measure) }),
        measure => Ok(measure),
    }
}

/// What a unit measures; any other word is counted.
pub fn dimension_of(unit: &str) -> Dimension {
    match unit.trim().trim_start_matches(['十', '百', '千', '万', '亿']) {
        "元" | "fen" => Dimension::Money,
        "平方米" | "平米" | "㎡" | "m2" | "m²" => Dimension::Area,
        "亩" => Dimension::Land,
        "%" | "％" => Dimension::Percent,
        _ => Dimension::Count,
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

fn enter(ctx: &mut Ctx, args: &Enter) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let source = values::required_passage("--source", &args.source)?;
    let mut entry = session.begin(ctx, None)?;
    let unknown = || Error::UnknownTarget { value: args.id.clone() };
    let no = quoted_number('T', &args.id).ok_or_else(unknown)?;
    let targets = session.store.targets(&session.store.known(None)?)?;
    let (target, _) = targets.into_iter().find(|(target, _)| target.no == no).ok_or_else(unknown)?;
    if target.has_rule() {
        return Err(Error::CountedTarget { no });
    }
    let on = args.on.as_deref().map(|on| values::day("--on", on)).transpose()?.unwrap_or(session.view.day);
    let on = not_after_today(ctx, "--on", on)?;
    let value = values::quantity("V", &args.value, target.dimension, None)?;
    entry.record(&Fact::TargetValue(EnteredValue { target: no, from_day: on, value, source }))?;
    let change = entry.commit(&session.catalog)?;
    let amount = TargetSentence::Amount { value, dimension: target.dimension, unit: target.unit_word };
    let what = Statement::TargetValue { no, sentence: &target.sentence, amount: &amount, on };
    ctx.say(&Talk::OnRecord(OnRecord { what, change, from: None }));
    Ok(Outcome::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_tells_what_is_measured() {
        let cases = [
            ("万元", Dimension::Money),
            ("亿元", Dimension::Money),
            ("万平方米", Dimension::Area),
            ("亩", Dimension::Land),
            ("％", Dimension::Percent),
            ("座", Dimension::Count),
            ("公里", Dimension::Count),
        ];
        for (unit, dimension) in cases {
            assert_eq!(dimension_of(unit), dimension, "{unit}");
        }
    }
}
