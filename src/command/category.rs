//! `category`: the kinds of works there are, each with its own stages.

use clap::Subcommand;

use crate::act::FieldName;
use crate::act::category::{self, CategoryField, Phased, StatedCategory};
use crate::domain::catalog::{Catalog, Category};
use crate::domain::word::WordFact;
use crate::error::{Result, WordList};
use crate::render::Format;
use crate::report::categories::categories;

use super::ctx::Ctx;
use super::select::{detail, formats, render};
use super::session::Session;
use super::{Outcome, values, word};

#[derive(Debug, Subcommand)]
pub enum Args {
    /// Add a category with its stages · 新设类别
    Add(Box<Add>),
    /// Change the names or stages of a category · 修改类别
    Edit(Box<Edit>),
    /// List the categories, or the stages of one · 类别清单，或一个类别的阶段
    List(List),
}

/// Stages stand in four phases parted by `|`: preparation, implementation, completed, closed; the first and the last may be
/// empty. The first stage of implementation starts a work, the first of completion completes it, unless said otherwise.
#[derive(Debug, clap::Args)]
pub struct Add {
    /// Name of the category · 类别名称
    name: String,
    /// Letters in the codes of its works: T for HS-T-001 · 编号字头
    #[arg(long, value_name = "LETTERS")]
    prefix: String,
    /// Stages: '谋划,立项 | 开工,在建 | 建成 | 交工验收' · 各时期的阶段
    #[arg(long, value_name = "STAGES")]
    stages: String,
    /// Id that programs know it by; else by its English name or prefix · 代码
    #[arg(long, value_name = "KEY")]
    code: Option<String>,
    #[command(flatten)]
    more: More,
}

/// What is not named stays. A stage in `--stages` that there was goes on being that one; works keep their codes.
#[derive(Debug, clap::Args)]
pub struct Edit {
    /// Name of the category · 类别
    category: String,
    /// New name · 新名称
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Letters in the codes of works registered from now on · 编号字头
    #[arg(long, value_name = "LETTERS")]
    prefix: Option<String>,
    /// All stages anew, in their order: '谋划,立项 | 开工,在建 | 建成 | 交工验收' · 全部阶段
    #[arg(long, value_name = "STAGES")]
    stages: Option<String>,
    /// Call a stage otherwise, STAGE=NAME; repeatable · 阶段改名，可重复
    #[arg(long, value_name = "STAGE=NAME")]
    rename: Vec<String>,
    /// Take away another word for a stage; repeatable · 去掉阶段的别称，可重复
    #[arg(long, value_name = "WORD")]
    unsynonym: Vec<String>,
    /// Take away a word in titles of lists; repeatable · 去掉表名用词，可重复
    #[arg(long, value_name = "WORD")]
    unword: Vec<String>,
    #[command(flatten)]
    more: More,
}

#[derive(Debug, clap::Args)]
struct More {
    /// English name · 英文名称
    #[arg(long, value_name = "NAME")]
    label_en: Option<String>,
    /// English labels of all stages, as in `--stages` · 各阶段英文名
    #[arg(long, value_name = "STAGES")]
    stages_en: Option<String>,
    /// Stage that starts a work · 到哪一阶段算开工
    #[arg(long, value_name = "STAGE")]
    starts: Option<String>,
    /// What starting is called, such as 启动; else as that stage · 开工的叫法
    #[arg(long, value_name = "NAME")]
    starts_label: Option<String>,
    /// Stage that completes a work · 到哪一阶段算完工
    #[arg(long, value_name = "STAGE")]
    completes: Option<String>,
    /// What completion is called, such as 清零; else as that stage · 完工的叫法
    #[arg(long, value_name = "NAME")]
    completes_label: Option<String>,
    /// Another word for a stage in sheets, STAGE=WORD; repeatable · 阶段的别称，可重复
    #[arg(long, value_name = "STAGE=WORD")]
    synonym: Vec<String>,
    /// Word by which the title of a list says that it is of it; repeatable · 表名用词，可重复
    #[arg(long, value_name = "WORD")]
    word: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub struct List {
    /// Name of a category; without it all · 类别
    category: Option<String>,
    /// Output format · 输出格式
    #[arg(long, value_parser = formats(&[Format::Text, Format::Markdown, Format::Csv, Format::Json]), default_value = "text")]
    format: Format,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    match args {
        Args::Add(args) => record(ctx, |session| {
            let stated = StatedCategory {
                name: Some(args.name.clone()),
                prefix: Some(args.prefix.clone()),
                stages: phased(CategoryField::Stages, Some(&args.stages))?,
                ..args.more.stated()?
            };
            Ok(category::add(&session.catalog, args.code.as_deref(), stated)?)
        }),
        Args::Edit(args) => record(ctx, |session| {
            let known = named(&session.catalog, &args.category)?;
            let uses = session.store.stage_uses(&known.code)?;
            Ok(category::edit(&session.catalog, known, args.stated()?, &uses)?)
        }),
        Args::List(args) => list(ctx, args),
    }
}

impl Edit {
    fn stated(&self) -> Result<StatedCategory> {
        let renamed =
            self.rename.iter().map(|typed| category::pair(&FieldName::OfCategory(CategoryField::Renamed), typed));
        Ok(StatedCategory {
            name: self.name.clone(),
            prefix: self.prefix.clone(),
            stages: phased(CategoryField::Stages, self.stages.as_deref())?,
            renamed: renamed.collect::<Result<_, _>>()?,
            dropped_synonyms: self.unsynonym.clone(),
            dropped_words: self.unword.clone(),
            ..self.more.stated()?
        })
    }
}

impl More {
    fn stated(&self) -> Result<StatedCategory> {
        let synonyms =
            self.synonym.iter().map(|typed| category::pair(&FieldName::OfCategory(CategoryField::Synonym), typed));
        Ok(StatedCategory {
            english: self.label_en.clone(),
            english_stages: phased(CategoryField::EnglishStages, self.stages_en.as_deref())?,
            starts: self.starts.clone(),
            starts_label: self.starts_label.clone(),
            completes: self.completes.clone(),
            completes_label: self.completes_label.clone(),
            synonyms: synonyms.collect::<Result<_, _>>()?,
            words: self.word.clone(),
            ..StatedCategory::default()
        })
    }
}

fn phased(field: CategoryField, typed: Option<&str>) -> Result<Option<Phased>> {
    Ok(typed.map(|typed| category::phased(field, typed)).transpose()?)
}

/// A category by its code or either label.
fn named<'c>(catalog: &'c Catalog, word: &str) -> Result<&'c Category> {
    catalog.find_category(word).map_err(|unknown| values::unknown_word(WordList::Category, word, unknown))
}

fn record(ctx: &mut Ctx, state: impl FnOnce(&Session) -> Result<WordFact>) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let entry = session.begin(ctx, None)?;
    let fact = state(&session)?;
    word::record(ctx, &session, entry, fact)
}

fn list(ctx: &mut Ctx, args: &List) -> Result<Outcome> {
    let session = Session::reader(ctx)?;
    let only = args.category.as_deref().map(|word| named(&session.catalog, word)).transpose()?;
    let portfolio = session.portfolio(session.view.day)?;
    session.store.release()?;
    let header = session.header(ctx);
    render(ctx, categories(&session.catalog, &portfolio, only, detail(args.format), header), args.format)?;
    Ok(Outcome::Done)
}
