//! How prose is put in two languages: one macro, the two texts side by side. What comes out of a table with both
//! languages (a fixed word, a label, the name of a month) is picked by `Lang::pick` and `Lang::either`.

/// One of two texts, Chinese first, with the names in scope filled in.
macro_rules! say {
    ($lang:expr, $zh:literal, $en:literal $(,)?) => {
        match $lang {
            $crate::lang::Lang::Zh => format!($zh),
            $crate::lang::Lang::En => format!($en),
        }
    };
}
pub(in crate::lang) use say;
