//! A copy of a register on its way: made beside its place, proved, on disk, and only then seen there. Each command that
//! makes one, be it a backup, what is put back, or the copy before an upgrade, does it here.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::domain::Instant;
use crate::domain::change::LedgerEnd;
use crate::error::{CopyError, Error, FileError, Result};
use crate::output::Beside;
use crate::store::{Journal, Store, side_files};

/// A file beside its place, whole and on disk, that nobody sees yet. Dropped, it is gone.
pub struct Made {
    beside: Beside,
    place: PathBuf,
    pub end: LedgerEnd,
}

/// Copies a register to where its copy is to be, and proves the copy. `journal`: another mode than the register has.
/// The copy is as open to others as the register is.
pub fn made(store: &Store, place: &Path, journal: Option<Journal>, like: &Path) -> Result<Made> {
    let (file, beside) = empty(place, like)?;
    let end = store.copy_into(beside.path(), journal)?;
    Made::new(&file, beside, place, end)
}

/// As [`made`], of a register that may be unsound.
pub fn made_as_it_is(store: &Store, place: &Path, like: &Path) -> Result<Made> {
    let (file, beside) = empty(place, like)?;
    store.copy_pages(beside.path(), None)?;
    Made::new(&file, beside, place, LedgerEnd::default())
}

fn empty(place: &Path, like: &Path) -> Result<(File, Beside)> {
    let (file, beside) = Beside::new(place).map_err(|cause| failed(place, cause))?;
    look_like(&file, like).map_err(|cause| failed(place, cause))?;
    Ok((file, beside))
}

impl Made {
    /// Puts a finished file on disk.
    pub fn new(file: &File, beside: Beside, place: &Path, end: LedgerEnd) -> Result<Self> {
        file.sync_all().map_err(|cause| failed(place, cause))?;
        Ok(Self { beside, place: place.to_owned(), end })
    }

    /// Where it is until it has its name.
    pub fn path(&self) -> &Path {
        self.beside.path()
    }

    /// Gives it its name, where nothing is.
    pub fn appear(self) -> Result<LedgerEnd> {
        let Self { beside, place, end } = self;
        beside.take_place(&place).map_err(|cause| match cause.kind() {
            ErrorKind::AlreadyExists => Error::from(CopyError::Exists { path: place.clone() }),
            _ => failed(&place, cause),
        })?;
        on_disk(&place)?;
        Ok(end)
    }

    /// Gives it its name, in the place of whatever is there.
    pub fn take_place(self) -> Result<LedgerEnd> {
        let Self { beside, place, end } = self;
        beside.replace(&place).map_err(|cause| failed(&place, cause))?;
        on_disk(&place)?;
        Ok(end)
    }
}

/// Refuses a place where something is, be it only a log that SQLite would take for that of the new file.
pub fn is_free(place: &Path) -> Result<()> {
    let taken = [place.to_owned()].into_iter().chain(side_files(place)).find(|path| fs::symlink_metadata(path).is_ok());
    match taken {
        Some(path) => Err(CopyError::Exists { path }.into()),
        None => Ok(()),
    }
}

/// Refuses a file that is the register itself, whichever way leads to it.
pub fn is_other(file: &Path, register: &Path) -> Result<()> {
    if is_same(file, register) { Err(CopyError::Itself { path: file.to_owned() }.into()) } else { Ok(()) }
}

fn is_same(one: &Path, other: &Path) -> bool {
    let (Ok(one), Ok(other)) = (fs::canonicalize(one), fs::canonicalize(other)) else { return false };
    #[cfg(unix)]
    if let (Ok(one), Ok(other)) = (fs::metadata(&one), fs::metadata(&other)) {
        use std::os::unix::fs::MetadataExt;
        return (one.dev(), one.ino()) == (other.dev(), other.ino());
    }
    one == other
}

/// A moment as file names have it.
pub fn in_a_name(moment: Instant) -> String {
    moment.format("%Y%m%dT%H%M%S").to_string()
}

/// Puts on disk what a folder says of its files.
pub fn on_disk(place: &Path) -> Result<()> {
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(|cause| failed(folder, cause))?;
    }
    Ok(())
}

/// Gives a file the permissions and, where one may, the owner of another.
fn look_like(file: &File, like: &Path) -> std::io::Result<()> {
    let like = fs::metadata(like)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        let _ = fchown(file, Some(like.uid()), Some(like.gid()));
    }
    file.set_permissions(like.permissions())
}

pub fn failed(path: &Path, cause: std::io::Error) -> Error {
    FileError::Io { path: path.to_owned(), cause }.into()
}
