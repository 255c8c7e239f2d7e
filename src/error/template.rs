//! Why a document somebody brought cannot be filled with a page.

use super::family;

family! {
    /// Sizes are those of the limit that was passed.
    #[derive(Clone, PartialEq, Eq)]
    pub enum TemplateError {
        /// A document in a format that is not filled, by its ending.
        OtherDocument { format: &'static str } => 4;
        /// No document of Word.
        NoDocument => 4;
        /// Cut short or spoilt; the problem in the words of what met it.
        Damaged { problem: String } => 4;
        Password => 4;
        TooLarge { most_mib: u64 } => 4;
        Unpacked { most_mib: u64 } => 4;
        TooManyParts { most: usize } => 4;
        /// Nowhere does it say where the page goes.
        NoMark => 4;
        TwoMarks => 4;
        /// What stands beside the mark of the content in its paragraph.
        BesideMark { text: String } => 4;
        /// A mark that stands for nothing.
        UnknownMark { word: String, known: Vec<&'static str> } => 4;
        /// A place for the office, and no office named.
        NoIssuer => 4;
    }
}
