//! `upgrade`: brings an older register to this program's schema.

use std::path::PathBuf;

use crate::error::Result;
use crate::lang::talk::Talk;
use crate::store::{SCHEMA_VERSION, Store};

use super::Outcome;
use super::copy::{is_free, made};
use super::ctx::Ctx;

/// A copy of the register as it was is saved beside it first, proved as `backup` proves one.
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(ctx: &mut Ctx, _: &Args) -> Result<Outcome> {
    let register = ctx.register()?;
    let saved = Store::upgrade(&register, |store, version| {
        let mut name = register.clone().into_os_string();
        name.push(format!(".v{version}"));
        let copy = PathBuf::from(name);
        is_free(&copy)?;
        made(store, &copy, None, &register)?.appear()?;
        Ok(copy)
    })?;
    match saved {
        None => ctx.say(&Talk::Current { version: SCHEMA_VERSION }),
        Some(copy) => ctx.say(&Talk::Upgraded { version: SCHEMA_VERSION, copy: &copy }),
    }
    Ok(Outcome::Done)
}
