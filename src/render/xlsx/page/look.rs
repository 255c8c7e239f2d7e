//! How what stands on a printed page looks: fonts that every Chinese office has, in which a digit is half a character
//! wide, so that widths and heights can be counted.

use std::collections::HashMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatPattern};

use crate::domain::light::Light;
use crate::lang::Lang;
use crate::render::xlsx::cell::Look;
use crate::render::xlsx::style::{color, shown};

pub(super) const BLUE: Color = Color::RGB(0x2E_75_B6);
pub(super) const FAINT: Color = Color::RGB(0x7F_7F_7F);
const DARK: Color = Color::RGB(0x40_40_40);
const NOTE: Color = Color::RGB(0xC0_00_00);
const HEAD: Color = Color::RGB(0xE9_EE_F5);
const LINE: Color = Color::RGB(0x8C_8C_8C);
/// Of the words of a table; a unit is half of it.
const TABLE: u8 = 9;
/// Of figures: every program has it or one just as wide.
const FIGURES: &str = "Times New Roman";
/// How high a line is, in pixels for a hundred points of its type.
const LINE_HEIGHT: u32 = 172;
/// The same below the first, and where lines are spread over what room there is: a type that stands in for 宋体 is higher.
const SPACED: u32 = 193;
/// Simplified Chinese.
const CHARSET: u8 = 134;

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum PageLook {
    Title,
    /// What the page says of itself.
    Facts,
    /// The register's own note.
    Note,
    Heading,
    Said,
    /// Notes under a table.
    Fine,
    /// To be read aloud.
    Paragraph,
    /// What a list is of.
    Group,
    ItemNumber,
    CardTitle,
    CardLine,
    /// How many stand in a light, and below how that changed.
    Tile(Option<Light>),
    TileBeside(Option<Light>),
    /// On the ground of its colour, alone on a line.
    Sign(Option<Light>),
    Head,
    /// Of a table.
    Cell(Look),
    /// Of a table: a bar as long as its share.
    Bar,
}

/// 宋体; English in the type that goes with it.
pub(super) fn font(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "宋体",
        Lang::En => FIGURES,
    }
}

/// 黑体, for what stands out.
fn bold_font(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "黑体",
        Lang::En => FIGURES,
    }
}

impl PageLook {
    fn size(self) -> u8 {
        match self {
            Self::Title => 18,
            Self::Paragraph | Self::Tile(_) => 12,
            Self::Heading | Self::Group => 11,
            Self::Said | Self::ItemNumber | Self::CardTitle => 10,
            Self::Facts
            | Self::Note
            | Self::Fine
            | Self::CardLine
            | Self::TileBeside(_)
            | Self::Sign(_)
            | Self::Head
            | Self::Cell(_)
            | Self::Bar => TABLE,
        }
    }

    /// How many half characters of a text stand on a line of so many units. Latin letters are half a character wide in
    /// 宋体, and narrower in English.
    pub fn characters(self, lang: Lang, text: &str, units: usize) -> usize {
        let room = units.saturating_sub(1) * usize::from(TABLE) / usize::from(self.size());
        let narrow = text.chars().filter(char::is_ascii).count();
        let more = match lang {
            Lang::Zh => 0,
            Lang::En => room * narrow / text.chars().count().max(1) * 22 / 100,
        };
        (room + more).max(2)
    }

    /// Of so many lines, in pixels.
    pub fn height(self, lines: usize) -> u32 {
        let air = match self {
            Self::Title | Self::Heading => 11,
            Self::Group | Self::Paragraph => 8,
            Self::Head | Self::Cell(_) | Self::Bar | Self::Tile(_) | Self::Sign(_) => 4,
            Self::Facts
            | Self::Note
            | Self::Said
            | Self::Fine
            | Self::ItemNumber
            | Self::CardTitle
            | Self::CardLine
            | Self::TileBeside(_) => 3,
        };
        let first = if self == Self::Paragraph { SPACED } else { LINE_HEIGHT };
        let others = u32::try_from(lines.saturating_sub(1)).unwrap_or(u32::MAX);
        others.saturating_mul(SPACED).saturating_add(first).saturating_mul(u32::from(self.size())) / 100 + air
    }

    /// Figures, days and codes.
    fn is_figure(self) -> bool {
        let Self::Cell(look) = self else { return false };
        match look {
            Look::Verbatim
            | Look::LongNumber
            | Look::Day
            | Look::Plain
            | Look::Number(..)
            | Look::Percent(_)
            | Look::Points => true,
            Look::Words | Look::Passage | Look::Indented(_) | Look::Typed | Look::Light(_) => false,
        }
    }

    fn format(self, lang: Lang) -> Format {
        let is_dark = matches!(self, Self::Title | Self::Heading | Self::Group | Self::CardTitle | Self::Head);
        let base = if let Self::Cell(look) = self { shown(look) } else { Format::new().set_text_wrap() };
        let base = base.set_font_size(self.size()).set_font_charset(CHARSET);
        let base = match (is_dark, lang) {
            (true, Lang::Zh) => base.set_font_name(bold_font(lang)),
            (true, Lang::En) => base.set_font_name(bold_font(lang)).set_bold(),
            (false, _) if self.is_figure() => base.set_font_name(FIGURES),
            (false, _) => base.set_font_name(font(lang)),
        };
        let base = base.set_align(FormatAlign::VerticalCenter);
        match self {
            Self::Title => base.set_align(FormatAlign::Center),
            Self::Facts => base.set_align(FormatAlign::Center).set_font_color(DARK),
            Self::Note => base.set_align(FormatAlign::Center).set_font_color(NOTE).set_bold(),
            Self::Heading => base.set_align(FormatAlign::Bottom),
            Self::Group | Self::CardTitle => base,
            Self::Said | Self::CardLine => base.set_align(FormatAlign::Top),
            Self::Paragraph => base.set_align(FormatAlign::VerticalJustify),
            Self::Fine => base.set_align(FormatAlign::Top).set_font_color(DARK),
            Self::ItemNumber => base.set_align(FormatAlign::Right).set_align(FormatAlign::Top),
            Self::Tile(light) => lit(base, light).set_bold().set_align(FormatAlign::Center),
            Self::TileBeside(light) => lit(base, light).set_align(FormatAlign::Center),
            Self::Sign(light) => lit(base, light).set_align(FormatAlign::Center),
            Self::Head => bordered(base.set_align(FormatAlign::Center).set_background_color(HEAD)),
            Self::Cell(Look::Plain) => bordered(base.set_align(FormatAlign::Center)),
            Self::Cell(Look::Number(2, _)) => bordered(base.set_num_format("#,##0.00")),
            Self::Cell(_) => bordered(base),
            Self::Bar => bordered(base.set_num_format(";;;")),
        }
    }
}

fn lit(format: Format, light: Option<Light>) -> Format {
    light.map_or(format.clone(), |light| format.set_background_color(color(light)).set_pattern(FormatPattern::Solid))
}

fn bordered(format: Format) -> Format {
    format.set_border(FormatBorder::Thin).set_border_color(LINE)
}

/// Each format made once.
pub(super) struct PageStyles {
    lang: Lang,
    formats: HashMap<PageLook, Format>,
}

impl PageStyles {
    pub fn new(lang: Lang) -> Self {
        Self { lang, formats: HashMap::new() }
    }

    pub fn get(&mut self, look: PageLook) -> &Format {
        self.formats.entry(look).or_insert_with(|| look.format(self.lang))
    }
}
