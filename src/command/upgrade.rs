//! `upgrade`: brings an older register to this program's schema.

use crate::error::Result;
use crate::lang::talk::Talk;
use crate::store::{SCHEMA_VERSION, Store};

use super::Outcome;
use super::ctx::Ctx;

/// A copy of the register as it was is saved beside it first.
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(ctx: &mut Ctx, _: &Args) -> Result<Outcome> {
    match Store::upgrade(&ctx.register()?)? {
        None => ctx.say(&Talk::Current { version: SCHEMA_VERSION }),
        Some(copy) => ctx.say(&Talk::Upgraded { version: SCHEMA_VERSION, copy: &copy }),
    }
    Ok(Outcome::Done)
}
