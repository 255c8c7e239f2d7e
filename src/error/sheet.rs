//! Why a file somebody brought cannot be read as a table, as data.

/// Sizes are those of the limit that was passed; rows and lines count from 1.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SheetError {
    /// A formula that no program has calculated yet, and its cell.
    Uncalculated {
        cell: String,
    },
    /// Nothing but white space.
    Empty,
    TooLarge {
        most_mib: u64,
    },
    /// A workbook cut short or spoilt; the problem in the words of the crate that met it.
    Damaged {
        problem: String,
    },
    Password,
    /// A workbook of Excel 97–2003, or one of WPS in that form.
    OldWorkbook,
    /// A workbook in a format that is not read.
    OtherWorkbook {
        format: &'static str,
    },
    /// Neither a table nor a workbook.
    NoTable,
    /// A workbook that unpacks to more than any register is.
    Unpacked {
        most_mib: u64,
    },
    TooManyParts {
        most: usize,
    },
    NoSheets,
    TooManyRows {
        sheet: Option<String>,
        most: usize,
    },
    TooManyColumns {
        sheet: Option<String>,
        row: usize,
        most: usize,
    },
    TooMuchText {
        sheet: Option<String>,
        most_mib: u64,
    },
    CellTooLong {
        sheet: Option<String>,
        row: usize,
        /// Its letter, or in JSON its key.
        column: String,
        most: usize,
    },
    /// An error of a formula of a kind nobody knew yet; `row` is the last one read before it.
    ErrorValue {
        sheet: String,
        row: usize,
        value: String,
    },
    Nul {
        line: usize,
    },
    /// Bytes that are no character: in the encoding named, or in any that was tried.
    NoCharacter {
        encoding: Option<&'static str>,
        line: usize,
        /// The first of the bytes; of UTF-16 the unit.
        byte: u16,
    },
    OddLength,
    /// A quote that never closes, or that only closes many rows on.
    OpenQuote {
        line: usize,
    },
    JsonSyntax {
        line: usize,
        column: usize,
    },
    JsonNoObject,
    /// An object without an array of objects.
    JsonNoRows,
    /// Something else between the objects of an array.
    JsonNoRow {
        member: String,
        number: usize,
    },
}

impl SheetError {
    pub(super) fn exit_status(&self) -> u8 {
        match self {
            Self::Uncalculated { .. }
            | Self::Empty
            | Self::TooLarge { .. }
            | Self::Damaged { .. }
            | Self::Password
            | Self::OldWorkbook
            | Self::OtherWorkbook { .. }
            | Self::NoTable
            | Self::Unpacked { .. }
            | Self::TooManyParts { .. }
            | Self::NoSheets
            | Self::TooManyRows { .. }
            | Self::TooManyColumns { .. }
            | Self::TooMuchText { .. }
            | Self::CellTooLong { .. }
            | Self::ErrorValue { .. }
            | Self::Nul { .. }
            | Self::NoCharacter { .. }
            | Self::OddLength
            | Self::OpenQuote { .. }
            | Self::JsonSyntax { .. }
            | Self::JsonNoObject
            | Self::JsonNoRows
            | Self::JsonNoRow { .. } => 4,
        }
    }
}
