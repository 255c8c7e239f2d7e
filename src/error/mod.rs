//! Everything that can go wrong, as data: one small enum a family, each with its exit status. The words, in both
//! languages, are in `lang::error`, under the same names; the only place that prints one is `run`. Each line of a
//! `family!` says what an error carries, its exit status (1 failed · 2 wrong usage · 4 input refused · 5 conflict ·
//! 6 busy) and what lets a sheet in that met it.
//!
//! What somebody states is refused with an [`Objection`], whoever brought it: by a flag it becomes an
//! [`Error::Refused`], by a sheet a [`Fault`].

mod category;
mod copy;
mod dump;
mod export;
mod fault;
mod field;
mod file;
mod filing;
mod headings;
mod import;
mod issue;
mod measure;
mod milestone;
mod name;
mod page;
mod person;
mod plan;
mod register;
mod review;
mod rule;
mod sheet;
mod target;
mod template;
mod tree;
mod undo;
mod usage;
mod value;

use std::borrow::Cow;
use std::path::PathBuf;

pub use category::CategoryError;
pub use copy::CopyError;
pub use dump::{BadLine, DumpError};
pub use export::ExportError;
pub use fault::{BadCell, Fault, Remedy, RowError};
pub use field::FieldError;
pub use file::FileError;
pub use filing::FilingError;
pub use headings::{HeadingsError, Question, SaidFlag};
pub use import::ImportError;
pub use issue::IssueError;
pub use measure::MeasureError;
pub use milestone::MilestoneError;
pub use name::{NameError, WordList};
pub use page::PageError;
pub use person::PersonError;
pub use plan::PlanError;
pub use register::{Gave, RegisterError};
pub use review::{NotAccepted, ReviewError};
pub use rule::RuleError;
pub use sheet::SheetError;
pub use target::TargetError;
pub use template::TemplateError;
pub use tree::TreeError;
pub use undo::{Blocker, UndoError};
pub use usage::UsageError;
pub use value::{LastReturn, ValueError};

/// A family, each of its errors with its exit status, and, where a sheet can meet the family, with what lets the sheet
/// in that was refused for it. Those of `RowError` have no status of their own: they are counted by an `ImportError`.
/// An error that carries an [`Objection`] has the remedy of that.
macro_rules! family {
    // the enum itself
    (@enum $(#[$about:meta])* $family:ident {
        $($(#[$doc:meta])* $error:ident $({ $($field:tt)* })? $(($held:ty))?;)+
    }) => {
        $(#[$about])*
        #[derive(Debug)]
        pub enum $family {
            $($(#[$doc])* $error $({ $($field)* })? $(($held))?,)+
        }
    };
    ($(#[$about:meta])* pub enum $family:ident {
        $($(#[$doc:meta])* $error:ident $({ $($field:tt)* })? $(($held:ty))? => $status:literal;)+
    }) => {
        $crate::error::family!(@enum $(#[$about])* $family { $($(#[$doc])* $error $({ $($field)* })? $(($held))?;)+ });

        impl $family {
            pub(in crate::error) fn exit_status(&self) -> u8 {
                match self {
                    $(Self::$error { .. } => $status,)+
                }
            }
        }
    };
    ($(#[$about:meta])* pub enum $family:ident {
        $($(#[$doc:meta])* $error:ident $({ $($field:tt)* })? $(($held:ty))? => $status:literal $remedy:ident;)+
    }) => {
        $crate::error::family! { $(#[$about])* pub enum $family {
            $($(#[$doc])* $error $({ $($field)* })? $(($held))? => $status;)+
        } }

        impl $family {
            pub(in crate::error) fn remedy(&self) -> $crate::error::Remedy {
                match self {
                    $(Self::$error { .. } => $crate::error::Remedy::$remedy,)+
                }
            }
        }
    };
    ($(#[$about:meta])* pub enum $family:ident or $carrying:ident($carried:ty) {
        $($(#[$doc:meta])* $error:ident $({ $($field:tt)* })? => $remedy:ident;)+
    }) => {
        $crate::error::family!(@enum $(#[$about])* $family {
            $($(#[$doc])* $error $({ $($field)* })?;)+
            $carrying($carried);
        });

        impl $family {
            fn remedy(&self) -> $crate::error::Remedy {
                match self {
                    $(Self::$error { .. } => $crate::error::Remedy::$remedy,)+
                    Self::$carrying(carried) => carried.remedy(),
                }
            }
        }
    };
}
pub(in crate::error) use family;

/// From the enum of a family to the whole.
macro_rules! families {
    ($whole:ident: $($family:ident($error:ident)),* $(,)?) => {
        $(impl From<$error> for $whole {
            fn from(error: $error) -> Self {
                Self::$family(error)
            }
        })*
    };
}

/// The families of what may be stated.
macro_rules! objections {
    ($($family:ident($error:ident)),* $(,)?) => {
        /// What speaks against a statement, whoever brought it.
        #[derive(Debug)]
        pub enum Objection {
            $($family($error)),*
        }

        families!(Objection: $($family($error)),*);

        impl Objection {
            pub fn exit_status(&self) -> u8 {
                match self {
                    $(Self::$family(why) => why.exit_status()),*
                }
            }

            /// What lets a sheet in that was refused for it.
            fn remedy(&self) -> Remedy {
                match self {
                    $(Self::$family(why) => why.remedy()),*
                }
            }
        }
    };
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Debug)]
pub enum Error {
    Register(RegisterError),
    File(FileError),
    Usage(UsageError),
    /// What the command line states is refused.
    Refused {
        /// Where it stands: `--on`, `--set area`, or a name in the usage line such as `NAME`; `None`: the error says
        /// itself what it is about.
        flag: Option<Cow<'static, str>>,
        why: Objection,
    },
    Rule(RuleError),
    Undo(UndoError),
    Review(ReviewError),
    /// A file somebody brought that cannot be read as a table.
    Sheet {
        path: PathBuf,
        why: SheetError,
    },
    /// A document somebody brought that cannot be filled.
    Template {
        path: PathBuf,
        why: TemplateError,
    },
    Headings(HeadingsError),
    Import(ImportError),
    Export(ExportError),
    Page(PageError),
    Copy(CopyError),
    Dump(DumpError),
}

objections! {
    Value(ValueError),
    Name(NameError),
    Tree(TreeError),
    Filing(FilingError),
    Plan(PlanError),
    Milestone(MilestoneError),
    Issue(IssueError),
    Target(TargetError),
    Measure(MeasureError),
    Person(PersonError),
    Category(CategoryError),
    Field(FieldError),
}

impl Error {
    /// 1 failed · 2 wrong usage · 4 input refused · 5 conflict · 6 busy.
    pub fn exit_status(&self) -> u8 {
        match self {
            Self::Register(why) => why.exit_status(),
            Self::File(why) => why.exit_status(),
            Self::Usage(why) => why.exit_status(),
            Self::Refused { why, .. } => why.exit_status(),
            Self::Rule(why) => why.exit_status(),
            Self::Undo(why) => why.exit_status(),
            Self::Review(why) => why.exit_status(),
            Self::Sheet { why, .. } => why.exit_status(),
            Self::Template { why, .. } => why.exit_status(),
            Self::Headings(why) => why.exit_status(),
            Self::Import(why) => why.exit_status(),
            Self::Export(why) => why.exit_status(),
            Self::Page(why) => why.exit_status(),
            Self::Copy(why) => why.exit_status(),
            Self::Dump(why) => why.exit_status(),
        }
    }
}

impl Objection {
    /// As the refusal of what stands behind a flag.
    pub fn behind(self, flag: impl Into<Cow<'static, str>>) -> Error {
        Error::Refused { flag: Some(flag.into()), why: self }
    }
}

impl<W: Into<Objection>> From<W> for Error {
    fn from(why: W) -> Self {
        Self::Refused { flag: None, why: why.into() }
    }
}

families!(Error: Register(RegisterError), File(FileError), Usage(UsageError), Rule(RuleError), Undo(UndoError),
    Review(ReviewError), Headings(HeadingsError), Import(ImportError), Export(ExportError), Page(PageError),
    Copy(CopyError), Dump(DumpError));

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Register(match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => RegisterError::DiskFull,
            _ => RegisterError::Sqlite { message: error.to_string() },
        })
    }
}
