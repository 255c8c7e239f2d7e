//! Frozen pages (定稿): kept as they go out, listed, printed again.

use std::path::Path;

use crate::domain::catalog::Catalog;
use crate::domain::page::{Frozen, FrozenPage, Question};
use crate::domain::period::Period;
use crate::domain::person::Right;
use crate::domain::{ChangeId, PageNo};
use crate::error::{Gave, PageError, Result};
use crate::lang::Lang;
use crate::lang::header::title;
use crate::lang::talk::Talk;
use crate::render::Format;
use crate::report::columns::RegisterView;
use crate::report::frozen::frozen_pages;
use crate::report::list::{Filter, OfField, OfLeader, OfUnit};
use crate::report::model::{Sentence, Title};
use crate::report::status::{TwoViews, put_right};
use crate::store::{Entry, Store};

use super::super::ctx::Ctx;
use super::super::select::{detail, hold_to_ending, put, render_to};
use super::super::session::{Session, heading};
use super::super::{Outcome, find};
use super::material::{Material, since_view};

/// The register, to record that pages go out. A page may be of what was known at an earlier moment.
pub fn writer(ctx: &mut Ctx) -> Result<Store> {
    ctx.begin_recording();
    Store::open_writer(&ctx.register()?, ctx.surroundings.durability)
}

/// The change that keeps the pages of one run.
pub struct Freezing<'a> {
    entry: Entry<'a>,
    kept: Vec<PageNo>,
}

impl<'a> Freezing<'a> {
    pub fn begin(ctx: &Ctx, store: &'a Store) -> Result<Self> {
        Self::of(store.begin(heading(ctx, None)?)?)
    }

    /// Locks the register before the page is read that is to be frozen, by another connection.
    pub fn begin_beside_readers(ctx: &Ctx, store: &'a Store) -> Result<Self> {
        Self::of(store.begin_beside_readers(heading(ctx, None)?)?)
    }

    fn of(entry: Entry<'a>) -> Result<Self> {
        entry.demand(Right::Freeze)?;
        Ok(Self { entry, kept: Vec::new() })
    }

    /// Whether nothing was recorded after a change: while this lasts nothing is.
    pub fn follows(&self, change: ChangeId) -> bool {
        self.entry.change() == change + 1
    }

    /// The number of the next page, which is printed on it.
    pub fn number(&mut self) -> PageNo {
        self.entry.new_page()
    }

    pub fn keep(
        &mut self,
        lang: Lang,
        no: PageNo,
        (question, named): (&Question, Option<&Title>),
        bytes: &[u8],
        material: &Material,
    ) -> Result<()> {
        let page = FrozenPage {
            no,
            question: question.clone(),
            as_of: material.period.as_of,
            title: named.map(|of| title(lang, of)).unwrap_or_default(),
            upto: material.upto,
        };
        self.kept.push(no);
        self.entry.freeze(&page, bytes)
    }

    pub fn commit(self, ctx: &mut Ctx, catalog: &Catalog) -> Result<()> {
        ctx.commit(self.entry, catalog, Gave::Pages(self.kept)).map(drop)
    }
}

/// The frozen pages, the last first.
pub fn list(ctx: &mut Ctx, format: Format, output: Option<&Path>) -> Result<Outcome> {
    let session = Session::reader(ctx)?;
    let known = session.known()?;
    let mut pages = session.store.frozen_pages()?;
    pages.retain(|frozen| frozen.change <= known.upto);
    session.store.release()?;
    let undone = |frozen: &Frozen| !known.counts(frozen.change);
    let report = frozen_pages(&pages, &undone, detail(format), session.header(ctx));
    render_to(ctx, report, format, output)?;
    Ok(Outcome::Done)
}

/// The very bytes that went out, once the ledger has proved that they and what they were made of are what was recorded.
pub fn reprint(ctx: &mut Ctx, no: PageNo, output: Option<&Path>) -> Result<Outcome> {
    let session = Session::reader(ctx)?;
    let pages = session.store.frozen_pages()?;
    let last = pages.last().map(|frozen| frozen.page.no);
    let Some(frozen) = pages.into_iter().find(|frozen| frozen.page.no == no) else {
        return Err(PageError::Unknown { no, last }.into());
    };
    if let Some(by) = session.store.voided_by(frozen.change)? {
        return Err(PageError::Undone { no, by }.into());
    }
    let format = Format::from_code(&frozen.page.question.format);
    hold_to_ending(format, output, format.as_slice())?;
    let content = session.store.frozen_content(&frozen)?;
    session.store.prove_page(&frozen)?;
    let since = put_right_since(&session, &frozen)?;
    session.store.release()?;
    put(ctx, &content, output)?;
    if !since.is_empty() {
        ctx.say(&Talk::SinceFrozen { no, frozen_at: frozen.frozen_at, rows: &since });
    }
    Ok(Outcome::Done)
}

/// What was recorded since a page went out that would change it, among the works it is of.
fn put_right_since(session: &Session, frozen: &Frozen) -> Result<Vec<Sentence>> {
    let day = frozen.page.as_of;
    let known_at = session.store.recorded(frozen.page.upto)?.map(|change| change.recorded_at);
    let seen = session.seen(day)?;
    let looking = seen.looking(&session.catalog);
    let since = since_view(session, day, known_at.unwrap_or(frozen.frozen_at))?;
    let period = Period::holding(frozen.page.question.cadence, day);
    let views = TwoViews {
        period,
        now: &looking,
        before: &looking,
        units_before: looking.units,
        since: &since,
        month_ends: None,
    };
    Ok(put_right(&views, &filter_of(&frozen.page.question.scope, &looking)))
}

/// The works a page is of, by what [`scope_text`](super::scope_text) made of them.
fn filter_of(scope: &str, looking: &RegisterView) -> Filter {
    let mut filter = Filter::default();
    let mut rest = scope;
    while let Some(after) = rest.strip_prefix("category=") {
        let (code, after) = after.split_once(' ').unwrap_or((after, ""));
        filter.categories.push(code.to_owned());
        rest = after;
    }
    let split = |text: &'_ str, key: &str| match text.split_once(key) {
        Some((before, after)) => (before.trim_end().to_owned(), Some(after.to_owned())),
        None => (text.to_owned(), None),
    };
    let (rest, fields) = split(rest, "field=");
    let (rest, duty) = split(&rest, "duty=");
    let (rest, leader) = split(&rest, "leader=");
    let (tag, unit) = split(&rest, "unit=");
    let responsible = |name: String| OfLeader::Responsible(Some(name).filter(|name| !name.is_empty()));
    filter.leader = duty.map(OfLeader::AnyDuty).or_else(|| leader.map(responsible));
    filter.fields =
        fields.iter().flat_map(|fields| fields.split(" field=")).filter_map(|of| field_of(of, looking)).collect();
    filter.tag = tag.strip_prefix("tag=").map(str::to_owned);
    filter.unit = unit.and_then(|name| match name.as_str() {
        "" => Some(OfUnit::Unled),
        name => find::unit(looking.units, name).ok().map(|unit| OfUnit::Led(unit.id)),
    });
    filter
}

/// The value of a field that a page is of: `funds=专项债`; nothing behind the sign: of works without one.
fn field_of(text: &str, looking: &RegisterView) -> Option<OfField> {
    let (code, value) = text.split_once('=')?;
    let label = looking.catalog.own_field(code)?.label.clone();
    let value = Some(value.to_owned()).filter(|value| !value.is_empty());
    Some(OfField { field: code.to_owned(), label, value })
}
