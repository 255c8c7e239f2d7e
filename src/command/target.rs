//! `target`: what was promised or claimed, one figure each, and how far it has come.

use clap::{ArgGroup, Subcommand};

use crate::act::Force;
use crate::act::target::{self, StatedTarget, TargetRule};
use crate::domain::catalog::Catalog;
use crate::domain::code::{quoted_number, target_code};
use crate::domain::fact::Fact;
use crate::domain::quantity::decimals_of;
use crate::domain::target::{Comparator, Mode, Strength, TargetKind};
use crate::error::{Gave, Result, TargetError, WordList};
use crate::lang::recorded::{OnRecord, Statement};
use crate::lang::talk::Talk;
use crate::render::Format;
use crate::report::targets::TargetSentence;

use super::ctx::Ctx;
use super::select::{formats, one_of};
use super::session::Session;
use super::{Outcome, report, values};

#[derive(Debug, Subcommand)]
pub enum Args {
    /// Add a target · 登记目标
    Add(Box<Add>),
    /// Enter the value of a target that the register cannot count · 录入目标完成数
    Enter(Enter),
    /// List targets and how far they are met · 目标完成情况
    List(List),
}

/// The number of the target on stdout: T-01. A sentence with two figures is two targets.
#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("how").required(true).args(["count", "measure", "entered"])))]
pub struct Add {
    /// Exact words of the source, with one figure · 原文，只含一个数
    sentence: String,
    /// Year of the target · 目标年度
    #[arg(long, value_name = "YEAR")]
    year: String,
    /// The source says it is done already; else it is a promise · 已宣布完成
    #[arg(long)]
    claim: bool,
    /// Count the projects that have reached this stage (needs --category) · 统计到此阶段的项数
    #[arg(long, value_name = "STAGE", requires = "category")]
    count: Option<String>,
    /// Sum this measure · 统计此指标之和
    #[arg(long, value_name = "MEASURE")]
    measure: Option<String>,
    /// Enter values by hand, in this unit: 座, 个, 公里, 元, 平方米, 亩, % · 人工录入，所用单位
    #[arg(long, value_name = "UNIT")]
    entered: Option<String>,
    /// Decimals of the values entered, up to 4; else as many as --value has · 小数位
    #[arg(long, value_name = "N", requires = "entered", allow_hyphen_values = true)]
    decimals: Option<String>,
    /// Figure of the target: 48, 30万平方米, 80亿, 12.5公里 · 数值
    #[arg(long, value_name = "V", allow_hyphen_values = true)]
    value: String,
    /// Comparison: eq; ge 以上; gt 超; about 近、余 · 比较方式
    #[arg(long, value_parser = one_of(Comparator::ALL.iter().map(|each| each.code()), Comparator::from_code), default_value = "eq")]
    comparator: Comparator,
    /// Striven for (力争, 争创), not promised · 力争，非必保
    #[arg(long)]
    strive: bool,
    /// Mode: new 新增, cumulative 累计, unstated (the source does not say) · 新增还是累计
    #[arg(long, value_parser = one_of(Mode::ALL.iter().map(|each| each.code()), Mode::from_code), default_value = "unstated")]
    mode: Mode,
    /// Value when the year began, where values are entered · 年初数
    #[arg(long, value_name = "V", requires = "entered", allow_hyphen_values = true)]
    opening: Option<String>,
    /// Only projects of this category · 类别
    #[arg(long, value_name = "CATEGORY")]
    category: Option<String>,
    /// Only projects with this tag · 标签
    #[arg(long, value_name = "TAG")]
    tag: Option<String>,
    /// Whole sentence, or where it is printed; else the sentence itself · 来源
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct Enter {
    /// Number of the target: T-01 · 目标号
    id: String,
    /// Value reached by then · 完成数
    #[arg(allow_hyphen_values = true)]
    value: String,
    /// Day the value is of; else the view day · 截至日期
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Source of the value · 来源
    #[arg(long, value_name = "TEXT")]
    source: String,
}

#[derive(Debug, clap::Args)]
pub struct List {
    /// Output format · 输出格式
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
    let stated = stated(args, &session.catalog)?;
    let mut entry = session.begin(ctx, None)?;
    let ground = session.ground(ctx, Force::default(), &entry);
    let target = target::add(&ground, stated, entry.new_target())?;
    entry.record(&Fact::Target(Box::new(target.clone())))?;
    let change = ctx.commit(entry, &session.catalog, Gave::number(target_code(target.no)))?;
    let what = Statement::Target { no: target.no, sentence: &target.sentence };
    ctx.say(&Talk::OnRecord(OnRecord { what, change, from: None }));
    Ok(Outcome::Done)
}

/// What the flags state.
fn stated(args: &Add, catalog: &Catalog) -> Result<StatedTarget> {
    let year = values::year("--year", &args.year)?;
    let category = args.category.as_deref().map(|word| {
        let category = catalog.find_category(word);
        category.map_err(|unknown| values::unknown_word(WordList::Category, word, unknown))
    });
    let category = category.transpose()?.map(|category| category.code.clone());
    let stage = args.count.as_deref().zip(category.as_deref());
    let stage = stage.map(|(word, category)| values::stage(catalog, category, word)).transpose()?;
    let measure = args.measure.as_deref().map(|word| values::measure(catalog, word)).transpose()?;
    let decimals = args.decimals.as_deref().map(|decimals| values::decimals("--decimals", decimals)).transpose()?;
    let decimals = decimals.unwrap_or_else(|| decimals_of(&args.value));
    let rule = TargetRule::stated(stage, measure.map(|measure| measure.code.clone()), args.entered.clone(), decimals)?;
    let dimension = target::dimension(catalog, &rule)?;
    let opening = args.opening.as_deref().map(|value| values::quantity("--opening", value, dimension, None));
    Ok(StatedTarget {
        sentence: args.sentence.clone(),
        year,
        kind: if args.claim { TargetKind::Claim } else { TargetKind::Promise },
        rule,
        value: values::quantity("--value", &args.value, dimension, None)?,
        comparator: args.comparator,
        strength: if args.strive { Strength::Strive } else { Strength::Must },
        mode: args.mode,
        opening: opening.transpose()?,
        category,
        tag: args.tag.clone(),
        source: args.source.clone(),
    })
}

fn enter(ctx: &mut Ctx, args: &Enter) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let mut entry = session.begin(ctx, None)?;
    let unknown = || TargetError::Unknown { value: args.id.clone() };
    let no = quoted_number('T', &args.id).ok_or_else(unknown)?;
    let targets = session.store.targets(&session.store.known(None)?)?;
    let (target, _) = targets.into_iter().find(|(target, _)| target.no == no).ok_or_else(unknown)?;
    target::is_entered(&target)?;
    let on = args.on.as_deref().map(|on| values::day("--on", on)).transpose()?;
    let value = values::quantity("V", &args.value, target.dimension, None)?;
    let ground = session.ground(ctx, Force::default(), &entry);
    let entered = target::enter(&ground, &target, value, on, &args.source)?;
    let on = entered.from_day;
    entry.record(&Fact::TargetValue(entered))?;
    let change = ctx.commit(entry, &session.catalog, Gave::Nothing)?;
    let amount = TargetSentence::Amount { value: value.into(), dimension: target.dimension, unit: target.unit_word };
    let what = Statement::TargetValue { no, sentence: &target.sentence, amount: &amount, on };
    ctx.say(&Talk::OnRecord(OnRecord { what, change, from: None }));
    Ok(Outcome::Done)
}
