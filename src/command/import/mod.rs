//! `import`: sheets that come back, or are to be taken over. Every row is held against what the register said of it;
//! what differs is recorded as one change, or nothing is.

mod asking;
mod dated;
mod fill;
mod form;
mod head;
mod held;
mod key;
mod listing;
mod mapping;
mod office;
#[cfg(test)]
mod office_test;
mod outline;
mod plan;
mod recognise;
mod resolve;
mod row;
mod rows;
mod span;
mod stated;
mod sums;
mod take;
mod work;
mod wrong;
mod year;

use std::collections::HashMap;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::act::Force;
use crate::domain::fact::Fact;
use crate::domain::heading::HeadingFact;
use crate::domain::{ChangeId, SubmissionNo};
use crate::error::{Fault, FileError, Gave, HeadingsError, ImportError, Result, RowError};
use crate::lang::talk::Talk;
use crate::render::preview;
use crate::report::headings::columns_of_lists;
use crate::report::imported::{Imported, ImportedFile};
use crate::report::model::number;
use crate::report::sheets::Sheet;
use crate::sheet::Encoding;
use crate::sheet::file::{File, open};

use super::Outcome;
use super::ctx::Ctx;
use super::progress::Progress;
use super::select::one_of;
use super::session::{Session, heading, shown};
use super::values;

use asking::{Answers, ask, confirmed, questions, refused};
use mapping::Mapping;
use plan::{Plan, Planner};
use rows::Rows;
use work::{Bases, Options, Work};

/// What would come in is printed row by row, field by field; all of it comes in as one change, or nothing. Blank cells
/// state nothing, （空） empties a field. What `export` writes comes back without a difference.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// CSV, XLSX or JSON file from `export` or `form`, or a spreadsheet of another office · 文件
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Preview the import; needs neither `--by` nor write permission · 只预览，不导入
    #[arg(long)]
    dry_run: bool,
    /// Kind of sheet, where the headings do not tell · 表的内容
    #[arg(long, value_parser = one_of(Sheet::ALL.iter().map(|sheet| sheet.code()), Sheet::from_code))]
    what: Option<Sheet>,
    /// Import only this sheet of a workbook · 只导入此工作表
    #[arg(long, value_name = "SHEET")]
    sheet: Option<String>,
    /// Encoding of a CSV; else detected · 编码，不写则自动识别
    #[arg(long, value_parser = one_of(Encoding::ALL.iter().map(|each| each.code()), Encoding::from_code))]
    encoding: Option<Encoding>,
    /// Register units that are not registered yet · 单位未登记时一并登记
    #[arg(long)]
    new_unit: bool,
    /// Accept values that fall, jump or exceed the total, rows changed since, the clock (needs --reason) · 强制
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    mapping: mapping::MappingArgs,
    /// Reason; needed for new versions of plans, moved milestones and corrections · 原因
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let mut session = if args.dry_run { Session::preview(ctx)? } else { Session::writer(ctx)? };
    let reason = values::passage("--reason", args.reason.as_deref())?;
    let force = Force::new(args.force, reason.as_deref())?;
    let mut files = Vec::new();
    for path in &args.files {
        files.push((name_of(path), open(path, args.encoding)?));
    }
    let (plan, answers) = answered(ctx, &session, args, &mut files)?;
    let Some(mut plan) = plan else {
        ctx.say(&Talk::NothingImported { is_dry: false });
        return Ok(Outcome::Done);
    };
    if let (None, Some((day, text))) = (answers.as_of, &plan.day) {
        session.view.day = *day;
        ctx.say(&Talk::DayOfList { day: *day, text });
    }
    session.view.day = answers.as_of.unwrap_or(session.view.day);
    tell_what_is_new(ctx, &plan);
    let mut run = Run { args, answers: &answers, reason: reason.as_deref(), force, files: &mut files };
    let mut aim = if args.dry_run { Aim::Show } else { Aim::Record };
    if answers.is_asked && !args.dry_run {
        // whoever is asked reads at leisure, and others record meanwhile
        let shown_of = session.store.known(None)?.upto;
        if run.once(ctx, &session, plan, Aim::Show)?.is_none() {
            ctx.say(&Talk::NothingImported { is_dry: false });
            return Ok(Outcome::Done);
        }
        if !confirmed(ctx)? {
            ctx.say(&Talk::NothingImported { is_dry: true });
            return Ok(Outcome::Done);
        }
        let is_as_shown = session.store.known(None)?.upto == shown_of;
        aim = if is_as_shown { Aim::RecordAsShown } else { Aim::Record };
        if !is_as_shown {
            ctx.say(&Talk::ChangedMeanwhile);
        }
        plan = planned(ctx, &session, args, &answers, run.files)?;
        if !plan.is_settled() {
            let columns = columns_of_lists(&session.catalog);
            return Err(refused(&ctx.typed, questions(&session.catalog, &columns, &plan)).into());
        }
    }
    match run.once(ctx, &session, plan, aim)? {
        Some(change) if !args.dry_run => ctx.say(&Talk::Imported { change }),
        shown => ctx.say(&Talk::NothingImported { is_dry: shown.is_some() }),
    }
    Ok(Outcome::Done)
}

/// What is done with what the rows come to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Aim {
    Show,
    /// It is shown and recorded.
    Record,
    /// It was shown already.
    RecordAsShown,
}

/// An import that is planned.
struct Run<'r> {
    args: &'r Args,
    answers: &'r Answers,
    reason: Option<&'r str>,
    force: Force,
    files: &'r mut [(String, File)],
}

impl Run<'_> {
    /// Takes the rows in one transaction, and tells what came of them when that has ended: whoever reads it at leisure
    /// keeps nobody from recording. `None`: they change nothing, else the change that they are, or would be.
    fn once(&mut self, ctx: &mut Ctx, session: &Session, plan: Plan, aim: Aim) -> Result<Option<ChangeId>> {
        let Run { args, answers, reason, force, .. } = *self;
        let mut heading = if args.dry_run { shown(ctx, reason) } else { heading(ctx, reason)? };
        heading.source = Some(source(self.files));
        let units = session.units_now()?;
        // with no unit on record those of a list are as good as any
        let is_first = units.iter().next().is_none() && plan.lists().next().is_some();
        let options = Options {
            day: session.view.day,
            today: ctx.today(),
            lang: ctx.lang,
            has_several_files: self.files.len() > 1,
            new_unit: answers.new_unit || is_first,
            force,
            is_others_said: answers.mapping.is_said,
        };
        let mut progress = Progress::new(ctx, self.files.iter().map(|(_, file)| file.lines()).sum());
        let entry = if args.dry_run { session.store.rehearse(heading)? } else { session.store.begin(heading)? };
        session.still_speaks()?;
        let mut work = Work::new(session, &units, entry, options)?;
        let said = plan.lists().filter_map(|list| list.to_remember(&answers.mapping)).collect::<Vec<_>>();
        let asked = (args.what, answers.only.as_deref());
        let mut imported = taken(&mut work, self.files, plan, asked, &mut progress)?;
        // what one sheet has not another may have
        let lists = imported.files.iter_mut().flat_map(|file| &mut file.sheets).filter(|sheet| sheet.is_others);
        if let Some(last) = lists.last() {
            last.missing = work.missing()?;
        }
        work.not_twice(self.files, &imported)?;
        if aim != Aim::Show && work.faults.is_empty() {
            work.settle()?;
            said.into_iter().try_for_each(|answer| work.entry.record(&Fact::Heading(HeadingFact::Answered(answer))))?;
        }
        let Work { faults, items, counts, conflicts, entry, naming, submitted, .. } = work;
        let is_something = counts.added + counts.changed > 0;
        imported.more = counts.added + counts.changed - number(items.len());
        (imported.items, imported.counts) = (items, counts);
        imported.new_units = naming.registered;
        let change = match aim {
            Aim::Record | Aim::RecordAsShown if is_something && faults.is_empty() => {
                ctx.commit(entry, &session.catalog, Gave::Nothing)?
            }
            Aim::Show | Aim::Record | Aim::RecordAsShown => {
                let change = entry.change();
                drop(entry);
                change
            }
        };
        drop(progress);
        let was_shown = aim == Aim::RecordAsShown && faults.is_empty();
        let printed = if was_shown { Ok(()) } else { print(ctx, &imported) };
        if !faults.is_empty() {
            ctx.tell(&faults, counts.wrong);
            let remedies = faults.iter().map(Fault::remedy).collect();
            return Err(ImportError::NotImported { wrong: counts.wrong, conflicts, faults, remedies }.into());
        }
        printed?;
        let mut sheets = imported.files.iter().flat_map(|file| &file.sheets);
        if !is_something && counts.unchanged == 0 && sheets.any(|sheet| sheet.is_others) {
            return Err(ImportError::NothingRead.into());
        }
        if is_something {
            tell_of_submissions(ctx, aim, &submitted);
        }
        Ok(is_something.then_some(change))
    }
}

/// Which returns wait for review now, or would.
fn tell_of_submissions(ctx: &mut Ctx, aim: Aim, submitted: &[SubmissionNo]) {
    let (Some(first), Some(last)) = (submitted.first(), submitted.last()) else { return };
    match aim {
        Aim::Show => ctx.say(&Talk::WouldSubmit { returns: submitted.len() }),
        Aim::Record | Aim::RecordAsShown => {
            ctx.say(&Talk::ImportSubmitted { returns: submitted.len(), first: *first, last: *last });
        }
    }
}

/// Takes the rows of the files, each as it was planned; `asked`: what the sheets are of, and which is to be read alone.
fn taken(
    work: &mut Work,
    files: &mut [(String, File)],
    plan: Plan,
    asked: (Option<Sheet>, Option<&str>),
    progress: &mut Progress,
) -> Result<Imported> {
    let (mut bases, mut imported) = (Bases::default(), Imported::default());
    let mut names = HashMap::new();
    for ((name, file), sheets) in files.iter_mut().zip(plan.files) {
        if let Some(first) = names.insert(file.sha256().to_owned(), name.clone()) {
            work.fault(Fault { file: name.clone(), line: 1, column: None, why: RowError::FileTwice { file: first } });
            continue;
        }
        let mut rows = Rows::new(work, &mut bases, progress, (name, asked.0));
        rows.take(file, asked.1, sheets)?;
        let (sheets, skipped) = rows.finish()?;
        imported.files.push(ImportedFile { name: name.clone(), format: format_of(file), sheets, skipped });
    }
    Ok(imported)
}

/// The headings that the last list like one of these had not.
fn tell_what_is_new(ctx: &mut Ctx, plan: &Plan) {
    let mut years: Vec<i32> = plan.lists().filter_map(|list| list.found.plan_year).collect();
    years.dedup();
    for year in years {
        ctx.say(&Talk::PlansOf { year });
    }
    for list in plan.lists().filter(|list| !list.is_new.is_empty()) {
        ctx.say(&Talk::NewHeadings { headings: &list.is_new });
    }
}

fn print(ctx: &mut Ctx, imported: &Imported) -> Result<()> {
    let lang = ctx.lang;
    let mut out = BufWriter::new(ctx.out());
    let printed = preview(imported, lang, &mut out).and_then(|()| out.flush());
    Ok(printed.map_err(|cause| FileError::Output { cause })?)
}

/// What is to be read of the files, with what was answered; no plan where whoever was asked went away.
fn answered(
    ctx: &mut Ctx,
    session: &Session,
    args: &Args,
    files: &mut [(String, File)],
) -> Result<(Option<Plan>, Answers)> {
    if !args.mapping.is_none() && args.what.is_some_and(|what| what != Sheet::Projects) {
        return Err(HeadingsError::OnlyProjects.into());
    }
    let catalog = &session.catalog;
    let columns = columns_of_lists(catalog);
    let mut answers = Answers {
        mapping: Mapping::new(catalog, &columns, &args.mapping, args.files.len())?,
        only: args.sheet.clone(),
        as_of: ctx.as_of,
        new_unit: args.new_unit,
        is_asked: false,
    };
    loop {
        let plan = planned(ctx, session, args, &answers, files)?;
        if plan.is_settled() {
            return Ok((Some(plan), answers));
        }
        if !ctx.may_ask() {
            return Err(refused(&ctx.typed, questions(catalog, &columns, &plan)).into());
        }
        answers.is_asked = true;
        if !ask(ctx, catalog, &columns, &plan, &mut answers)? {
            return Ok((None, answers));
        }
    }
}

/// What is to be read of the files, as far as it is known.
fn planned(ctx: &Ctx, session: &Session, args: &Args, answers: &Answers, files: &mut [(String, File)]) -> Result<Plan> {
    let planner = Planner {
        session,
        known: &session.headings_now()?,
        units: &session.units_now()?,
        columns: &columns_of_lists(&session.catalog),
        asked: &answers.mapping,
        what: args.what,
        only: answers.only.as_deref(),
        as_of: answers.as_of,
        today: ctx.today(),
        is_forced: args.force,
        may_register: answers.new_unit,
    };
    planner.plan(files)
}

/// A file by its name, without the folder.
fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// The names of the files and their hashes, as the ledger keeps them.
fn source(files: &[(String, File)]) -> (String, String) {
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let hashes: Vec<&str> = files.iter().map(|(_, file)| file.sha256()).collect();
    (names.join("; "), hashes.join("; "))
}

fn format_of(file: &File) -> &'static str {
    use crate::sheet::grid::FileFormat;
    match file.format() {
        FileFormat::Csv => file.encoding().map_or("csv", Encoding::code),
        FileFormat::Workbook(book, _) => book.code(),
        FileFormat::Json => "json",
    }
}
