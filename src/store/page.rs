//! Frozen pages: their bytes, and the proof of what they were made of.

use rusqlite::types::ValueRef;
use rusqlite::{OptionalExtension, Row, params};
use sha2::{Digest, Sha256};

use super::Store;
use super::entry::Entry;
use super::row::{self, coded, date, day, digest, hex, optional, optional_date, optional_day, text};
use crate::domain::day::{DayText, parse_instant};
use crate::domain::page::{Frozen, FrozenPage, Question};
use crate::domain::period::Cadence;
use crate::error::{PageError, RegisterError, Result};

/// Everything but the bytes, which only a reprint wants.
const PAGES: &str = "
    SELECT f.no, f.report, f.period, f.scope, f.since_day, f.as_of, f.upto, f.lang, f.format, f.remark, f.title, f.inputs,
           f.sha256, f.change_id, c.recorded_at, c.recorded_by
    FROM frozen_page f JOIN change c ON c.id = f.change_id ORDER BY f.no";

impl Entry<'_> {
    /// Keeps a page as it goes out.
    pub fn freeze(&mut self, page: &FrozenPage, content: &[u8]) -> Result<()> {
        let (inputs, sha256) = (self.store().inputs(page)?, hex(&Sha256::digest(content)));
        let FrozenPage { no, question, as_of, title, upto } = page;
        let (as_of, since) = (DayText::of(*as_of), question.since.map(DayText::of));
        let values = [
            ValueRef::Integer(*no),
            text(&question.report),
            text(question.cadence.code()),
            text(&question.scope),
            optional_date(since.as_ref()),
            date(&as_of),
            ValueRef::Integer(*upto),
            text(&question.lang),
            text(&question.format),
            optional(question.remark.as_deref()),
            text(title),
            text(&inputs),
            text(&sha256),
            ValueRef::Blob(content),
        ];
        self.append_next(&row::FROZEN_PAGE, values)
    }
}

impl Store {
    /// Every page that was ever frozen, by number.
    pub fn frozen_pages(&self) -> Result<Vec<Frozen>> {
        let mut select = self.conn.prepare_cached(PAGES)?;
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
    let question = Question {
        report: row.get(1)?,
        cadence: coded(row, 2, Cadence::from_code)?,
        scope: row.get(3)?,
        since: optional_day(row, 4)?,
        remark: row.get(9)?,
        lang: row.get(7)?,
        format: row.get(8)?,
    };
    let page = FrozenPage { no: row.get(0)?, question, as_of: day(row, 5)?, title: row.get(10)?, upto: row.get(6)? };
    let at: String = row.get(14)?;
    let frozen_at = parse_instant(&at).map_err(|_| RegisterError::Damaged { what: at })?;
    Ok(Frozen {
        page,
        change: row.get(13)?,
        frozen_at,
        frozen_by: row.get(15)?,
        inputs: row.get(11)?,
        sha256: row.get(12)?,
    })
}
