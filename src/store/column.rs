//! Columns by name. A list of columns is written once; the struct that names them, the places to read them at, the
//! values to write and the text of the statements follow from it, so that no two lists have to agree. What the columns
//! mean is left to the modules that declare them.

/// The values of a row, in the order its columns were declared.
pub trait Columns<T> {
    fn values(self) -> impl Iterator<Item = T> + Clone;
}

/// A struct with a field for each column: `AT` has the place of each in a row that is read (where `$first` others stand
/// before them); filled with values, it is a row to write. A column that is missing, or was never declared, does not
/// compile.
macro_rules! columns {
    ($(#[$doc:meta])* $name:ident after $first:expr => $($column:ident)+) => {
        $(#[$doc])*
        pub struct $name<T> {
            $(pub $column: T),+
        }

        impl $name<usize> {
            #[allow(dead_code, reason = "of rows that are only written, or read back by another query")]
            pub const AT: Self = {
                #[expect(non_camel_case_types, reason = "columns keep their names")]
                enum Column {
                    $($column),+
                }
                Self { $($column: $first + Column::$column as usize),+ }
            };
        }

        impl<T: Clone> $crate::store::column::Columns<T> for $name<T> {
            fn values(self) -> impl Iterator<Item = T> + Clone {
                [$(self.$column),+].into_iter()
            }
        }
    };
}

/// The text of a SELECT of columns; the rest says whence and in which order.
macro_rules! select {
    ([$first:ident $($column:ident)*], $($rest:literal),+) => {
        concat!("SELECT ", stringify!($first), $(", ", stringify!($column),)* " ", $($rest),+)
    };
}

/// The text of an INSERT of columns into a table. The parameters bear the names of their columns and are bound in the
/// order of these.
macro_rules! insert {
    ([$first:ident $($column:ident)*], $table:literal) => {
        concat!(
            "INSERT INTO ", $table, " (", stringify!($first), $(", ", stringify!($column),)*
            ") VALUES (:", stringify!($first), $(", :", stringify!($column),)* ")"
        )
    };
}

/// The columns of queries, which name their rest, and, if rows of them are written too, of the INSERT into their table.
macro_rules! selection {
    (
        $(#[$doc:meta])* $name:ident [$($column:ident)+]
        $($query:ident: $rest:literal),+ $(; $insert:ident: $table:literal)?
    ) => {
        columns!($(#[$doc])* $name after 0 => $($column)+);
        selection!(@texts $name [$($column)+] $($query: $rest),+ $(; $insert: $table)?);
    };
    (@texts $name:ident $columns:tt $($query:ident: $rest:literal),+ $(; $insert:ident: $table:literal)?) => {
        impl $name<usize> {
            $(pub const $query: &'static str = select!($columns, $rest);)+
            $(pub const $insert: &'static str = insert!($columns, $table);)?
        }
    };
}

pub(super) use {columns, insert, select, selection};
