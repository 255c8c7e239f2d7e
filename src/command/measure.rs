//! `measure`: what is counted, in which unit, of which total.

use clap::Subcommand;

use crate::act::FieldChange;
use crate::act::measure::{self, Beside, Known, StatedMeasure};
use crate::domain::catalog::{Catalog, Measure};
use crate::domain::word::WordFact;
use crate::error::{Result, WordList};
use crate::lang::cell::heading_label;
use crate::render::Format;
use crate::report::headings::columns_of_lists;
use crate::report::measures::measures;

use super::ctx::Ctx;
use super::select::{formats, render};
use super::session::Session;
use super::{Outcome, values, word};

#[derive(Debug, Subcommand)]
pub enum Args {
    /// Add a measure · 登记指标
    Add(Add),
    /// Change a measure · 修改指标
    Edit(Edit),
    /// List the measures · 指标清单
    List(List),
}

/// A measure is counted from the start of the works: 完成长度 in 公里, 签约厂数 in 家.
#[derive(Debug, clap::Args)]
pub struct Add {
    /// Name of the measure, as it heads columns: 完成长度 · 名称
    name: String,
    /// Unit: 公里, 座, 家; or 万元, 平方米, 亩, % · 单位
    #[arg(long, value_name = "UNIT")]
    unit: String,
    /// Code in data formats; else made of --label-en · 数据格式中的代码
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
    /// Only its total is stated, no values: 厂数 · 只登记总量，不填报
    #[arg(long)]
    total_only: bool,
    #[command(flatten)]
    stated: Stated,
}

#[derive(Debug, clap::Args)]
pub struct Edit {
    /// Measure, by name or code · 指标
    measure: String,
    /// New name · 新名称
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Other unit, while no value is on record · 单位
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// Take something away: unit-en, share-of, step or category (then asked of all) · 去掉
    #[arg(long, value_name = "FIELD", value_parser = ["unit-en", "share-of", "step", "category"])]
    clear: Vec<String>,
    #[command(flatten)]
    stated: Stated,
}

/// What can be said of any measure.
#[derive(Debug, clap::Args)]
struct Stated {
    /// Name in English · 英文名称
    #[arg(long, value_name = "NAME")]
    label_en: Option<String>,
    /// Unit in English: km · 英文单位
    #[arg(long, value_name = "UNIT")]
    unit_en: Option<String>,
    /// Decimals that may be stated, 0 to 4 · 小数位
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    decimals: Option<String>,
    /// Name of the total it is a share of: 总长度 · 总量的名称
    #[arg(long, value_name = "NAME")]
    total: Option<String>,
    /// Name of the total in English · 总量的英文名称
    #[arg(long, value_name = "NAME")]
    total_en: Option<String>,
    /// Measure whose total it is a share of · 占哪个指标的总量
    #[arg(long, value_name = "MEASURE")]
    share_of: Option<String>,
    /// Which step of that total it is, from 1: 签约 1, 腾空 2 · 第几个环节
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    step: Option<String>,
    /// Category whose works are asked for it, repeatable; else all · 类别，可重复
    #[arg(long, value_name = "CATEGORY")]
    category: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub struct List {
    /// Output format · 输出格式
    #[arg(long, value_parser = formats(&[Format::Text, Format::Markdown, Format::Csv, Format::Json]), default_value = "text")]
    format: Format,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    match args {
        Args::Add(args) => add(ctx, args),
        Args::Edit(args) => edit(ctx, args),
        Args::List(args) => list(ctx, args),
    }
}

fn add(ctx: &mut Ctx, args: &Add) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let mut stated = args.stated.read(&session)?;
    (stated.name, stated.unit) = (Some(args.name.clone()), Some(args.unit.clone()));
    let known = if args.total_only { Known::TotalOnly } else { Known::Read };
    let taken = taken();
    let beside = Beside { catalog: &session.catalog, taken: &taken };
    let measure = measure::add(beside, stated, args.code.as_deref(), known)?;
    record(ctx, &session, measure)
}

fn edit(ctx: &mut Ctx, args: &Edit) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let measure = values::measure(&session.catalog, &args.measure)?;
    let mut stated = args.stated.read(&session)?;
    (stated.name, stated.unit) = (args.name.clone(), args.unit.clone());
    for what in &args.clear {
        match what.as_str() {
            "unit-en" => stated.unit_en.state(FieldChange::Clear, what)?,
            "share-of" => stated.share_of.state(FieldChange::Clear, what)?,
            "step" => stated.step.state(FieldChange::Clear, what)?,
            _ => stated.categories.state(FieldChange::Clear, what)?,
        }
    }
    let on_record = session.store.values_of(&session.store.known(None)?, &measure.code)?;
    let taken = taken();
    let beside = Beside { catalog: &session.catalog, taken: &taken };
    let measure = measure::edit(beside, measure, stated, &on_record)?;
    record(ctx, &session, measure)
}

fn record(ctx: &mut Ctx, session: &Session, measure: Measure) -> Result<Outcome> {
    let entry = session.begin(ctx, None)?;
    word::record(ctx, session, entry, WordFact::Measure(measure))
}

fn list(ctx: &mut Ctx, args: &List) -> Result<Outcome> {
    let session = Session::reader(ctx)?;
    session.store.release()?;
    let header = session.header(ctx);
    render(ctx, measures(&session.catalog, header), args.format)?;
    Ok(Outcome::Done)
}

/// What the columns that are no measures are called.
fn taken() -> Vec<String> {
    let columns = columns_of_lists(&Catalog::default());
    let words = columns.iter().flat_map(|column| {
        let label = heading_label(column);
        [column.key.to_string(), label.zh, label.en]
    });
    words.collect()
}

impl Stated {
    fn read(&self, session: &Session) -> Result<StatedMeasure> {
        let catalog = &session.catalog;
        let share_of = self.share_of.as_deref().map(|word| values::measure(catalog, word)).transpose()?;
        let decimals = self.decimals.as_deref().map(|value| values::decimals("--decimals", value)).transpose()?;
        let step = self.step.as_deref().map(|value| values::step("--step", value)).transpose()?;
        let category = |word: &String| {
            let category = catalog.find_category(word);
            let category = category.map_err(|unknown| values::unknown_word(WordList::Category, word, unknown))?;
            Ok(category.code.clone())
        };
        let categories = self.category.iter().map(category).collect::<Result<Vec<String>>>()?;
        Ok(StatedMeasure {
            name: None,
            label_en: self.label_en.clone(),
            unit: None,
            unit_en: self.unit_en.clone().into(),
            decimals,
            total: self.total.clone(),
            total_en: self.total_en.clone(),
            share_of: share_of.map(|measure| measure.code.clone()).into(),
            step: step.into(),
            categories: Some(categories).filter(|codes| !codes.is_empty()).into(),
        })
    }
}
