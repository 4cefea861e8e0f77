//! The new output while it is being made, in a folder of its own.

use super::manifest::{Entry, Manifest};
use super::{MANIFEST, PublishError, beside, sha256, switch};
use crate::render::Sink;
use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

/// How many finished files may wait for the disk.
const WAITING: usize = 512;

/// A new output that is being made. Dropped without [`Staging::commit`], it leaves nothing behind.
pub struct Staging {
    out: PathBuf,
    folder: PathBuf,
    entries: Mutex<BTreeMap<String, Entry>>,
    /// One thread writes: two are slower, because the file system takes turns anyway.
    queue: Option<SyncSender<(PathBuf, Vec<u8>)>>,
    writer: Option<JoinHandle<Result<(), PublishError>>>,
    /// Held for the whole build, so that two builds of one output wait for nobody and harm nobody.
    _lock: File,
}

impl Staging {
    /// Starts a new output that will take the place of `out`.
    ///
    /// # Errors
    /// When another build of the same output runs, or the folder cannot be made.
    pub fn new(out: &Path) -> Result<Self, PublishError> {
        let out = std::path::absolute(out).map_err(|error| PublishError::io("找不到", out, &error))?;
        // A link is followed: what it leads to is replaced, not the link.
        let out = out.canonicalize().unwrap_or(out);
        let parent = out.parent().unwrap_or(Path::new("/"));
        std::fs::create_dir_all(parent).map_err(|error| PublishError::io("建不了文件夹", parent, &error))?;
        let lock = lock(&out)?;
        let folder = beside(&out, "staging");
        remove_if_there(&folder)?;
        std::fs::create_dir(&folder).map_err(|error| PublishError::io("建不了文件夹", &folder, &error))?;
        let (queue, jobs) = sync_channel::<(PathBuf, Vec<u8>)>(WAITING);
        let writer = std::thread::spawn(move || {
            let mut folders = HashSet::new();
            jobs.into_iter().try_for_each(|(path, bytes)| write(&path, &bytes, &mut folders))
        });
        Ok(Self { out, folder, entries: Mutex::default(), queue: Some(queue), writer: Some(writer), _lock: lock })
    }

    /// A folder below the new output for files that are not made in memory.
    pub fn folder(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Takes up files that were written straight into a folder of the new output.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn adopt(&self, folder: &str, names: &[String]) -> Result<(), PublishError> {
        for name in names {
            let path = self.folder(folder).join(name);
            let bytes = std::fs::read(&path).map_err(|error| PublishError::io("读不了", &path, &error))?;
            self.enter(&format!("{folder}/{name}"), &bytes).map_err(PublishError)?;
        }
        Ok(())
    }

    /// The files of the new output so far, in order of path.
    pub fn paths(&self) -> Vec<String> {
        self.entries.lock().unwrap_or_else(std::sync::PoisonError::into_inner).keys().cloned().collect()
    }

    /// A file of the new output as the manifest will name it.
    pub fn digest(&self, path: &str) -> Option<Entry> {
        let entries = self.entries.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        entries.get(path).cloned()
    }

    /// Writes the manifest and puts the new output in the place of the old one.
    ///
    /// # Errors
    /// When a file could not be written, or a file that is not ours stands in the way. The old
    /// output is then as it was.
    pub fn commit(mut self) -> Result<Manifest, PublishError> {
        self.finish_writing()?;
        let entries = std::mem::take(&mut *self.entries.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        let manifest = Manifest::new(entries);
        let path = self.folder.join(MANIFEST);
        std::fs::write(&path, manifest.to_bytes()).map_err(|error| PublishError::io("写不了", &path, &error))?;
        switch::switch(&self.folder, &self.out, &manifest)?;
        Ok(manifest)
    }

    fn finish_writing(&mut self) -> Result<(), PublishError> {
        drop(self.queue.take());
        match self.writer.take().map(JoinHandle::join) {
            Some(Ok(result)) => result,
            Some(Err(_)) => Err(PublishError("写文件的线程意外结束".to_owned())),
            None => Ok(()),
        }
    }

    /// Notes a file; a path belongs to one file only, unless both are the same bytes.
    fn enter(&self, path: &str, bytes: &[u8]) -> Result<bool, String> {
        let entry = Entry { sha256: sha256(bytes), bytes: bytes.len() as u64 };
        let mut entries = self.entries.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        match entries.get(path) {
            Some(other) if *other == entry => Ok(false),
            Some(_) => Err(format!("两个页面都要写 {path}，请改其中一个的网址")),
            None => {
                entries.insert(path.to_owned(), entry);
                Ok(true)
            }
        }
    }
}

impl Sink for Staging {
    fn put(&self, path: &str, bytes: Vec<u8>) -> Result<(), String> {
        if self.enter(path, &bytes)? {
            let queue = self.queue.as_ref().ok_or("输出已经结束")?;
            queue.send((self.folder.join(path), bytes)).map_err(|_| format!("写不了 {path}"))?;
        }
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // The writer's own error was reported, or the build failed before it mattered.
        let _ = self.finish_writing();
        let _ = remove_if_there(&self.folder);
    }
}

fn write(path: &Path, bytes: &[u8], folders: &mut HashSet<PathBuf>) -> Result<(), PublishError> {
    if let Some(folder) = path.parent()
        && !folders.contains(folder)
    {
        std::fs::create_dir_all(folder).map_err(|error| PublishError::io("建不了文件夹", folder, &error))?;
        folders.insert(folder.to_owned());
    }
    std::fs::write(path, bytes).map_err(|error| PublishError::io("写不了", path, &error))
}

/// What a killed build left is removed by the next one.
fn remove_if_there(folder: &Path) -> Result<(), PublishError> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(PublishError::io("清不掉上次留下的", folder, &error))
        }
        _ => Ok(()),
    }
}

fn lock(out: &Path) -> Result<File, PublishError> {
    let path = beside(out, "lock");
    let file = File::create(&path).map_err(|error| PublishError::io("写不了", &path, &error))?;
    file.try_lock().map_err(|_| PublishError(format!("另一个 portal 正在生成 {}，请等它结束", out.display())))?;
    Ok(file)
}
