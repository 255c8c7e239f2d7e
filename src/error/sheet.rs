//! Why a file somebody brought cannot be read as a table, as data.

use super::family;

family! {
    /// Sizes are those of the limit that was passed; rows and lines count from 1.
    #[derive(Clone, PartialEq, Eq)]
    pub enum SheetError {
        /// A formula that no program has calculated yet, its sheet and its cell.
        Uncalculated { sheet: String, cell: String } => 4;
        /// Nothing but white space.
        Empty => 4;
        TooLarge { most_mib: u64 } => 4;
        /// A workbook cut short or spoilt; the problem in the words of the crate that met it.
        Damaged { problem: String } => 4;
        Password => 4;
        /// A workbook of Excel 95 or before.
        OldWorkbook => 4;
        /// A workbook in a format that is not read.
        OtherWorkbook { format: &'static str } => 4;
        /// Neither a table nor a workbook.
        NoTable => 4;
        /// A workbook that unpacks to more than any register is.
        Unpacked { most_mib: u64 } => 4;
        TooManyParts { most: usize } => 4;
        NoSheets => 4;
        TooManyRows { sheet: Option<String>, most: usize } => 4;
        TooManyColumns { sheet: Option<String>, row: usize, most: usize } => 4;
        TooMuchText { sheet: Option<String>, most_mib: u64 } => 4;
        CellTooLong {
            sheet: Option<String>,
            row: usize,
            /// Its letter, or in JSON its key.
            column: String,
            most: usize,
        } => 4;
        /// An error of a formula of a kind nobody knew yet; `row` is the last one read before it.
        ErrorValue { sheet: String, row: usize, value: String } => 4;
        Nul { line: usize } => 4;
        /// Bytes that are no character: in the encoding named, or in any that was tried.
        NoCharacter {
            encoding: Option<&'static str>,
            line: usize,
            /// The first of the bytes; of UTF-16 the unit.
            byte: u16,
        } => 4;
        OddLength => 4;
        /// Bytes that are characters in GB18030, but hardly such as anybody writes; in Big5 they are.
        PerhapsBig5 => 4;
        /// A quote that never closes, or that only closes many rows on.
        OpenQuote { line: usize } => 4;
        /// A quote that opens a cell and closes before its end: some of it may be text.
        StrayQuote { line: usize, cell: String } => 4;
        JsonSyntax { line: usize, column: usize } => 4;
        JsonNoObject => 4;
        /// An object without an array of objects.
        JsonNoRows => 4;
        /// Something else between the objects of an array.
        JsonNoRow { member: String, number: usize } => 4;
    }
}
