//! How prose is put in two languages: one macro, the two texts side by side. What comes out of a table with both
//! languages (a fixed word, a label, the name of a month) is picked by `Lang::pick` and `Lang::either`.

/// One of two texts, Chinese first, with the names in scope filled in, and those given before them:
/// `say! { lang, path = shown(path); "…{path}…", "… {path} …" }`. In braces the pair keeps its lines as they are written.
macro_rules! say {
    ($lang:expr, $zh:literal, $en:literal $(,)?) => {
        match $lang {
            $crate::lang::Lang::Zh => format!($zh),
            $crate::lang::Lang::En => format!($en),
        }
    };
    ($lang:expr $(, $name:ident = $value:expr)+; $zh:literal, $en:literal) => {{
        let ($($name,)+) = ($($value,)+);
        $crate::lang::say::say!($lang, $zh, $en)
    }};
}
pub(in crate::lang) use say;
