//! Frozen pages: their bytes, and the proof of what they were made of.

use rusqlite::types::ValueRef;
use rusqlite::{OptionalExtension, Row, params};
use sha2::{Digest, Sha256};

use super::Store;
use super::column::{columns, select, selection};
use super::entry::Entry;
use super::history::FrozenPageRow;
use super::value::{coded, date, day, digest, hex, instant, number, optional, optional_date, optional_day, text};
use crate::domain::day::DayText;
use crate::domain::page::{Frozen, FrozenPage, Question};
use crate::domain::period::Cadence;
use crate::error::{PageError, Result};

selection! {
    /// A frozen page and its change: everything but the bytes, which only a reprint wants.
    PrintedPage [
        no report period scope since_day as_of upto lang format remark title inputs sha256 change_id recorded_at
        recorded_by
    ]
    ALL: "FROM frozen_page JOIN change ON change.id = change_id ORDER BY no"
}

impl Entry<'_> {
    /// Keeps a page as it goes out.
    pub fn freeze(&mut self, page: &FrozenPage, content: &[u8]) -> Result<()> {
        let (inputs, sha256) = (self.store().inputs(page)?, hex(&Sha256::digest(content)));
        let FrozenPage { no, question, as_of, title, upto } = page;
        let (as_of, since) = (DayText::of(*as_of), question.since.map(DayText::of));
        self.append_next(FrozenPageRow {
            no: number(*no),
            report: text(&question.report),
            period: text(question.cadence.code()),
            scope: text(&question.scope),
            since_day: optional_date(since.as_ref()),
            as_of: date(&as_of),
            upto: number(*upto),
            lang: text(&question.lang),
            format: text(&question.format),
            remark: optional(question.remark.as_deref()),
            title: text(title),
            inputs: text(&inputs),
            sha256: text(&sha256),
            content: ValueRef::Blob(content),
        })
    }
}

impl Store {
    /// Every page that was ever frozen, by number.
    pub fn frozen_pages(&self) -> Result<Vec<Frozen>> {
        let mut select = self.conn.prepare_cached(PrintedPage::ALL)?;
        let mut rows = select.query([]).map_err(|error| self.failed(error))?;
        let mut pages = Vec::new();
        while let Some(row) = rows.next()? {
            pages.push(frozen(row)?);
        }
        Ok(pages)
    }

    /// The bytes of a page, as they went out; an error if they, or what it was made of, are not what its hashes say.
    pub fn frozen_content(&self, frozen: &Frozen) -> Result<Vec<u8>> {
        let mut select = self.conn.prepare_cached("SELECT content FROM frozen_page WHERE no = ?1")?;
        let content: Vec<u8> = select.query_row([frozen.page.no], |row| row.get(0))?;
        let is_sound = hex(&Sha256::digest(&content)) == frozen.sha256 && self.inputs(&frozen.page)? == frozen.inputs;
        if is_sound { Ok(content) } else { Err(PageError::Altered { no: frozen.page.no }.into()) }
    }

    /// Proves the ledger up to the change that froze a page: what is kept of the page, and all it was made of, is what
    /// was recorded.
    pub fn prove(&self, frozen: &Frozen) -> Result<()> {
        let first = self.check_history_upto(frozen.change)?.into_iter().next();
        first.map_or(Ok(()), |fault| Err(PageError::Unproven { no: frozen.page.no, fault }.into()))
    }

    /// SHA-256 of what a page is made of: the ledger up to its last change, the day, the question.
    fn inputs(&self, page: &FrozenPage) -> Result<String> {
        let mut select = self.conn.prepare_cached("SELECT hash FROM change WHERE id = ?1")?;
        let ledger: Option<String> = select.query_row(params![page.upto], |row| row.get(0)).optional()?;
        let question = &page.question;
        let (as_of, since) = (DayText::of(page.as_of), question.since.map(DayText::of));
        let values = [
            optional(ledger.as_deref()),
            date(&as_of),
            text(&question.report),
            text(question.cadence.code()),
            text(&question.scope),
            optional_date(since.as_ref()),
            optional(question.remark.as_deref()),
            text(&question.lang),
            text(&question.format),
        ];
        Ok(hex(&digest("inputs", values)))
    }
}

fn frozen(row: &Row) -> Result<Frozen> {
    let at = PrintedPage::AT;
    let question = Question {
        report: row.get(at.report)?,
        cadence: coded(row, at.period, Cadence::from_code)?,
        scope: row.get(at.scope)?,
        since: optional_day(row, at.since_day)?,
        remark: row.get(at.remark)?,
        lang: row.get(at.lang)?,
        format: row.get(at.format)?,
    };
    let page = FrozenPage {
        no: row.get(at.no)?,
        question,
        as_of: day(row, at.as_of)?,
        title: row.get(at.title)?,
        upto: row.get(at.upto)?,
    };
    Ok(Frozen {
        page,
        change: row.get(at.change_id)?,
        frozen_at: instant(row, at.recorded_at)?,
        frozen_by: row.get(at.recorded_by)?,
        inputs: row.get(at.inputs)?,
        sha256: row.get(at.sha256)?,
    })
}
