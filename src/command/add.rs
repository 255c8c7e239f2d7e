//! `add`: registers a programme, a project or a lot.

use crate::act::Force;
use crate::act::listing::{self, Listing, Parent};
use crate::act::split::SplitFrom;
use crate::domain::code::next_code;
use crate::domain::fact::Kind;
use crate::domain::name::near;
use crate::domain::quantity::Dimension;
use crate::error::{Gave, Result, WordList};
use crate::lang::talk::Talk;

use super::ctx::Ctx;
use super::particulars::ParticularArgs;
use super::session::Session;
use super::{Outcome, find, values};

/// Code on stdout. A row under a programme is a project, a row under a project is a lot.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Category: water, block, relocation, works, or its label · 类别：治水 区块 征迁 其他
    category: String,
    /// Name of the project · 项目名称
    name: String,
    /// Add a programme, which groups projects and has no figures · 登记为总项目
    #[arg(long, conflicts_with = "parent")]
    programme: bool,
    /// Programme or project it belongs to · 所属总项目或项目
    #[arg(long, value_name = "CODE")]
    parent: Option<String>,
    #[command(flatten)]
    particulars: ParticularArgs,
    /// Planned start: a day, month or year · 计划开工
    #[arg(long, value_name = "DATE")]
    start: Option<String>,
    /// Planned finish: a day, month or year · 计划完工
    #[arg(long, value_name = "DATE")]
    finish: Option<String>,
    /// Code of your choice; else the next free one · 自定编号
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
    /// Day from which it is listed; else listed on all days · 列入日期
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Work it was part of: it takes a share of its base, readings and plan · 分自哪个项目
    #[arg(long, value_name = "CODE", requires = "share")]
    split_from: Option<String>,
    /// Share it takes, such as 50%; all shares come to 100% at most · 份额
    #[arg(long, value_name = "PERCENT", requires = "split_from")]
    share: Option<String>,
    /// Source of the information · 来源
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let catalog = &session.catalog;
    let category = catalog.find_category(&args.category);
    let category = category.map_err(|unknown| values::unknown_word(WordList::Category, &args.category, unknown))?;
    let mut entry = session.begin(ctx, None)?;
    let parent = args.parent.as_deref().map(|word| find::to_write(&session, word)).transpose()?;
    let due = |flag, value: &Option<String>| value.as_deref().map(|due| values::due(flag, due)).transpose();
    let from = args.split_from.as_deref().map(|word| find::to_write(&session, word)).transpose()?;
    let share = args.share.as_deref();
    let share = share.map(|share| values::quantity("--share", share, Dimension::Percent, None)).transpose()?;
    let code = match &args.code {
        Some(given) => given_code(&session, given)?,
        None => next_code(&category.code_prefix, session.store.codes()?.iter().map(String::as_str)),
    };
    let listing = Listing {
        id: entry.new_project(),
        category,
        name: args.name.clone(),
        kind: args.programme.then_some(Kind::Programme),
        parent: parent.as_ref().map_or(Parent::None, |parent| Parent::Known(parent.state(&session.catalog))),
        code: code.clone(),
        listed_from: args.on.as_deref().map(|on| values::day("--on", on)).transpose()?,
        source: args.source.clone(),
        particulars: args.particulars.stated(&session, &mut entry)?,
        start: due("--start", &args.start)?,
        finish: due("--finish", &args.finish)?,
        split: from.as_ref().zip(share).map(|(from, share)| SplitFrom { from, share }),
    };
    let others = session.store.current_names()?;
    for fact in listing::add(&session.ground(ctx, Force::default(), &entry), listing)? {
        entry.record_of_project(&fact)?;
    }
    let change = ctx.commit(entry, catalog, Gave::number(&code))?;
    let name = args.name.trim();
    warn_of_near_names(ctx, &others, name);
    ctx.say(&Talk::Added { name, change });
    let is_by_itself = args.on.is_some() && parent.is_none() && from.is_none() && !args.programme;
    let whole = others.iter().filter(|(_, other)| is_by_itself && other != name && name.starts_with(other.as_str()));
    if let Some((from, other)) = whole.max_by_key(|(_, other)| other.len()) {
        ctx.say(&Talk::LooksSplit { code: from, other, part: &code });
    }
    Ok(Outcome::Done)
}

/// A code of the office's own, which nothing has or had.
fn given_code(session: &Session, given: &str) -> Result<String> {
    let code = crate::domain::code::tidy_code(given);
    let used_by = session.store.project_with_code(&code)?;
    let used_by = match used_by {
        Some(project) => {
            let mut names = session.store.names(&session.store.known(None)?)?;
            Some(names.remove(&project).map(|(_, name)| name).unwrap_or_default())
        }
        None => None,
    };
    Ok(listing::free_code(given, used_by)?)
}

/// (code, name) of others that may be the same project.
pub fn warn_of_near_names(ctx: &mut Ctx, others: &[(String, String)], name: &str) {
    for (code, other) in others.iter().filter(|(_, other)| near(other, name)) {
        ctx.say(&Talk::NearName { name, code, other });
    }
}
