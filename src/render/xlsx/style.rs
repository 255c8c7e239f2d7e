//! How cells and headings look, each format made once.

use std::collections::HashMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use super::cell::Look;
use crate::domain::light::Light;
use crate::report::form::Part;
use crate::report::model::Role;

const BLUE: Color = Color::RGB(0xDD_EB_F7);
const GREEN: Color = Color::RGB(0xE2_EF_DA);
const GREY: Color = Color::RGB(0xE7_E6_E6);
const LIGHT_GREY: Color = Color::RGB(0xF2_F2_F2);
const YELLOW: Color = Color::RGB(0xFF_F2_CC);
const LINE: Color = Color::RGB(0xBF_BF_BF);
const FAINT: Color = Color::RGB(0x59_59_59);
const MOST_INDENT: u8 = 15;

/// Which sheet a cell is of: a table, or a part of a return sheet.
type CellPlace = Option<Part>;

/// 等线, which every Chinese spreadsheet has.
fn base() -> Format {
    Format::new().set_font_name("等线")
}

/// A workbook whose columns are measured by the digits of a type that is as wide in every program.
pub(super) fn new_book() -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    book.set_default_format(&Format::new().set_font_name("Arial").set_font_size(10), 17, 64)?;
    Ok(book)
}

#[derive(Default)]
pub(super) struct Styles(HashMap<(Look, CellPlace), Format>);

impl Styles {
    pub fn get(&mut self, look: Look, place: CellPlace) -> &Format {
        self.0.entry((look, place)).or_insert_with(|| placed(shown(look), place))
    }
}

pub(super) fn shown(look: Look) -> Format {
    let format = base().set_align(FormatAlign::VerticalCenter);
    let right = |format: Format, pattern: &str| format.set_num_format(pattern).set_align(FormatAlign::Right);
    match look {
        Look::Words | Look::Passage => format.set_text_wrap(),
        Look::Indented(level) => format.set_text_wrap().set_indent(level.saturating_mul(2).min(MOST_INDENT)),
        Look::Verbatim => format.set_num_format("@"),
        Look::Typed => format.set_num_format("@").set_text_wrap(),
        Look::LongNumber => right(format, "@"),
        Look::Day => format.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
        Look::Plain => right(format, "0"),
        Look::Number(least, most) => right(format, &decimal("#,##0", least, most)),
        Look::Percent(decimals) => right(format, &(decimal("0", decimals, decimals) + "%")),
        Look::Points => right(format, "+0.00;-0.00;0.00"),
        Look::Light(light) => {
            let format = format.set_align(FormatAlign::Center);
            light.map_or(format.clone(), |light| format.set_background_color(color(light)))
        }
    }
}

fn decimal(whole: &str, least: u8, most: u8) -> String {
    let point = if most > 0 { "." } else { "" };
    let (least, most) = (usize::from(least), usize::from(most));
    format!("{whole}{point}{}{}", "0".repeat(least), "#".repeat(most.saturating_sub(least)))
}

pub(super) fn color(light: Light) -> Color {
    match light {
        Light::Red => Color::RGB(0xFF_C7_CE),
        Light::Yellow => Color::RGB(0xFF_EB_9C),
        Light::Green => Color::RGB(0xC6_EF_CE),
        Light::Grey => Color::RGB(0xD9_D9_D9),
    }
}

/// Cells of a return sheet have lines around them and a ground that tells whom they are for.
fn placed(format: Format, place: CellPlace) -> Format {
    let Some(part) = place else { return format };
    let format = format.set_border(FormatBorder::Thin).set_border_color(LINE);
    match part {
        Part::Known | Part::Hidden => format.set_font_color(FAINT),
        Part::Last => format.set_font_color(FAINT).set_background_color(LIGHT_GREY),
        Part::Fill => format.set_background_color(YELLOW).set_unlocked(),
    }
}

/// The heading of a column, by what becomes of its cells.
pub(super) fn heading(role: Role) -> Format {
    head(match role {
        Role::Key | Role::Version => BLUE,
        Role::Register | Role::Return | Role::Plan => GREEN,
        Role::Computed | Role::Fixed => GREY,
    })
}

/// The heading of a column of a return sheet.
pub(super) fn part_heading(part: Part) -> Format {
    let color = match part {
        Part::Known | Part::Hidden => BLUE,
        Part::Last => GREY,
        Part::Fill => Color::RGB(0xFF_E0_82),
    };
    head(color).set_border(FormatBorder::Thin).set_border_color(LINE)
}

fn head(color: Color) -> Format {
    let format = base().set_bold().set_text_wrap().set_background_color(color);
    let format = format.set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
    format.set_border_bottom(FormatBorder::Thin)
}

pub(super) fn title() -> Format {
    base().set_bold().set_font_size(14).set_align(FormatAlign::VerticalCenter)
}

pub(super) fn label() -> Format {
    base().set_bold().set_align(FormatAlign::Top)
}

/// Runs on over the empty cells beside it.
pub(super) fn plain() -> Format {
    base().set_num_format("@").set_align(FormatAlign::VerticalCenter)
}

pub(super) fn line() -> Format {
    base().set_text_wrap().set_align(FormatAlign::Top)
}
