//! End-to-end tests: the built program as people and cron jobs meet it, and the rules its source keeps.
//!
//! `tests/sessions/*.md` are console sessions to read; `tests/errors/*.md` are a gallery of everything that is refused.
//! After a change of wording: `TRYCMD=overwrite cargo test --test it`, then read every line of the difference.

#![allow(clippy::disallowed_methods, reason = "tests write files and look at the environment and the clock")]

mod backup;
mod between_pages;
mod brief;
mod cli;
mod console;
mod contributing;
mod cron;
mod documented;
mod documents;
mod doors;
mod fortnight;
mod frozen_pages;
mod full_disk;
mod fuzzed_files;
mod gallery;
mod generated;
mod generated_figures;
mod hard_cases;
mod heading_units;
mod html;
mod html_text;
mod hundredfold;
mod large_sums;
mod ledger_hash;
mod list_headings;
mod metamorphic;
mod model;
mod office_asked;
mod office_lines;
mod office_lists;
mod office_sheets;
mod outputs;
mod readers;
mod refused_figures;
mod return_sheet;
mod round_trip;
mod rust_text;
mod sealed;
mod sessions;
mod sheet_columns;
mod sheets_refused;
mod streams;
mod tampered;
mod tidy;
mod told;
mod transfer;
mod typed_figures;
mod whose_page;
mod workbooks;
mod worked_example;
mod worked_rules;
