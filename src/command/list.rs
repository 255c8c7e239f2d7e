//! `list`: a line a project.

use crate::error::Result;
use crate::render::Format;
use crate::report::columns::ProjectColumn;
use crate::report::list::{Query, list};
use crate::report::model::Header;

use super::Outcome;
use super::ctx::Ctx;
use super::select::{Selection, columns, formats, render, sort};
use super::session::Session;

/// In the order of categories and codes, lots under their project.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    selection: Selection,
    /// Sort by columns; a minus reverses the order: category,-invested · 排序，减号为降序
    #[arg(long, value_name = "KEY,…", allow_hyphen_values = true)]
    sort: Option<String>,
    /// Maximum number of rows · 最多几行
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Columns to show: code,name,stage,invested · 列
    #[arg(long, value_name = "A,B,…")]
    columns: Option<String>,
    /// Output format · 输出格式
    #[arg(long, value_parser = formats(&[Format::Text, Format::Json, Format::Csv, Format::Markdown, Format::Codes]), default_value = "text")]
    format: Format,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let session = Session::reader(ctx)?;
    let seen = session.seen(session.view.day)?;
    let looking = seen.looking(&session.catalog);
    let is_json = args.format == Format::Json;
    let shown = match &args.columns {
        Some(list) => columns(&looking, list)?,
        None if is_json => ProjectColumn::all(&session.catalog),
        None if args.format == Format::Codes => vec![ProjectColumn::Code],
        None => ProjectColumn::usual(&looking),
    };
    let query = Query {
        filter: args.selection.filter(&session, &looking)?,
        columns: shown,
        sort: args.sort.as_deref().map_or_else(|| Ok(Vec::new()), |keys| sort(&looking, keys))?,
        limit: args.limit,
    };
    session.store.release()?;
    let header =
        Header { leader: query.filter.leader_name(), fields: query.filter.fields.clone(), ..session.header(ctx) };
    render(ctx, list(&looking, query, header), args.format)?;
    Ok(Outcome::Done)
}
