//! `export`: the projects as a sheet for Excel, WPS or LibreOffice.

use std::path::PathBuf;

use crate::error::Result;
use crate::render::Format;
use crate::report::columns::ProjectColumn;
use crate::report::list::{Query, list};

use super::Outcome;
use super::ctx::Ctx;
use super::select::{Selection, formats, render_to};
use super::session::Session;

/// Every column, exact figures with the unit in the heading. CSV: UTF-8 with BOM, CRLF, formulas neutralised.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    selection: Selection,
    /// csv for a spreadsheet, json for a script · 格式
    #[arg(long, value_parser = formats(&[Format::Csv, Format::Json]), default_value = "csv")]
    format: Format,
    /// To this file, written whole or not at all; else stdout · 输出文件
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let session = Session::reader(ctx)?;
    let seen = session.seen(session.view.day)?;
    let looking = seen.looking(&session.catalog);
    let query = Query {
        filter: args.selection.filter(&looking)?,
        columns: ProjectColumn::all(&session.catalog),
        sort: Vec::new(),
        limit: None,
    };
    session.store.release()?;
    let header = session.header(ctx);
    render_to(ctx, list(&looking, query, header), args.format, args.output.as_deref())?;
    Ok(Outcome::Done)
}
