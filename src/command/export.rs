//! `export`: what the register holds as sheets for Excel, WPS or LibreOffice, to be edited and brought back.

use std::path::PathBuf;

use crate::domain::period::{Cadence, Period};
use crate::domain::portfolio::Portfolio;
use crate::error::{ExportError, FileError, Result};
use crate::render::{CsvEncoding, Format};
use crate::report::model::{Header, Report};
use crate::report::sheets::Sheet;
use crate::report::status::returns;

use super::Outcome;
use super::ctx::Ctx;
use super::select::{Selection, format_of, formats, hold_to_ending, one_of, render_checked, render_encoded};
use super::session::Session;
use super::snapshot::Snapshot;
use super::stream::Stream;

/// Every column, exact figures with the unit in the heading. CSV: CRLF, formulas neutralised. `import` brings it back.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    selection: Selection,
    /// Sheet to export; all: a workbook, a JSON file or a folder of CSV files · 导出内容
    #[arg(long, value_parser = one_of(WHATS, Exported::from_code), default_value = "projects")]
    what: Exported,
    /// File format: xlsx for editing, csv for other programs, json for scripts · 格式
    #[arg(long, value_parser = formats(WRITES))]
    format: Option<Format>,
    /// Encoding of a CSV: utf8-bom for Excel, utf8, or gb18030 for older programs · 编码
    #[arg(long, value_parser = one_of(CsvEncoding::ALL.iter().map(|each| each.code()), CsvEncoding::from_code), default_value = "utf8-bom")]
    encoding: CsvEncoding,
    /// Output file, written whole or not at all; else stdout · 输出文件
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// What a sheet can be written as.
const WRITES: &[Format] = &[Format::Csv, Format::Xlsx, Format::Json];
const WHATS: [&str; 7] = ["projects", "updates", "plans", "milestones", "issues", "targets", "all"];

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Exported {
    One(Sheet),
    All,
}

impl Exported {
    fn from_code(code: &str) -> Option<Self> {
        if code == "all" { Some(Self::All) } else { Sheet::from_code(code).map(Self::One) }
    }
}

impl Args {
    fn sheets(&self) -> Vec<Sheet> {
        match self.what {
            Exported::One(sheet) => vec![sheet],
            Exported::All => Sheet::ALL.to_vec(),
        }
    }

    /// The format asked for, else what the name of the file says.
    fn format(&self) -> Result<Format> {
        let file = self.output.as_deref();
        hold_to_ending(self.format, file, WRITES)?;
        let by_name = format_of(file).filter(|format| WRITES.contains(format));
        Ok(self.format.or(by_name).unwrap_or(Format::Csv))
    }
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let (sheets, format) = (args.sheets(), args.format()?);
    let session = Session::reader(ctx)?;
    // the cover of a workbook says what a page says of itself
    let has_cover = format == Format::Xlsx;
    let ledger_hash = if has_cover { session.ledger_hash()? } else { None };
    let period = Period::holding(Cadence::Month, session.view.day);
    if sheets == [Sheet::Projects]
        && !args.selection.names_project()
        && let Some(stream) = Stream::of_projects(&session)?
    {
        let empty = Portfolio::new(&session.catalog, Vec::new(), session.view.day);
        let filter = args.selection.filter(&session, &stream.looking(&empty))?;
        let returns = if has_cover { Some(stream.returns(&filter, &period)?) } else { None };
        let rules = stream.rules_version().filter(|_| has_cover);
        let header = Header {
            rules,
            returns,
            ledger_hash,
            leader: filter.leader_name(),
            fields: filter.fields.clone(),
            ..session.header(ctx)
        };
        let report = Report { header, sections: vec![stream.section(&filter)] };
        let finish = || stream.finish().and_then(|()| session.store.release());
        render_checked(ctx, report, (format, args.encoding), args.output.as_deref(), &finish)?;
        return Ok(Outcome::Done);
    }
    let snapshot = Snapshot::new(&session, session.view, &sheets)?;
    let data = snapshot.data(&session.catalog);
    let filter = args.selection.filter(&session, &data.view)?;
    let returned = if has_cover {
        let before = session.portfolio(period.previous().as_of)?;
        Some(returns(&data.view, &before, &filter, &period))
    } else {
        None
    };
    session.store.release()?;
    let rules = data.view.rules.version.filter(|_| has_cover);
    let header = || Header {
        rules,
        returns: returned,
        ledger_hash: ledger_hash.clone(),
        leader: filter.leader_name(),
        fields: filter.fields.clone(),
        ..session.header(ctx)
    };
    if let (Format::Csv, Exported::All) = (format, args.what) {
        let Some(folder) = args.output.as_deref() else { return Err(ExportError::AllWantsFolder.into()) };
        let headers: Vec<_> = sheets.iter().map(|_| header()).collect();
        std::fs::create_dir_all(folder).map_err(|cause| FileError::Io { path: folder.to_owned(), cause })?;
        for (sheet, header) in sheets.into_iter().zip(headers) {
            let file = folder.join(format!("{}.csv", sheet.code()));
            let report = Report { header, sections: vec![data.section(sheet, &filter)] };
            render_encoded(ctx, report, (format, args.encoding), Some(&file))?;
        }
        return Ok(Outcome::Done);
    }
    let sections = sheets.into_iter().map(|sheet| data.section(sheet, &filter)).collect();
    let report = Report { header: header(), sections };
    render_encoded(ctx, report, (format, args.encoding), args.output.as_deref())?;
    Ok(Outcome::Done)
}
