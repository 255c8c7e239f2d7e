//! Files somebody brings, opened and read as rows of raw cells; and the registers that come with the program. Nothing
//! here writes to a register.

/// Readers of codes in the program's own files.
macro_rules! coded {
    ($($name:ident $kind:ident),*) => {$(
        fn $name<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<$kind, D::Error> {
            let code = String::deserialize(deserializer)?;
            $kind::from_code(&code).ok_or_else(|| serde::de::Error::custom(code))
        }
    )*};
}

mod decode;
pub mod document;
#[cfg(test)]
mod document_test;
pub mod file;
#[cfg(test)]
mod file_test;
pub mod fixture;
pub mod grid;
pub mod heading;
mod json;
#[cfg(test)]
mod json_test;
mod layout;
pub mod limit;
mod ods;
mod ods_style;
#[cfg(test)]
mod ods_test;
mod ole;
pub mod package;
pub mod shipped;
mod shown;
mod text;
#[cfg(test)]
mod text_test;
pub mod value;
mod workbook;
#[cfg(test)]
mod workbook_test;
mod xls;
#[cfg(test)]
mod xls_test;
mod xlsb;
#[cfg(test)]
mod xlsb_test;
mod xlsx;

pub use decode::Encoding;
