//! The dress of a document: every paragraph is of a style, and here each is stated once, with the fonts it names. The
//! measures of 通报 are those of GB/T 9704: 三号 is 16 points, 二号 22, a line 28. Pages of tables are set closer, in the
//! same fonts.
//!
//! A template that has a style of one of these names keeps its own.

use std::collections::HashMap;
use std::fmt::Write;

use super::xml::escaped;
use crate::lang::Lang;
use crate::lang::document::{StyleName, style_name, style_names};

pub(super) const ALL: [StyleName; 17] = [
    StyleName::Title,
    StyleName::Heading,
    StyleName::InnerHeading,
    StyleName::Body,
    StyleName::Signature,
    StyleName::Source,
    StyleName::PageTitle,
    StyleName::PageLine,
    StyleName::PageHeading,
    StyleName::PageInnerHeading,
    StyleName::PageText,
    StyleName::Note,
    StyleName::Head,
    StyleName::Entry,
    StyleName::Figure,
    StyleName::Table,
    StyleName::Folio,
];

/// A font by the name that offices know it by, and what stands in for it where it is not installed.
struct Font {
    name: &'static str,
    others: &'static str,
    /// As Word groups fonts: what takes its place should at least look like it.
    family: &'static str,
    is_chinese: bool,
}

/// 方正小标宋
const TITLE_FONT: Font = Font {
    name: "方正小标宋简体",
    others: "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,Noto Serif CJK SC",
    family: "roman",
    is_chinese: true,
};
/// 仿宋
const TEXT_FONT: Font = Font {
    name: "仿宋_GB2312",
    others: "仿宋,FangSong,华文仿宋,STFangsong,Noto Serif CJK SC",
    family: "modern",
    is_chinese: true,
};
/// 黑体
const HEADING_FONT: Font =
    Font { name: "黑体", others: "SimHei,华文黑体,STHeiti,Noto Sans CJK SC", family: "modern", is_chinese: true };
/// 楷体
const INNER_FONT: Font = Font {
    name: "楷体_GB2312",
    others: "楷体,KaiTi,华文楷体,STKaiti,AR PL KaitiM GB",
    family: "modern",
    is_chinese: true,
};
/// 宋体, for the number of a page
const FOLIO_FONT: Font =
    Font { name: "宋体", others: "SimSun,华文宋体,STSong,Noto Serif CJK SC", family: "auto", is_chinese: true };
/// Latin letters and digits in both languages.
const LATIN_FONT: Font =
    Font { name: "Times New Roman", others: "Liberation Serif,Tinos,Georgia", family: "roman", is_chinese: false };

/// How a style looks. Sizes are half points, other measures twips.
struct Dress {
    font: &'static Font,
    size: u32,
    line: Line,
    before: u32,
    after: u32,
    /// In hundredths of a character.
    first_line: u32,
    align: &'static str,
    is_bold: bool,
    /// How much closer characters stand than they are wide, in twips: 28 characters of 16 points are a little more than
    /// the 156 mm of a line.
    closer: u32,
    /// Of a heading, its level in the outline.
    level: Option<u32>,
}

/// How high a line is.
#[derive(Clone, Copy)]
enum Line {
    Exactly(u32),
    AtLeast(u32),
}

impl Dress {
    fn new(font: &'static Font, size: u32, line: u32) -> Self {
        Self {
            font,
            size,
            line: Line::Exactly(line),
            before: 0,
            after: 0,
            first_line: 0,
            align: "both",
            is_bold: false,
            closer: 0,
            level: None,
        }
    }

    fn heading(font: &'static Font, size: u32, line: u32, level: u32) -> Self {
        Self { level: Some(level), align: "left", ..Self::new(font, size, line) }
    }
}

/// The id of a style in a document of ours.
pub(super) fn id(of: StyleName) -> &'static str {
    match of {
        StyleName::Title => "HaishuTitle",
        StyleName::Heading => "HaishuHeading1",
        StyleName::InnerHeading => "HaishuHeading2",
        StyleName::Body => "HaishuText",
        StyleName::Signature => "HaishuSignature",
        StyleName::Source => "HaishuSource",
        StyleName::PageTitle => "HaishuPageTitle",
        StyleName::PageLine => "HaishuPageLine",
        StyleName::PageHeading => "HaishuPageHeading1",
        StyleName::PageInnerHeading => "HaishuPageHeading2",
        StyleName::PageText => "HaishuPageText",
        StyleName::Note => "HaishuPageNote",
        StyleName::Head => "HaishuTableHead",
        StyleName::Entry => "HaishuTableText",
        StyleName::Figure => "HaishuTableFigure",
        StyleName::Table => "HaishuTable",
        StyleName::Folio => "HaishuFolio",
    }
}

/// As offices set it in Chinese; `None`: it is no paragraph.
fn chinese(of: StyleName) -> Option<Dress> {
    let text = |size, line| Dress::new(&TEXT_FONT, size, line);
    Some(match of {
        StyleName::Title => Dress { align: "center", after: 560, ..Dress::heading(&TITLE_FONT, 44, 700, 0) },
        StyleName::Heading => Dress { closer: 5, first_line: 200, ..Dress::heading(&HEADING_FONT, 32, 560, 0) },
        StyleName::InnerHeading => Dress { closer: 5, first_line: 200, ..Dress::heading(&INNER_FONT, 32, 560, 1) },
        StyleName::Body => Dress { closer: 5, first_line: 200, ..text(32, 560) },
        StyleName::Signature => Dress { align: "right", ..text(32, 560) },
        StyleName::Source => Dress { before: 560, ..text(21, 320) },
        StyleName::PageTitle => Dress { align: "center", after: 40, ..Dress::heading(&TITLE_FONT, 36, 460, 0) },
        StyleName::PageLine => Dress { align: "center", after: 40, ..Dress::new(&INNER_FONT, 18, 260) },
        StyleName::PageHeading => Dress { before: 60, after: 20, ..Dress::heading(&HEADING_FONT, 22, 280, 0) },
        StyleName::PageInnerHeading => Dress { before: 40, ..Dress::heading(&INNER_FONT, 21, 300, 1) },
        StyleName::PageText => Dress { first_line: 200, ..text(21, 290) },
        StyleName::Note => Dress { before: 20, ..text(18, 250) },
        StyleName::Head => Dress { align: "center", line: Line::AtLeast(220), ..Dress::new(&HEADING_FONT, 18, 220) },
        StyleName::Entry => Dress { align: "left", line: Line::AtLeast(220), ..text(18, 220) },
        StyleName::Figure => Dress { align: "right", line: Line::AtLeast(220), ..text(18, 220) },
        StyleName::Folio => Dress { line: Line::AtLeast(240), align: "left", ..Dress::new(&FOLIO_FONT, 28, 240) },
        StyleName::Table => return None,
    })
}

/// In English: a Latin serif, bold headings, no indent; lines are as close as that script wants them.
fn english(of: StyleName) -> Option<Dress> {
    let dress = chinese(of)?;
    let is_heading = matches!(
        of,
        StyleName::Title
            | StyleName::Heading
            | StyleName::InnerHeading
            | StyleName::PageTitle
            | StyleName::PageHeading
            | StyleName::PageInnerHeading
            | StyleName::Head
    );
    let dress = Dress { first_line: 0, closer: 0, is_bold: is_heading, ..dress };
    Some(match of {
        StyleName::Title => Dress { size: 36, line: Line::AtLeast(480), after: 320, ..dress },
        StyleName::Heading | StyleName::InnerHeading => {
            Dress { size: 26, line: Line::Exactly(360), before: 120, ..dress }
        }
        StyleName::Body => Dress { size: 24, line: Line::Exactly(340), after: 120, ..dress },
        StyleName::Signature => Dress { size: 24, line: Line::Exactly(340), ..dress },
        StyleName::PageTitle => Dress { line: Line::AtLeast(440), size: 32, ..dress },
        StyleName::Source => Dress { before: 160, ..dress },
        StyleName::PageLine
        | StyleName::PageHeading
        | StyleName::PageInnerHeading
        | StyleName::PageText
        | StyleName::Note
        | StyleName::Head
        | StyleName::Entry
        | StyleName::Figure
        | StyleName::Folio
        | StyleName::Table => dress,
    })
}

fn dress(lang: Lang, of: StyleName) -> Option<Dress> {
    match lang {
        Lang::Zh => chinese(of),
        Lang::En => english(of),
    }
}

/// A style as styles.xml has it.
fn definition(lang: Lang, of: StyleName) -> String {
    let name = style_name(lang, of);
    let Some(dress) = dress(lang, of) else { return table_style(name) };
    let mut paragraph = String::new();
    if dress.level.is_some() {
        paragraph += "<w:keepNext/>";
    }
    if matches!(of, StyleName::Head | StyleName::Entry | StyleName::Figure) {
        // no air between Chinese and digits: a column is as wide as its signs
        paragraph += "<w:autoSpaceDE w:val=\"0\"/><w:autoSpaceDN w:val=\"0\"/>";
    }
    paragraph += "<w:snapToGrid w:val=\"0\"/>";
    let (line, rule) = match dress.line {
        Line::Exactly(line) => (line, "exact"),
        Line::AtLeast(line) => (line, "atLeast"),
    };
    let (before, after) = (dress.before, dress.after);
    let _ = write!(
        paragraph,
        "<w:spacing w:before=\"{before}\" w:after=\"{after}\" w:line=\"{line}\" w:lineRule=\"{rule}\"/>"
    );
    if dress.first_line > 0 {
        let twips = dress.first_line * dress.size / 10;
        let _ = write!(paragraph, "<w:ind w:firstLineChars=\"{}\" w:firstLine=\"{twips}\"/>", dress.first_line);
    }
    let _ = write!(paragraph, "<w:jc w:val=\"{}\"/>", dress.align);
    if let Some(level) = dress.level {
        let _ = write!(paragraph, "<w:outlineLvl w:val=\"{level}\"/>");
    }
    let (font, latin, size) = (dress.font.name, LATIN_FONT.name, dress.size);
    let bold = if dress.is_bold { "<w:b/><w:bCs/>" } else { "" };
    let closer = if dress.closer > 0 { format!("<w:spacing w:val=\"-{}\"/>", dress.closer) } else { String::new() };
    format!(
        "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:qFormat/>\
         <w:pPr>{paragraph}</w:pPr><w:rPr><w:rFonts w:ascii=\"{latin}\" w:hAnsi=\"{latin}\" w:eastAsia=\"{font}\" \
         w:cs=\"{latin}\"/>{bold}{closer}<w:kern w:val=\"0\"/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr></w:style>",
        id = id(of),
    )
}

/// Thin lines around every cell.
fn table_style(name: &str) -> String {
    let sides = ["top", "left", "bottom", "right", "insideH", "insideV"];
    let line = |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"7F7F7F\"/>");
    let borders: String = sides.iter().map(|side| line(side)).collect();
    let margin = super::table::MARGIN;
    format!(
        "<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>\
         <w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/>\
         <w:left w:w=\"{margin}\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/>\
         <w:right w:w=\"{margin}\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>",
        id = id(StyleName::Table),
    )
}

/// Digits are English in both languages: as Chinese ones, some programs break a number in two.
pub(super) fn stylesheet(lang: Lang) -> String {
    let (text, latin) = (TEXT_FONT.name, LATIN_FONT.name);
    let styles: String = ALL.iter().map(|of| definition(lang, *of)).collect();
    format!(
        "{head}<w:styles xmlns:w=\"{W}\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"{latin}\" \
         w:hAnsi=\"{latin}\" w:eastAsia=\"{text}\" w:cs=\"{latin}\"/><w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/>\
         <w:lang w:val=\"en-GB\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault/></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">\
         <w:name w:val=\"Normal\"/><w:qFormat/></w:style><w:style w:type=\"table\" w:default=\"1\" \
         w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:uiPriority w:val=\"99\"/><w:semiHidden/>\
         <w:unhideWhenUsed/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/></w:tblPr></w:style>{styles}</w:styles>",
        head = super::part::HEAD,
        W = super::part::W,
    )
}

pub(super) fn font_table() -> String {
    let font = |font: &Font| {
        let Font { name, others, family, is_chinese } = font;
        let charset = if *is_chinese { "86" } else { "00" };
        format!(
            "<w:font w:name=\"{name}\"><w:altName w:val=\"{others}\"/><w:charset w:val=\"{charset}\"/>\
             <w:family w:val=\"{family}\"/><w:pitch w:val=\"variable\"/></w:font>"
        )
    };
    let fonts = [TITLE_FONT, TEXT_FONT, HEADING_FONT, INNER_FONT, FOLIO_FONT, LATIN_FONT];
    let fonts: String = fonts.iter().map(font).collect();
    format!("{head}<w:fonts xmlns:w=\"{W}\">{fonts}</w:fonts>", head = super::part::HEAD, W = super::part::W)
}

/// Under which ids the styles stand: ours, or those of a template that has a style of the name.
pub(super) struct StyleIds {
    theirs: HashMap<&'static str, String>,
}

impl StyleIds {
    pub fn ours() -> Self {
        Self { theirs: HashMap::new() }
    }

    /// `styles`: id and name of each style of a template.
    pub fn of_template(styles: &[(String, String)]) -> Self {
        let theirs = ALL.iter().filter_map(|of| {
            let names = style_names(*of).map(escaped);
            let (theirs, _) = styles.iter().find(|(_, name)| names.contains(name))?;
            Some((id(*of), theirs.clone()))
        });
        Self { theirs: theirs.collect() }
    }

    pub fn get(&self, of: StyleName) -> &str {
        self.theirs.get(id(of)).map_or(id(of), String::as_str)
    }

    /// The definitions a template lacks.
    pub fn lacking(&self, lang: Lang) -> String {
        let lacking = ALL.iter().filter(|of| !self.theirs.contains_key(id(**of)));
        lacking.map(|of| definition(lang, *of)).collect()
    }
}
