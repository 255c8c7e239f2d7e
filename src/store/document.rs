//! The documents on record (批文), which a new one must not be taken for.

use std::collections::HashMap;

use super::Store;
use crate::domain::permit::{Document, Documents};
use crate::error::Result;

const NUMBERED: &str = "
    SELECT m.project_id, p.code, m.name, m.number FROM current_milestone m JOIN project p ON p.id = m.project_id
    WHERE m.number IS NOT NULL ORDER BY m.project_id, m.position";

const PARENTS: &str =
    "SELECT project_id, parent_id FROM current_project WHERE parent_id IS NOT NULL ORDER BY project_id";

impl Store {
    /// Every document that is known now, and what stands under what.
    pub fn documents(&self) -> Result<Documents> {
        let mut select = self.conn.prepare_cached(PARENTS)?;
        let parents = select.query_map([], |row| Ok((row.get("project_id")?, row.get("parent_id")?)))?;
        let parents = parents.collect::<rusqlite::Result<HashMap<_, _>>>()?;
        let mut select = self.conn.prepare_cached(NUMBERED)?;
        let numbered = select.query_map([], |row| {
            let (project, code) = (row.get("project_id")?, row.get("code")?);
            Ok(Document { project, code, name: row.get("name")?, number: row.get("number")? })
        })?;
        Ok(Documents::new(numbered.collect::<rusqlite::Result<Vec<_>>>()?, parents))
    }
}
