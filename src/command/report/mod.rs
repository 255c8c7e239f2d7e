//! `report`: the pages of the office, printed, sent to files, frozen and printed again.
//!
//! Long: every flag of the command, and what of them goes together.

mod frozen;
mod material;
mod unchanged;

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::domain::UnitId;
use crate::domain::catalog::{Catalog, Label};
use crate::domain::fact::Kind;
use crate::domain::page::{Each, Question};
use crate::domain::period::Cadence;
use crate::domain::state::State;
use crate::domain::{Day, Instant, PageNo};
use crate::error::{Error, ExportError, PageError, RegisterError, Result, TemplateError};
use crate::lang::talk::Talk;
use crate::lang::word::word;
use crate::render::{Format, Template};
use crate::report::columns::RegisterView;
use crate::report::list::{Filter, OfField, OfLeader, OfUnit};
use crate::report::model::{Header, Title, Word};
use crate::report::status::scope;
use crate::sheet::document::template;
use crate::store::Store;

use super::ctx::Ctx;
use super::place::{Filling, Pattern, Placeholder, all_differ};
use super::select::{
    Scope, endings, flagged, format_of, formats, hold_to_ending, not_written, one_of, rendered, staged,
};
use super::session::Session;
use super::{Outcome, values};
use frozen::Freezing;
use material::Material;
use unchanged::unchanged;

/// Without --as-of the last complete period (targets, and changes since a day: up to today); with it the period that
/// holds the day, up to it. In -o, {as_of}, {period},
/// {unit} and {leader} stand for the day, the period, the unit and the leader.
#[derive(Debug, Default, clap::Args)]
pub struct Args {
    #[command(flatten)]
    page: Page,
    /// Print a frozen page again, byte for byte · 重印定稿
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["list", "freeze", "each", "category", "tag", "unit", "leader", "field", "note", "issuer", "dated", "template", "format", "exit_code", "only_if_changed", "report", "period", "since"])]
    reprint: Option<PageNo>,
    /// List the frozen pages · 定稿目录
    #[arg(long, conflicts_with_all = ["freeze", "each", "category", "tag", "unit", "leader", "field", "note", "issuer", "dated", "template", "exit_code", "only_if_changed", "report", "period", "since"])]
    list: bool,
}

/// What a page can be printed as.
const WRITES: &[Format] = &[Format::Text, Format::Markdown, Format::Html, Format::Xlsx, Format::Docx, Format::Json];

/// Which page is wanted, and where it goes.
#[derive(Debug, clap::Args)]
pub struct Page {
    /// Report to print · 哪种通报
    #[arg(id = "report", value_enum, default_value = "status")]
    kind: ReportKind,
    /// Reporting period · 周期
    #[arg(long, value_parser = one_of(Cadence::ALL.iter().map(|each| each.code()), Cadence::from_code), default_value = "month")]
    period: Cadence,
    /// Day since which `changes` are reported; else since the page before · 自哪天以来
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    #[command(flatten)]
    scope: Scope,
    /// Write a page for each lead unit or leader, and one for works without: --each unit -o '{unit}.txt' · 每个牵头单位、每位责任领导一份
    #[arg(long, value_parser = one_of(Each::ALL.iter().map(|each| each.code()), Each::from_code), requires = "output")]
    each: Option<Each>,
    /// Note of the office, printed at the top · 页首说明
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Office that issues it, under a document; else the register's own · 落款单位
    #[arg(long, value_name = "TEXT")]
    issuer: Option<String>,
    /// Day under a document; else the day it is made · 成文日期
    #[arg(long, value_name = "DATE")]
    dated: Option<String>,
    /// The office's own document with {{content}} where the page goes; also {{title}}, {{date}}, {{issuer}} · 模板
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// Output format; else by the file name in -o, else text · 输出格式
    #[arg(long, value_parser = formats(WRITES))]
    format: Option<Format>,
    /// Output file, written whole or not at all; else stdout · 输出文件
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Exit with 3 if a light is red or a return is missing · 有红灯或未填报时退出码为3
    #[arg(long)]
    exit_code: bool,
    /// Write nothing if the page says the same as FILE (on stdout or with --freeze: as last frozen) · 没有变化就不输出
    #[arg(long)]
    only_if_changed: bool,
    /// Freeze the page: keep it in the register under a number · 定稿
    #[arg(long)]
    freeze: bool,
}

/// Of which works a page is: categories, tag, unit, leader; of all: nothing.
pub struct Works {
    pub names: Vec<Label>,
    /// As they are written in any language: the code of a category, a tag, the names of a unit and of a leader.
    codes: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ReportKind {
    /// Status page: progress, red lights and why, missing returns · 总体情况
    Status,
    /// Status page as paragraphs, to paste into a document · 通报
    Brief,
    /// Missing returns unit by unit, to paste into a chat · 催报
    Missing,
    /// Changes since a day, or since the last page · 变化情况
    Changes,
    /// Projects by months: milestones met, due or overdue · 挂图作战
    Grid,
    /// Works by their permits: granted, overdue, lacking · 前期手续
    Permits,
    /// Targets: what was promised, what is registered, what is done · 目标完成情况
    Targets,
}

impl ReportKind {
    fn code(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Brief => "brief",
            Self::Missing => "missing",
            Self::Changes => "changes",
            Self::Grid => "grid",
            Self::Permits => "permits",
            Self::Targets => "targets",
        }
    }

    /// Whether it tells what changed since the page before.
    fn looks_back(self) -> bool {
        matches!(self, Self::Status | Self::Brief | Self::Changes)
    }

    /// Whether it is of the last complete period where no day is asked for; else it is of the day itself.
    fn is_of_period(self) -> bool {
        self != Self::Targets
    }
}

impl Default for Page {
    /// The status of the month, as text.
    fn default() -> Self {
        Self {
            kind: ReportKind::Status,
            period: Cadence::Month,
            since: None,
            scope: Scope::default(),
            each: None,
            note: None,
            issuer: None,
            dated: None,
            template: None,
            format: None,
            output: None,
            exit_code: false,
            only_if_changed: false,
            freeze: false,
        }
    }
}

impl Page {
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// The words that tell it from other pages of its report and period, of these works: codes where there are any.
    pub fn marks(&self, works: &Works) -> Vec<String> {
        let each = self.each.as_ref().map(|each| format!("each-{}", each.code()));
        let format =
            Some(self.format()).filter(|format| *format != Format::Text).map(|format| format.code().to_owned());
        works.codes.iter().cloned().chain(each).chain(format).collect()
    }

    /// Whether it is another than the usual one.
    pub fn says_anything(&self) -> bool {
        let files = [&self.template, &self.output].into_iter().any(Option::is_some);
        let days = [&self.since, &self.dated].into_iter().any(Option::is_some);
        files || days || self.words() != Self::default().words()
    }

    pub fn cadence(&self) -> Cadence {
        self.period
    }

    pub fn is_frozen(&self) -> bool {
        self.freeze
    }

    /// The file it goes to; `None`: stdout.
    pub fn output(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| *path != Path::new("-"))
    }

    /// The works it is of; what else the register must know of it is checked.
    ///
    /// # Errors
    /// A word that names nothing; a day of its own, which no page of every period can have.
    pub fn works_in(&self, session: &Session) -> Result<Works> {
        let fixed = [(self.since.is_some(), "--since"), (self.dated.is_some(), "--dated")];
        if let Some((_, flag)) = fixed.into_iter().find(|(is_given, _)| *is_given) {
            return Err(PageError::FixedView { flag }.into());
        }
        values::passage("--note", self.note.as_deref())?;
        self.named_issuer()?;
        self.opened_template(session)?;
        let seen = session.seen(session.view.day)?;
        let looking = seen.looking(&session.catalog);
        let filter = self.scope.filter(session, &looking, OfUnit::Led)?;
        let unit = filter.unit.and_then(|unit| unit.name(&looking)).map(str::to_owned);
        let names = scope(&looking, &filter);
        let codes = filter.categories.into_iter().chain(filter.tag).chain(unit);
        let leader = filter.leader.as_ref().and_then(OfLeader::name).map(str::to_owned);
        let fields = filter.fields.into_iter().filter_map(|of| of.value);
        let codes = codes.chain(leader).chain(fields);
        Ok(Works { names, codes: codes.collect() })
    }

    /// As it is typed after `report`, but for the files.
    pub fn words(&self) -> Vec<String> {
        let mut words = vec![self.code().to_owned()];
        words.extend(flagged("--period", self.period.code()));
        words.extend(self.scope.words());
        words.extend(self.each.iter().flat_map(|each| flagged("--each", each.code())));
        words.extend(self.note.iter().flat_map(|note| flagged("--note", note)));
        words.extend(self.issuer.iter().flat_map(|issuer| flagged("--issuer", issuer)));
        words.extend(self.format.iter().flat_map(|format| flagged("--format", format.code())));
        let switches =
            [(self.exit_code, "--exit-code"), (self.only_if_changed, "--only-if-changed"), (self.freeze, "--freeze")];
        words.extend(switches.into_iter().filter(|(is_on, _)| *is_on).map(|(_, flag)| flag.to_owned()));
        words
    }

    /// Refuses what no page can be, as far as the command line alone tells.
    pub fn check(&self) -> Result<Option<Pattern>> {
        let of_people = [
            (self.each.is_some(), "--each"),
            (self.scope.is_of_one(Each::Unit), "--unit"),
            (self.scope.is_of_one(Each::Leader), "--leader"),
            (self.scope.names_field(), "--field"),
        ];
        if let (ReportKind::Targets, Some((_, flag))) =
            (self.kind, of_people.into_iter().find(|(is_asked, _)| *is_asked))
        {
            return Err(PageError::NotOfTargets { flag }.into());
        }
        if let Some(each) = self.each.filter(|each| self.scope.is_of_one(*each)) {
            return Err(PageError::EachOfOne { each }.into());
        }
        if self.since.is_some() && self.kind != ReportKind::Changes {
            return Err(PageError::NotOfReport { flag: "--since", of: ReportKind::Changes.code() }.into());
        }
        self.hold_to_ending()?;
        let known = [Placeholder::AsOf, Placeholder::Period, Placeholder::Unit, Placeholder::Leader];
        let pattern = self.output().map(|path| Pattern::new(path, &known)).transpose()?;
        let is_in_name = |each: Each| pattern.as_ref().is_some_and(|pattern| pattern.holds(each.into()));
        if let Some(each) = self.each.filter(|each| !is_in_name(*each)) {
            let path = self.output().unwrap_or(Path::new("-")).to_owned();
            return Err(ExportError::NeedsPlaceholder { path, each }.into());
        }
        let is_unnamed = |each: &Each| is_in_name(*each) && self.each != Some(*each) && !self.scope.is_of_one(*each);
        match Each::ALL.into_iter().find(is_unnamed) {
            Some(Each::Unit) => Err(PageError::NoUnitNamed.into()),
            Some(Each::Leader) => Err(PageError::NoLeaderNamed.into()),
            None => Ok(pattern),
        }
    }

    fn hold_to_ending(&self) -> Result<()> {
        if let (None, Some(Format::Csv)) = (self.format, format_of(self.output())) {
            return Err(PageError::NotOfOneTable { writes: endings(WRITES) }.into());
        }
        if let (Some(flag), format) = (self.flag_of_documents(), self.format())
            && format != Format::Docx
        {
            return Err(PageError::NotOfFormat { flag, format: format.code() }.into());
        }
        hold_to_ending(self.format, self.output(), WRITES)
    }

    pub fn template(&self) -> Option<&Path> {
        self.template.as_deref()
    }

    fn named_issuer(&self) -> Result<Option<String>> {
        self.issuer.as_deref().map(|office| values::text("--issuer", office)).transpose()
    }

    /// The template, with its place found for all that it is to show.
    fn opened_template(&self, session: &Session) -> Result<Option<Template>> {
        let Some(path) = self.template() else { return Ok(None) };
        let template = template(path)?;
        if template.wants_issuer() && self.issuer.is_none() && session.issuer().is_none() {
            return Err(Error::Template { path: path.to_owned(), why: TemplateError::NoIssuer });
        }
        Ok(Some(template))
    }

    /// What only a document has, asked of another page.
    fn flag_of_documents(&self) -> Option<&'static str> {
        let flags = [
            (self.issuer.is_some(), "--issuer"),
            (self.dated.is_some(), "--dated"),
            (self.template.is_some(), "--template"),
        ];
        flags.into_iter().find(|(is_given, _)| *is_given).map(|(_, flag)| flag)
    }

    fn format(&self) -> Format {
        self.format.unwrap_or_else(|| format_of(self.output()).unwrap_or(Format::Text))
    }
}

/// Every target up to the year of the view, the latest year first.
pub fn targets(ctx: &mut Ctx, format: Format) -> Result<Outcome> {
    make(ctx, &Page { kind: ReportKind::Targets, format: Some(format), ..Page::default() })
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    match args.reprint {
        Some(no) => frozen::reprint(ctx, no, args.page.output()),
        None if args.list => {
            args.page.hold_to_ending()?;
            frozen::list(ctx, args.page.format(), args.page.output())
        }
        None => make(ctx, &args.page),
    }
}

/// So often a page that is to be frozen is made while others may record, and made anew because they did; then it is
/// made while they wait.
const TRIES: usize = 2;

fn make(ctx: &mut Ctx, asked: &Page) -> Result<Outcome> {
    let pattern = asked.check()?;
    for _ in 0..TRIES {
        if let Some(outcome) = try_to_make(ctx, (asked, pattern.as_ref()), None)? {
            return Ok(outcome);
        }
    }
    let store = frozen::writer(ctx)?;
    let freezing = Freezing::begin_beside_readers(ctx, &store)?;
    let made = try_to_make(ctx, (asked, pattern.as_ref()), Some((&store, freezing)))?;
    made.ok_or_else(|| RegisterError::Busy { path: store.path().to_owned() }.into())
}

/// Reads what the pages are of, and makes them; with the register locked already, where it is. `None`: see [`print`].
fn try_to_make(
    ctx: &mut Ctx,
    (asked, pattern): (&Page, Option<&Pattern>),
    locked: Option<(&Store, Freezing)>,
) -> Result<Option<Outcome>> {
    let mut session = Session::reader(ctx)?;
    let mut material = Material::read(ctx, &mut session, asked)?;
    let wanted = wanted(ctx, &session, &material, (asked, pattern))?;
    let template = asked.opened_template(&session)?;
    if wanted.is_empty() {
        return none_to_make(ctx, &session).map(Some);
    }
    material.look_back(&session, asked.kind, &wanted)?;
    session.store.release()?;
    let of = (asked, &material, template.as_ref());
    match locked {
        Some((store, freezing)) => print(ctx, &session, of, wanted, (store, Some(freezing))),
        None if asked.freeze => {
            let store = frozen::writer(ctx)?;
            let freezing = Freezing::begin(ctx, &store)?;
            print(ctx, &session, of, wanted, (&store, Some(freezing)))
        }
        None => print(ctx, &session, of, wanted, (&session.store, None)),
    }
}

/// Makes the pages, then puts each where it is to go: all are made before one goes out, and what is frozen is on record
/// before a file of it is seen. `None`: something was recorded before the register could be locked to freeze them.
fn print(
    ctx: &mut Ctx,
    session: &Session,
    (asked, material, template): (&Page, &Material, Option<&Template>),
    wanted: Vec<Wanted>,
    (store, mut freezing): (&Store, Option<Freezing>),
) -> Result<Option<Outcome>> {
    let is_found = asked.exit_code && wanted.iter().any(|wanted| material.needs_attention(session, &wanted.filter));
    if freezing.as_ref().is_some_and(|freezing| !freezing.follows(material.last)) {
        return Ok(None);
    }
    let (mut pages, mut has_new, mut again) = (Vec::new(), false, Vec::new());
    for wanted in wanted {
        let draft = Draft { ctx, session, material, template, asked, wanted: &wanted };
        if asked.only_if_changed
            && let Some(old) = unchanged(&draft, store)?
        {
            // the file of a page that was frozen before may be missing
            if let Some((frozen, bytes)) = old.lacking_at(wanted.path.as_deref()) {
                again.push(frozen);
                pages.push((bytes, wanted.path));
            }
            continue;
        }
        let no = freezing.as_mut().map(Freezing::number);
        let made = Made { at: ctx.now, dated: None, ledger_hash: material.ledger_hash.clone() };
        let (title, bytes) = draft.page(no, made, asked.freeze || wanted.path.is_some())?;
        if let (Some(freezing), Some(no)) = (freezing.as_mut(), no) {
            freezing.keep(ctx.lang, no, (&wanted.question, title.as_ref()), &bytes, material)?;
        }
        has_new = true;
        pages.push((bytes, wanted.path));
    }
    // what proves the last of them proves them all
    again.iter().max_by_key(|frozen| frozen.change).map_or(Ok(()), |last| store.prove_page(last))?;
    send(ctx, &pages, freezing.filter(|_| has_new).map(|freezing| (freezing, &session.catalog)))?;
    Ok(Some(if is_found { Outcome::Found } else { Outcome::Done }))
}

/// Commits what freezes pages, then sends them out: no page says that it is frozen that is not, and whoever reads one at
/// leisure keeps nobody from recording. Files are written before, so that a full disk freezes nothing, and seen
/// afterwards; one that fails then keeps none of the others back.
fn send(ctx: &mut Ctx, pages: &[(Vec<u8>, Option<PathBuf>)], freezing: Option<(Freezing, &Catalog)>) -> Result<()> {
    let files = pages.iter().filter_map(|(bytes, path)| Some((path.as_ref()?, bytes)));
    let files = files.map(|(path, bytes)| Ok((path, staged(bytes, path)?))).collect::<Result<Vec<_>>>()?;
    if let Some((freezing, catalog)) = freezing {
        freezing.commit(ctx, catalog)?;
    }
    // a pipe may keep one waiting
    let (devices, files): (Vec<_>, Vec<_>) = files.into_iter().partition(|(_, file)| file.is_special());
    let sent = files.into_iter().chain(devices);
    let sent: Vec<Result<()>> =
        sent.map(|(path, file)| file.appear().map_err(|cause| not_written(path, cause))).collect();
    sent.into_iter().collect::<Result<()>>()?;
    pages.iter().filter(|(_, path)| path.is_none()).try_for_each(|(bytes, _)| ctx.put(bytes))?;
    ctx.flush()
}

/// A page that can be made, under any number and at any moment.
struct Draft<'a, 'c> {
    ctx: &'a Ctx<'c>,
    session: &'a Session,
    material: &'a Material,
    template: Option<&'a Template>,
    asked: &'a Page,
    wanted: &'a Wanted,
}

/// When a page is said to be made, and from which ledger.
struct Made {
    at: Instant,
    /// The day under a document that states none of its own; `None`: the same.
    dated: Option<Day>,
    ledger_hash: Option<String>,
}

impl Draft<'_, '_> {
    /// Title and bytes, plain as files have it or as a terminal is to have it. `made` is only what is printed: the page
    /// speaks of what is late by the clock.
    fn page(&self, frozen: Option<PageNo>, made: Made, is_plain: bool) -> Result<(Option<Title>, Vec<u8>)> {
        let Wanted { question, filter, .. } = self.wanted;
        let issuer = self.asked.named_issuer()?;
        let dated = self.asked.dated.as_deref().map(|day| values::day("--dated", day)).transpose()?;
        let header = Header {
            remark: question.remark.clone(),
            frozen,
            issuer: issuer.or_else(|| self.session.issuer().map(str::to_owned)),
            dated: dated.or(made.dated),
            ..self.session.header(self.ctx)
        };
        self.material.page(self.session, self.asked, (filter, &question.scope), header, |mut report| {
            report.header.made_at = made.at;
            report.header.ledger_hash = made.ledger_hash;
            let title = report.header.title.clone();
            rendered(self.ctx, report, (self.asked.format(), self.template), is_plain).map(|bytes| (title, bytes))
        })
    }
}

/// A page to be made.
struct Wanted {
    question: Question,
    filter: Filter,
    /// Where it goes; `None`: stdout.
    path: Option<PathBuf>,
}

/// The pages asked for: one, or one for each unit that leads, or each leader, and one for what has none.
fn wanted(
    ctx: &Ctx,
    session: &Session,
    material: &Material,
    (asked, pattern): (&Page, Option<&Pattern>),
) -> Result<Vec<Wanted>> {
    let looking = material.now.looking(&session.catalog);
    let base = asked.scope.filter(session, &looking, OfUnit::Led)?;
    let filters = match asked.each {
        None => vec![base],
        Some(Each::Unit) => {
            leads(&looking, &base).into_iter().map(|unit| Filter { unit: Some(unit), ..base.clone() }).collect()
        }
        Some(Each::Leader) => {
            let of = |leader| Filter { leader: Some(OfLeader::Responsible(leader)), ..base.clone() };
            leaders(&looking, &base).into_iter().map(of).collect()
        }
    };
    let remark = values::passage("--note", asked.note.as_deref())?;
    let page = |filter: Filter| {
        let unit = filter.unit.map(|unit| unit.name(&looking));
        let named = unit.map(|unit| unit.unwrap_or_else(|| word(ctx.lang, Word::NoUnit)));
        let leader = filter.leader.as_ref().map(|leader| leader.name().unwrap_or(word(ctx.lang, Word::NoLeader)));
        let filling = Filling { as_of: session.view.day, period: &material.period, unit: named, leader };
        let question = Question {
            report: asked.kind.code().to_owned(),
            cadence: asked.period,
            scope: scope_text(&filter, unit),
            since: material.since_day,
            remark: remark.clone(),
            lang: ctx.lang.code().to_owned(),
            format: asked.format().code().to_owned(),
        };
        Wanted { question, path: pattern.map(|pattern| pattern.path(&filling)), filter }
    };
    let wanted: Vec<Wanted> = filters.into_iter().map(page).collect();
    let paths: Vec<&Path> = wanted.iter().filter_map(|wanted| wanted.path.as_deref()).collect();
    all_differ(&paths, asked.each.unwrap_or(Each::Unit))?;
    Ok(wanted)
}

/// There are no such works: there is nothing to write, which is said.
fn none_to_make(ctx: &mut Ctx, session: &Session) -> Result<Outcome> {
    session.store.release()?;
    ctx.say(&Talk::NoPage);
    Ok(Outcome::Done)
}

/// The units that lead a work of the page, in the official order; last, if there is a work that nobody leads, none.
fn leads(looking: &RegisterView, filter: &Filter) -> Vec<OfUnit> {
    let leads =
        works(looking, filter).map(|state| looking.portfolio.lead(state).map(|lead| looking.units.standing(lead)));
    let mut leads: Vec<Option<UnitId>> = leads.collect();
    leads.sort_by_key(|lead| (lead.is_none(), lead.map(|lead| looking.units.position(lead))));
    leads.dedup();
    leads.into_iter().map(|lead| lead.map_or(OfUnit::Unled, OfUnit::Led)).collect()
}

/// Those who are 责任领导 of a work of the page, by their names; last, if there is a work without one, nobody.
fn leaders(looking: &RegisterView, filter: &Filter) -> Vec<Option<String>> {
    let mut leaders: Vec<Option<&str>> = works(looking, filter).map(|state| looking.portfolio.leader(state)).collect();
    leaders.sort_by_key(|leader| (leader.is_none(), *leader));
    leaders.dedup();
    leaders.into_iter().map(|leader| leader.map(str::to_owned)).collect()
}

/// The projects and lots a filter takes.
fn works<'a>(looking: &RegisterView<'a>, filter: &Filter) -> impl Iterator<Item = &'a State> {
    let is_taken = |state: &&State| state.kind != Kind::Programme && filter.takes(looking, state);
    looking.portfolio.states().iter().filter(is_taken)
}

/// Of which works a page is, in words that stay the same whatever it is called on the command line. `unit=` alone: of
/// those nobody leads; `leader=` alone: of those without a leader.
fn scope_text(filter: &Filter, unit: Option<Option<&str>>) -> String {
    let categories = filter.categories.iter().map(|code| format!("category={code}"));
    let tag = filter.tag.iter().map(|tag| format!("tag={tag}"));
    let unit = unit.iter().map(|unit| format!("unit={}", unit.unwrap_or_default()));
    let leader = filter.leader.iter().map(|leader| match leader {
        OfLeader::Responsible(name) => format!("leader={}", name.as_deref().unwrap_or_default()),
        OfLeader::AnyDuty(name) => format!("duty={name}"),
    });
    let field = |of: &OfField| format!("field={}={}", of.field, of.value.as_deref().unwrap_or_default());
    let fields = filter.fields.iter().map(field);
    categories.chain(tag).chain(unit).chain(leader).chain(fields).collect::<Vec<_>>().join(" ")
}
