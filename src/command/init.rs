//! `init`: creates a register, empty or holding what the 2022 page says.

use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;

use clap::ValueEnum;

use crate::domain::catalog::Catalog;
use crate::domain::day::ALL_DAYS;
use crate::domain::fact::{Body, Fact, Field, MilestoneEvent, MilestoneFact, ProjectFact, Update};
use crate::domain::rules::FIRST_RULES;
use crate::domain::target::{EnteredValue, Target};
use crate::domain::{Day, ProjectId};
use crate::error::{Error, FileError, RegisterError, Result};
use crate::lang::talk::Talk;
use crate::output::Beside;
use crate::sheet::fixture::{Fixture, ProjectRow, TargetRow};
use crate::sheet::shipped::Shipped;
use crate::store::{ChangeHeading, Entry, FIXED_DAY, ISSUER, Journal, LANG, NOTE, Store, hold_length};

use super::ctx::Ctx;
use super::session::{heading, not_after_today};
use super::{Outcome, values};

/// Creates the file named by --db, else haishu.db here. Nothing is overwritten.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Fill it with the works of the newspaper page of January 2022 · 载入2022年报道所列项目
    #[arg(long, value_enum, value_name = "REGISTER")]
    from: Option<Source>,
    /// View the register as of this day unless --as-of is given · 固定观察日
    #[arg(long, value_name = "DATE")]
    fixed_day: Option<String>,
    /// Note printed on every page · 每页都印的说明
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Office that issues documents, under each of them · 落款单位
    #[arg(long, value_name = "TEXT")]
    issuer: Option<String>,
    /// SQLite journal mode: `delete` for a register on a network share · 日志方式，网络共享盘用delete
    #[arg(long, value_enum, default_value = "wal")]
    journal: JournalArg,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Source {
    #[value(name = "haishu-2022")]
    Haishu2022,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum JournalArg {
    Wal,
    Delete,
}

impl From<JournalArg> for Journal {
    fn from(arg: JournalArg) -> Self {
        match arg {
            JournalArg::Wal => Self::Wal,
            JournalArg::Delete => Self::Delete,
        }
    }
}

/// What a new register is created with.
#[derive(Default)]
pub struct New {
    pub is_haishu_2022: bool,
    pub fixed_day: Option<Day>,
    pub note: Option<String>,
    pub issuer: Option<String>,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let path = ctx.new_register();
    if path.exists() {
        return Err(RegisterError::Exists { path }.into());
    }
    hold_length(&path)?;
    let fixed_day = args.fixed_day.as_deref().map(|day| values::day("--fixed-day", day)).transpose()?;
    let fixed_day = fixed_day.map(|day| not_after_today(ctx, "--fixed-day", day)).transpose()?;
    let note = values::passage("--note", args.note.as_deref())?;
    let issuer = args.issuer.as_deref().map(|office| values::text("--issuer", office)).transpose()?;
    let new = New { is_haishu_2022: args.from.is_some(), fixed_day, note, issuer };
    let heading = heading(ctx, None)?;
    let failed = |cause| Error::from(FileError::Io { path: path.clone(), cause });
    let (file, beside) = Beside::new(&path).map_err(failed)?;
    let rows = create(beside.path(), &new, ctx, heading, args.journal.into())?;
    file.sync_all().map_err(failed)?;
    beside.take_place(&path).map_err(|cause| match cause.kind() {
        std::io::ErrorKind::AlreadyExists => Error::from(RegisterError::Exists { path: path.clone() }),
        _ => failed(cause),
    })?;
    ctx.say(&Talk::Created { path: &path, projects: rows });
    Ok(Outcome::Done)
}

/// Makes a register in an empty file; gives the number of rows in it.
pub fn create(file: &Path, new: &New, ctx: &Ctx, heading: ChangeHeading, journal: Journal) -> Result<usize> {
    let store = Store::create(file)?;
    let shipped = Shipped::read()?;
    let catalog = Catalog::fold(shipped.words.clone());
    let mut entry = store.begin(heading)?;
    let lang = ctx.asked_lang().map(|lang| (LANG, lang.code().to_owned()));
    let fixed_day = new.fixed_day.map(|day| (FIXED_DAY, day.to_string()));
    let note = new.note.clone().map(|note| (NOTE, note));
    let issuer = new.issuer.clone().map(|issuer| (ISSUER, issuer));
    for (key, value) in [lang, fixed_day, note, issuer].into_iter().flatten() {
        entry.record(&Fact::Setting { key: key.to_owned(), value })?;
    }
    shipped.words.into_iter().try_for_each(|word| entry.record(&Fact::Word(word)))?;
    shipped.headings.into_iter().try_for_each(|word| entry.record(&Fact::Heading(word)))?;
    let values = FIRST_RULES.iter().map(|rule| (rule.key.to_owned(), rule.first_value)).collect();
    entry.record(&Fact::Rules { from_day: ALL_DAYS, version: 1, values })?;
    let rows = if new.is_haishu_2022 { load(&mut entry, ctx.today())? } else { 0 };
    entry.commit(&catalog)?;
    store.finish(journal)?;
    Ok(rows)
}

/// Records what the page says.
fn load(entry: &mut Entry, today: Day) -> Result<usize> {
    let page = Fixture::haishu_2022()?;
    let mut ids: HashMap<String, (ProjectId, String)> = HashMap::new();
    for row in &page.projects {
        let project = entry.new_project();
        ids.insert(row.code.clone(), (project, row.category.clone()));
        let parent = row.parent.as_ref().and_then(|code| ids.get(code)).map(|(id, _)| *id);
        let listed = Body::Listed {
            code: row.code.clone(),
            kind: row.kind,
            category: row.category.clone(),
            source: Some(row.source.clone()),
            recorded_on: today,
        };
        load_project(entry, row, project, listed, parent)?;
    }
    for row in page.milestones {
        let Some((project, category)) = ids.get(&row.project).cloned() else { continue };
        let milestone = MilestoneFact {
            name: row.name,
            event: MilestoneEvent::Raised,
            day: row.due,
            category,
            stage: Some(row.stage),
            source: Some(row.source),
            number: None,
            authority: None,
            reason: None,
        };
        entry.record(&Fact::Project(ProjectFact { project, from_day: ALL_DAYS, body: Body::Milestone(milestone) }))?;
    }
    for row in page.targets {
        let no = entry.new_target();
        let source = row.source.clone();
        let entered = row.entered_on.zip(row.entered);
        entry.record(&Fact::Target(Box::new(target(no, row))))?;
        if let Some((from_day, value)) = entered {
            entry.record(&Fact::TargetValue(EnteredValue { target: no, from_day, value, source }))?;
        }
    }
    Ok(page.projects.len())
}

fn load_project(
    entry: &mut Entry,
    row: &ProjectRow,
    project: ProjectId,
    listed: Body,
    parent: Option<ProjectId>,
) -> Result<()> {
    let mut bodies = vec![listed, Body::Text { field: Field::Name, value: Some(row.name.clone()) }];
    bodies.extend(row.aliases.iter().map(|alias| Body::Alias { alias: alias.clone(), present: true }));
    bodies.extend(row.tags.iter().map(|tag| Body::Tag { tag: tag.clone(), present: true }));
    bodies.extend(parent.map(|parent| Body::Parent(Some(parent))));
    for body in bodies {
        entry.record(&Fact::Project(ProjectFact { project, from_day: ALL_DAYS, body }))?;
    }
    if let (Some(stage), Some(from_day)) = (&row.stage, row.stage_as_of) {
        let update = Update {
            no: entry.new_update(),
            category: row.category.clone(),
            stage: Some(stage.clone()),
            source: Some(row.source.clone()),
            ..Update::default()
        };
        entry.record(&Fact::Project(ProjectFact { project, from_day, body: Body::Update(Rc::new(update)) }))?;
    }
    Ok(())
}

fn target(no: i64, row: TargetRow) -> Target {
    Target {
        no,
        from_day: ALL_DAYS,
        year: row.year,
        dimension: row.dimension(),
        kind: row.kind,
        sentence: row.sentence,
        unit_word: row.unit,
        value: row.value,
        comparator: row.comparator,
        strength: row.strength,
        mode: row.mode,
        opening: None,
        category: row.category,
        tag: row.tag,
        stage: row.stage,
        measure: row.measure,
        source: row.source,
    }
}
