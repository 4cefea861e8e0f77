//! The index on disk: the only part of search that knows the file system.
//!
//! The engine's own directory for files locks, watches and keeps a list of what it manages, all by
//! writing into the folder. A published folder is read-only, and of a built one the index may only
//! touch what it wrote itself, because the search page lies in it too. So both directions have a
//! directory of our own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, OwnedBytes, TerminatingWrite, WatchCallback,
    WatchHandle, WritePtr,
};

use super::SearchError;

/// The engine's table of contents, the one file of an index with a fixed name.
pub(super) const META: &str = "meta.json";

/// A folder with a finished index. Nothing is ever written to it.
#[derive(Debug, Clone)]
pub(super) struct ReadOnlyDirectory {
    root: PathBuf,
}

impl ReadOnlyDirectory {
    /// Takes a folder that holds an index.
    pub(super) fn open(root: &Path) -> Result<Self, SearchError> {
        if root.join(META).is_file() {
            Ok(Self { root: root.to_owned() })
        } else {
            Err(SearchError::NoIndex(root.to_owned()))
        }
    }
}

impl Directory for ReadOnlyDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let file = File::open(self.root.join(path)).and_then(PositionedFile::new);
        Ok(Arc::new(file.map_err(|error| read_error(error, path))?))
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(self.root.join(path).exists())
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        fs::read(self.root.join(path)).map_err(|error| read_error(error, path))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        Err(DeleteError::IoError { io_error: Arc::new(read_only()), filepath: path.to_owned() })
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::wrap_io_error(read_only(), path.to_owned()))
    }

    fn atomic_write(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        Err(read_only())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    /// The files of a finished index never change, so there is nothing to lock out.
    fn acquire_lock(&self, _: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}

/// A folder in which an index is being built.
///
/// What the engine writes whole (its table of contents, its list of managed files) stays in
/// memory; what it streams goes to disk at once. Other files of the folder are none of its business.
#[derive(Debug, Clone)]
pub(super) struct BuildDirectory {
    files: ReadOnlyDirectory,
    notes: Arc<Mutex<BTreeMap<PathBuf, Vec<u8>>>>,
    streamed: Arc<Mutex<BTreeSet<PathBuf>>>,
}

impl BuildDirectory {
    /// Makes the folder, or takes one that holds no index.
    pub(super) fn create(root: &Path) -> Result<Self, SearchError> {
        fs::create_dir_all(root).map_err(|error| SearchError::Io(root.to_owned(), error))?;
        if root.join(META).exists() {
            return Err(SearchError::AlreadyIndexed(root.to_owned()));
        }
        let files = ReadOnlyDirectory { root: root.to_owned() };
        Ok(Self { files, notes: Arc::default(), streamed: Arc::default() })
    }

    /// The engine's table of contents as last written.
    pub(super) fn meta(&self) -> Vec<u8> {
        self.note(Path::new(META)).unwrap_or_default()
    }

    /// The names of the files written so far, sorted by extension, which tells them apart: what
    /// stands before it is random.
    pub(super) fn names(&self) -> Vec<String> {
        let streamed = held(&self.streamed);
        let mut names: Vec<_> = streamed.iter().map(|path| path.to_string_lossy().into_owned()).collect();
        names.sort_by(|a, b| extension(a).cmp(extension(b)));
        names
    }

    /// Feeds the bytes of a file to `take`, a piece at a time.
    pub(super) fn read(&self, name: &str, mut take: impl FnMut(&[u8])) -> Result<(), SearchError> {
        let path = self.files.root.join(name);
        let mut piece = vec![0; 1 << 16];
        let mut read = || {
            let mut file = File::open(&path)?;
            loop {
                match file.read(&mut piece)? {
                    0 => return Ok(()),
                    n => take(&piece[..n]),
                }
            }
        };
        read().map_err(|error| SearchError::Io(path.clone(), error))
    }

    /// Gives a file another name.
    pub(super) fn rename(&self, from: &str, to: &str) -> Result<(), SearchError> {
        let path = self.files.root.join(from);
        fs::rename(&path, self.files.root.join(to)).map_err(|error| SearchError::Io(path, error))
    }

    /// Writes a whole file.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), SearchError> {
        let path = self.files.root.join(name);
        fs::write(&path, bytes).map_err(|error| SearchError::Io(path, error))
    }

    fn note(&self, path: &Path) -> Option<Vec<u8>> {
        held(&self.notes).get(path).cloned()
    }
}

/// What a lock holds; nothing that panics leaves it half changed.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What stands after a file name's first dot.
pub(super) fn extension(name: &str) -> &str {
    name.split_once('.').map_or("", |(_, extension)| extension)
}

impl Directory for BuildDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.files.get_file_handle(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(self.note(path).is_some() || self.files.exists(path)?)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.note(path).ok_or_else(|| OpenReadError::FileDoesNotExist(path.to_owned()))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        fs::remove_file(self.files.root.join(path))
            .map_err(|error| DeleteError::IoError { io_error: Arc::new(error), filepath: path.to_owned() })?;
        held(&self.streamed).remove(path);
        Ok(())
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let file = File::create_new(self.files.root.join(path))
            .map_err(|error| OpenWriteError::wrap_io_error(error, path.to_owned()))?;
        held(&self.streamed).insert(path.to_owned());
        Ok(BufWriter::new(Box::new(StreamedFile(file))))
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        held(&self.notes).insert(path.to_owned(), data.to_vec());
        Ok(())
    }

    /// Publishing makes the whole site durable at once, after its last file.
    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.files.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.files.watch(callback)
    }
}

struct StreamedFile(File);

impl Write for StreamedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl TerminatingWrite for StreamedFile {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.flush()
    }
}

/// A file read at given places by any number of threads: no shared position, no mapping that a
/// file cut short under it could turn into a crash.
#[derive(Debug)]
struct PositionedFile {
    file: File,
    len: usize,
}

impl PositionedFile {
    fn new(file: File) -> io::Result<Self> {
        let len = usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?;
        Ok(Self { file, len })
    }

    #[cfg(unix)]
    fn read_exact_at(&self, bytes: &mut [u8], at: u64) -> io::Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(&self.file, bytes, at)
    }

    #[cfg(windows)]
    fn read_exact_at(&self, mut bytes: &mut [u8], mut at: u64) -> io::Result<()> {
        while !bytes.is_empty() {
            match std::os::windows::fs::FileExt::seek_read(&self.file, bytes, at)? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                n => {
                    let rest = bytes;
                    (bytes, at) = (&mut rest[n..], at + n as u64);
                }
            }
        }
        Ok(())
    }
}

impl HasLen for PositionedFile {
    fn len(&self) -> usize {
        self.len
    }
}

impl FileHandle for PositionedFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.start > range.end || range.end > self.len {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut bytes = vec![0; range.len()];
        self.read_exact_at(&mut bytes, range.start as u64)?;
        Ok(OwnedBytes::new(bytes))
    }
}

fn read_error(error: io::Error, path: &Path) -> OpenReadError {
    match error.kind() {
        io::ErrorKind::NotFound => OpenReadError::FileDoesNotExist(path.to_owned()),
        _ => OpenReadError::wrap_io_error(error, path.to_owned()),
    }
}

fn read_only() -> io::Error {
    io::ErrorKind::PermissionDenied.into()
}
