//! The parts a document is packed of: what says which part is what, the page with its foot, the settings, who made it
//! when. The same page is the same bytes: no clock but the page's own, a fixed moment in the zip.

use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::style::{StyleIds, font_table, stylesheet};
use super::xml::escaped;
use crate::lang::Lang;
use crate::lang::document::{StyleName, tag};
use crate::report::model::Header;

pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The namespace of WordprocessingML.
pub(super) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const PROGRAM: &str = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));

/// A page of A4.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Paper {
    /// Of 通报.
    Notice,
    /// Of tables: with less white, so that the first side holds what it has to.
    Tables,
    /// Of a wide one, on its side.
    Wide,
}

impl Paper {
    /// Width and height in twips.
    fn size(self) -> (u32, u32) {
        match self {
            Self::Notice | Self::Tables => (11_906, 16_838),
            Self::Wide => (16_838, 11_906),
        }
    }

    /// Top, right, bottom, left: 37, 26, 35 and 28 mm; else 25, 25, 22 and 25.
    fn margins(self) -> [u32; 4] {
        match self {
            Self::Notice => [2_098, 1_474, 1_984, 1_588],
            Self::Tables | Self::Wide => [1_418, 1_418, 1_248, 1_418],
        }
    }

    /// The room between the margins.
    pub fn room(self) -> u32 {
        let (width, [_, right, _, left]) = (self.size().0, self.margins());
        width - left - right
    }

    /// 22 lines of 28 points fill the page upright. The 28 characters of a line are a matter of the style: a grid of
    /// characters would let some programs break a number in two.
    fn section(self) -> String {
        let (width, height) = self.size();
        let [top, right, bottom, left] = self.margins();
        let orient = match self {
            Self::Notice | Self::Tables => "",
            Self::Wide => " w:orient=\"landscape\"",
        };
        let foot = bottom * 7 / 10;
        format!(
            "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rIdOdd\"/>\
             <w:footerReference w:type=\"even\" r:id=\"rIdEven\"/><w:pgSz w:w=\"{width}\" w:h=\"{height}\"{orient}/>\
             <w:pgMar w:top=\"{top}\" w:right=\"{right}\" w:bottom=\"{bottom}\" w:left=\"{left}\" w:header=\"851\" \
             w:footer=\"{foot}\" w:gutter=\"0\"/>\
             <w:docGrid w:type=\"lines\" w:linePitch=\"579\"/></w:sectPr>"
        )
    }
}

/// A part with its name.
pub(super) type Part = (String, Vec<u8>);

/// The parts of a document of ours, whose body is `body`.
pub(super) fn parts(lang: Lang, header: &Header, title: &str, body: &str, paper: Paper) -> Vec<Part> {
    let section = paper.section();
    let document =
        format!("{HEAD}<w:document xmlns:w=\"{W}\" xmlns:r=\"{R}\"><w:body>{body}{section}</w:body></w:document>");
    let texts = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", relations()),
        ("docProps/core.xml", properties(lang, header, title)),
        ("word/_rels/document.xml.rels", document_relations()),
        ("word/document.xml", document),
        ("word/fontTable.xml", font_table()),
        ("word/footer1.xml", foot("right")),
        ("word/footer2.xml", foot("left")),
        ("word/settings.xml", settings()),
        ("word/styles.xml", stylesheet(lang)),
    ];
    texts.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect()
}

fn content_types() -> String {
    let parts = [
        ("document", "document.main"),
        ("fontTable", "fontTable"),
        ("footer1", "footer"),
        ("footer2", "footer"),
        ("settings", "settings"),
        ("styles", "styles"),
    ];
    let part = |(name, kind)| format!("<Override PartName=\"/word/{name}.xml\" ContentType=\"{TYPE}.{kind}+xml\"/>");
    let parts: String = parts.into_iter().map(part).collect();
    format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{parts}<Override PartName=\"/docProps/core.xml\" \
         ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>"
    )
}

fn relations() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{R}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{PACKAGE}/relationships/metadata/core-properties\" \
         Target=\"docProps/core.xml\"/></Relationships>"
    )
}

fn document_relations() -> String {
    let parts = [
        ("rIdStyles", "styles", "styles"),
        ("rIdSettings", "settings", "settings"),
        ("rIdFonts", "fontTable", "fontTable"),
        ("rIdOdd", "footer", "footer1"),
        ("rIdEven", "footer", "footer2"),
    ];
    let part = |(id, kind, name)| format!("<Relationship Id=\"{id}\" Type=\"{R}/{kind}\" Target=\"{name}.xml\"/>");
    let parts: String = parts.into_iter().map(part).collect();
    format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{parts}</Relationships>")
}

fn properties(lang: Lang, header: &Header, title: &str) -> String {
    let made_at = header.made_at.format("%Y-%m-%dT%H:%M:%SZ");
    let (title, tongue) = (escaped(title), tag(lang));
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{title}</dc:title>\
         <dc:creator>{PROGRAM}</dc:creator><dc:language>{tongue}</dc:language>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{made_at}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{made_at}</dcterms:modified></cp:coreProperties>"
    )
}

/// — 1 —, a character from the outer edge: right on odd pages, left on even ones, as GB/T 9704 has it for paper that is
/// printed on both sides.
fn foot(side: &str) -> String {
    let ids = StyleIds::ours();
    let style = ids.get(StyleName::Folio);
    let edge =
        if side == "right" { "w:rightChars=\"100\" w:right=\"280\"" } else { "w:leftChars=\"100\" w:left=\"280\"" };
    format!(
        "{HEAD}<w:ftr xmlns:w=\"{W}\"><w:p><w:pPr><w:pStyle w:val=\"{style}\"/><w:ind {edge}/><w:jc w:val=\"{side}\"/>\
         </w:pPr><w:r><w:t xml:space=\"preserve\">— </w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r>\
         <w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/>\
         </w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r>\
         <w:t xml:space=\"preserve\"> —</w:t></w:r></w:p></w:ftr>"
    )
}

fn settings() -> String {
    format!(
        "{HEAD}<w:settings xmlns:w=\"{W}\"><w:zoom w:percent=\"100\"/><w:evenAndOddHeaders/>\
         <w:characterSpacingControl w:val=\"compressPunctuation\"/><w:compat><w:useFELayout/>\
         <w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" \
         w:val=\"15\"/></w:compat></w:settings>"
    )
}

/// All parts in one file, in their order.
pub(super) fn packed(parts: &[Part]) -> io::Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name.as_str(), options).map_err(io::Error::other)?;
        zip.write_all(content)?;
    }
    Ok(zip.finish().map_err(io::Error::other)?.into_inner())
}
