//! The arguments that choose projects, columns and formats, shared by `list`, `export` and `report`.

use std::io::{BufWriter, Seek, Write};
use std::path::Path;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use tempfile::SpooledTempFile;

use crate::domain::UnitId;
use crate::domain::catalog::Named;
use crate::domain::fact::{Condition, Kind};
use crate::domain::page::Each;
use crate::error::{Error, ExportError, FileError, NameError, Result, WordList};
use crate::output::{Staged, is_register, is_written_as_file, stage, stranger, write_atomically};
use crate::render::csv::unmappable;
use crate::render::{CsvEncoding, Format, PageSettings, Template, render as render_page};
use crate::report::columns::{ProjectColumn, RegisterView};
use crate::report::list::{Filter, OfUnit, SortKey};
use crate::report::model::{Detail, Report};

use super::ctx::Ctx;
use super::session::Session;
use super::{find, values};

/// A page that waits to be printed is kept in memory up to so many bytes.
const IN_MEMORY: usize = 1 << 20;

/// Of which works a page is.
#[derive(Debug, Default, clap::Args)]
pub struct Scope {
    /// Only projects of this category; repeatable · 类别，可重复
    #[arg(long, value_name = "CATEGORY")]
    category: Vec<String>,
    /// Only projects with this tag · 标签
    #[arg(long, value_name = "TAG")]
    tag: Option<String>,
    /// Only projects of this unit: a page of those it leads, a list also of those it shares · 责任单位
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// Only projects of this leader, whatever the duty · 领导，不论分工
    #[arg(long, value_name = "NAME")]
    leader: Option<String>,
    /// Only projects with this value in a field of your own; nothing behind the sign: with none; repeatable · 自有字段
    #[arg(long, value_name = "FIELD=VALUE")]
    field: Vec<String>,
}

#[derive(Debug, Default, clap::Args)]
pub struct Selection {
    #[command(flatten)]
    scope: Scope,
    /// Only projects at this stage · 阶段
    #[arg(long, value_name = "STAGE")]
    stage: Option<String>,
    /// Only projects in this phase: 前期 实施 完工 办结 · 时期
    #[arg(long, value_name = "PHASE")]
    phase: Option<String>,
    /// Onset: new 新建, continued 续建, completed_before 上年完工, pipeline 前期储备, unknown 未知 · 建设性质
    #[arg(long, value_name = "ONSET")]
    onset: Option<String>,
    /// Only projects in this condition · 状态
    #[arg(long, value_name = "CONDITION")]
    condition: Option<String>,
    /// Only programmes, projects or lots · 层级
    #[arg(long, value_parser = one_of(Kind::ALL.iter().map(|kind| kind.code()), Kind::from_code))]
    kind: Option<Kind>,
    /// Only projects under this programme or project · 所属项目
    #[arg(long, value_name = "CODE")]
    parent: Option<String>,
    /// Only projects with this text in code, name, alias, location, leader or content · 含此文字
    #[arg(long = "match", value_name = "TEXT")]
    text: Option<String>,
    /// Only projects with this light: red 红, yellow 黄, green 绿, grey 灰, none 不评 · 亮灯
    #[arg(long, value_name = "LIGHT")]
    light: Option<String>,
    /// Only projects with an overdue milestone, planned start or issue · 有逾期事项
    #[arg(long)]
    overdue: bool,
    /// Only projects without a return for more than this many days · 超过多少天未填报
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(i64).range(0..=36_500))]
    stale: Option<i64>,
}

/// A value parser for the formats a command can print.
pub fn formats(allowed: &'static [Format]) -> impl TypedValueParser<Value = Format> {
    one_of(allowed.iter().map(|format| format.code()), Format::from_code)
}

/// A value parser for words that stand for values.
pub fn one_of<T: Clone + Send + Sync + 'static>(
    codes: impl IntoIterator<Item = &'static str>,
    from_code: fn(&str) -> Option<T>,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(codes).try_map(move |code| from_code(&code).ok_or(code))
}

impl Selection {
    /// Whether a project has to be looked up by its name.
    pub fn names_project(&self) -> bool {
        self.parent.is_some()
    }

    pub fn filter(&self, session: &Session, looking: &RegisterView) -> Result<Filter> {
        let catalog = looking.catalog;
        let stages = self.stage.as_deref().map(|word| {
            let found =
                catalog.find_stages(word).map_err(|unknown| values::unknown_word(WordList::Stage, word, unknown))?;
            Ok::<_, Error>(found.into_iter().map(|(category, stage)| (category.to_owned(), stage.to_owned())).collect())
        });
        let phase = self.phase.as_deref().map(|word| {
            catalog.find_phase(word).map_err(|unknown| values::unknown_word(WordList::Phase, word, unknown))
        });
        let condition = self.condition.as_deref().map(|word| {
            let found = catalog.find_condition(word);
            found.map_err(|unknown| values::unknown_word(WordList::Condition, word, unknown)).map(|named| &named.code)
        });
        let parent = self.parent.as_deref().map(|word| find::to_read(looking.portfolio, word).map(|state| state.id));
        Ok(Filter {
            stages: stages.transpose()?,
            phase: phase.transpose()?,
            onset: self.onset.as_deref().map(values::onset).transpose()?,
            condition: condition.transpose()?.and_then(|code| Condition::from_code(code)),
            kind: self.kind,
            parent: parent.transpose()?,
            text: self.text.clone(),
            light: self.light.as_deref().map(values::light).transpose()?,
            is_overdue: self.overdue,
            stale_days: self.stale,
            ..self.scope.filter(session, looking, OfUnit::LedOrShared)?
        })
    }
}

impl Scope {
    /// As it is typed.
    pub fn words(&self) -> Vec<String> {
        let categories = self.category.iter().map(|category| ("--category", category));
        let tag = self.tag.iter().map(|tag| ("--tag", tag));
        let unit = self.unit.iter().map(|unit| ("--unit", unit));
        let leader = self.leader.iter().map(|leader| ("--leader", leader));
        let fields = self.field.iter().map(|field| ("--field", field));
        categories
            .chain(tag)
            .chain(unit)
            .chain(leader)
            .chain(fields)
            .flat_map(|(flag, value)| flagged(flag, value))
            .collect()
    }

    /// Whether it is of one unit, or of one leader.
    pub fn is_of_one(&self, each: Each) -> bool {
        match each {
            Each::Unit => self.unit.is_some(),
            Each::Leader => self.leader.is_some(),
        }
    }

    /// Whether it is of works with some value in a field of the office's own.
    pub fn names_field(&self) -> bool {
        !self.field.is_empty()
    }

    /// `of_unit`: which part a unit asked for must have in a row.
    pub fn filter(&self, session: &Session, looking: &RegisterView, of_unit: fn(UnitId) -> OfUnit) -> Result<Filter> {
        let mut categories = Vec::new();
        for word in &self.category {
            let found = looking.catalog.find_category(word);
            categories
                .push(found.map_err(|unknown| values::unknown_word(WordList::Category, word, unknown))?.code.clone());
        }
        // whatever order they are typed in, it is the same choice of works
        categories.sort_by_key(|code| looking.catalog.category_position(code));
        categories.dedup();
        let unit = self.unit.as_deref().map(|word| find::unit(looking.units, word).map(|unit| of_unit(unit.id)));
        let tag = self.tag.as_deref().map(|word| find::tag(session, looking, word));
        let leader = self.leader.as_deref().map(|word| find::leader(session, looking, word));
        let mut fields =
            self.field.iter().map(|pair| find::of_field(looking.catalog, pair)).collect::<Result<Vec<_>>>()?;
        fields.sort_by(|one, next| (&one.field, &one.value).cmp(&(&next.field, &next.value)));
        fields.dedup();
        let (tag, unit, leader) = (tag.transpose()?, unit.transpose()?, leader.transpose()?);
        Ok(Filter { categories, tag, unit, leader, fields, ..Filter::default() })
    }
}

/// Columns by their ids: `code,name,invested`.
pub fn columns<'a>(looking: &RegisterView<'a>, list: &str) -> Result<Vec<ProjectColumn<'a>>> {
    list.split([',', '，']).map(|key| column(looking, key.trim())).collect()
}

/// Sort keys: `category,-invested`.
pub fn sort<'a>(looking: &RegisterView<'a>, list: &str) -> Result<Vec<SortKey<'a>>> {
    let keys = list.split([',', '，']).map(str::trim);
    keys.map(|key| {
        let name = key.strip_prefix('-');
        Ok(SortKey { column: column(looking, name.unwrap_or(key))?, is_descending: name.is_some() })
    })
    .collect()
}

fn column<'a>(looking: &RegisterView<'a>, key: &str) -> Result<ProjectColumn<'a>> {
    let all = ProjectColumn::all(looking.catalog);
    let own = || looking.catalog.find_own_field(key).ok().map(ProjectColumn::Own);
    all.iter().copied().find(|column| column.key() == key).or_else(own).ok_or_else(|| {
        NameError::UnknownWord {
            list: WordList::Column,
            value: key.to_owned(),
            candidates: all.iter().map(|column| column_name(*column)).collect(),
        }
        .into()
    })
}

fn column_name(column: ProjectColumn) -> Named {
    let key = column.key().into_owned();
    Named { label: crate::lang::word::label(&column.column().heading), code: key }
}

/// Pages have little room; data formats want all of it.
pub fn detail(format: Format) -> Detail {
    match format {
        Format::Json | Format::Csv | Format::Xlsx => Detail::Everything,
        _ => Detail::Page,
    }
}

/// To stdout.
pub fn render(ctx: &mut Ctx, report: Report, format: Format) -> Result<()> {
    print(ctx, report, format, CsvEncoding::default())
}

fn print(ctx: &mut Ctx, report: Report, format: Format, encoding: CsvEncoding) -> Result<()> {
    let page = PageSettings { encoding, ..page(ctx) };
    let mut out = BufWriter::new(ctx.out());
    let written = render_page(report, format, &page, &mut out).and_then(|()| out.flush());
    written.map_err(|cause| unmapped(cause).unwrap_or_else(|cause| FileError::Output { cause }.into()))
}

/// The bytes of a page: as a terminal is to have it, or plain as files and pipes have it.
pub fn rendered(
    ctx: &Ctx,
    report: Report,
    (format, template): (Format, Option<&Template>),
    is_plain: bool,
) -> Result<Vec<u8>> {
    let page = PageSettings { template, ..page(ctx) };
    let page = if is_plain { PageSettings { width: None, color: false, ..page } } else { page };
    let mut bytes = Vec::new();
    render_page(report, format, &page, &mut bytes).map_err(|cause| FileError::Output { cause })?;
    Ok(bytes)
}

/// Bytes that are to stand in a file, written beside it.
pub fn staged(bytes: &[u8], path: &Path) -> Result<Staged> {
    if is_register(path) {
        return Err(FileError::OverRegister { path: path.to_owned() }.into());
    }
    stage(path, bytes).map_err(|cause| not_written(path, cause))
}

/// Why a file was not written.
pub fn not_written(path: &Path, cause: std::io::Error) -> Error {
    let path = path.to_owned();
    match stranger(&cause).map(Path::to_owned) {
        Some(what) => FileError::OfStranger { path, what }.into(),
        None => FileError::Io { path, cause }.into(),
    }
}

/// Bytes to a file, whole or not at all; without one to stdout.
pub fn put(ctx: &mut Ctx, bytes: &[u8], file: Option<&Path>) -> Result<()> {
    match file {
        None => ctx.put(bytes),
        Some(path) => staged(bytes, path)?.appear().map_err(|cause| not_written(path, cause)),
    }
}

/// A flag with its value, as words of a command line.
pub fn flagged(flag: &str, value: &str) -> Vec<String> {
    if value.starts_with('-') { vec![format!("{flag}={value}")] } else { vec![flag.to_owned(), value.to_owned()] }
}

/// The format that the name of a file asks for by its ending.
pub fn format_of(file: Option<&Path>) -> Option<Format> {
    ending(file?).and_then(|ending| Format::from_ending(&ending))
}

/// The usual endings of formats.
pub fn endings(formats: &[Format]) -> Vec<&'static str> {
    formats.iter().filter_map(|format| format.endings().first().copied()).collect()
}

/// What a program tells a file by. What begins with no letter is a part of the name, as in 通报2022.08 or in
/// 通报.{period}.
fn ending(file: &Path) -> Option<String> {
    let ending = file.extension()?.to_string_lossy().into_owned();
    ending.starts_with(|first: char| first.is_ascii_alphabetic()).then_some(ending)
}

/// Refuses a file whose ending is of none of the formats that a command writes, or of another than the one asked for, so
/// that no file is what its name does not say. `-`, a pipe, a device and a folder have no ending.
pub fn hold_to_ending(asked: Option<Format>, file: Option<&Path>, writes: &[Format]) -> Result<()> {
    let file = file.filter(|path| *path != Path::new("-") && is_written_as_file(path));
    let Some((path, ending)) = file.and_then(|path| Some((path, ending(path)?))) else { return Ok(()) };
    let of_ending = Format::from_ending(&ending).filter(|format| writes.contains(format));
    match (of_ending, asked) {
        (None, _) if is_register(path) => Err(FileError::OverRegister { path: path.to_owned() }.into()),
        (None, _) => Err(FileError::Ending { path: path.to_owned(), ending, writes: endings(writes) }.into()),
        (Some(of_ending), Some(asked)) if of_ending != asked => {
            Err(FileError::OtherFormat { path: path.to_owned(), of_ending: of_ending.code(), asked: asked.code() }
                .into())
        }
        (Some(_), _) => Ok(()),
    }
}

/// To a file, whole or not at all; without one, or with `-`, to stdout.
pub fn render_to(ctx: &mut Ctx, report: Report, format: Format, file: Option<&Path>) -> Result<()> {
    render_encoded(ctx, report, (format, CsvEncoding::default()), file)
}

/// As [`render_to`], a CSV in an encoding of one's own choice.
pub fn render_encoded(ctx: &mut Ctx, report: Report, how: (Format, CsvEncoding), file: Option<&Path>) -> Result<()> {
    match file.filter(|path| *path != Path::new("-")) {
        None => print(ctx, report, how.0, how.1),
        Some(path) => render_checked(ctx, report, how, Some(path), &|| Ok(())),
    }
}

/// A page in memory, a large one in a temporary file without a name.
fn spooled(report: Report, format: Format, page: &PageSettings) -> Result<SpooledTempFile> {
    let mut out = BufWriter::new(SpooledTempFile::new(IN_MEMORY));
    let written = render_page(report, format, page, &mut out).and_then(|()| out.flush());
    let spool = written.and_then(|()| {
        let mut spool = out.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        spool.rewind().map(|()| spool)
    });
    let failed = |cause| FileError::Io { path: std::env::temp_dir(), cause }.into();
    spool.map_err(|cause| unmapped(cause).unwrap_or_else(failed))
}

/// As [`render_encoded`], for rows that are read while they are written; all was well with them when the last one was,
/// or none is seen. What is printed waits in a temporary file until then: whoever reads it at leisure keeps nobody from
/// recording.
pub fn render_checked(
    ctx: &mut Ctx,
    report: Report,
    (format, encoding): (Format, CsvEncoding),
    file: Option<&Path>,
    check: &dyn Fn() -> Result<()>,
) -> Result<()> {
    let Some(path) = file.filter(|path| *path != Path::new("-")) else {
        let page = PageSettings { encoding, ..page(ctx) };
        return spooled(report, format, &page).and_then(|mut spool| {
            check()?;
            ctx.copy(&mut spool)
        });
    };
    if is_register(path) {
        return Err(FileError::OverRegister { path: path.to_owned() }.into());
    }
    let page = PageSettings { width: None, color: false, encoding, ..page(ctx) };
    let mut trouble = None;
    let written = write_atomically(path, |out| {
        render_page(report, format, &page, out)?;
        check().map_err(|error| {
            trouble = Some(error);
            std::io::Error::other("rows")
        })
    });
    written.map_err(|cause| trouble.unwrap_or_else(|| unmapped(cause).unwrap_or_else(|cause| not_written(path, cause))))
}

/// A character that the encoding asked for has no place for; else the trouble it was.
fn unmapped(cause: std::io::Error) -> Result<Error, std::io::Error> {
    match unmappable(&cause) {
        Some(found) => Ok(ExportError::Unmappable { character: found.character, row: found.row.clone() }.into()),
        None => Err(cause),
    }
}

fn page(ctx: &Ctx) -> PageSettings<'static> {
    PageSettings {
        lang: ctx.lang,
        width: ctx.width(),
        color: ctx.is_out_colored(),
        encoding: CsvEncoding::default(),
        template: None,
    }
}
