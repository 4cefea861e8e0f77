//! `portal export`: what is in an export, and that a push ends right, whatever happens on the way.
//! The engines are small servers of our own that answer, and refuse, as the real ones were seen to.

mod files;
mod opensearch;
mod push;
mod quickwit;
mod server;
mod trouble;

use crate::support::{Site, TODAY};
use portal::export::Engine;
use portal::export::push::{Destination, Patience, PushError, Pushed, Step, push};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A site with so many small documents, which say what year it is.
fn site_of(documents: usize, year: i16) -> Site {
    let site = Site::new();
    for at in 0..documents {
        let front = format!(
            "标题: 第{at}号文件\n发文字号: 望政发〔{year}〕{}号\n发文机关: 望川市人民政府\n发布日期: {year}-01-01\n公开属性: 主动公开",
            at + 1
        );
        site.document(&format!("policies/d{at:05}.md"), &front, &format!("{year}年的正文。"));
    }
    site
}

/// Exports a site and names the folder.
fn export(site: &Site, engine: Engine) -> PathBuf {
    let ran = site.run(&["export", engine.name(), "--as-of", TODAY]);
    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
    site.path("export").join(engine.name())
}

/// Tries often and waits for nothing.
const PATIENT: Patience = Patience {
    tries: 6,
    first_wait: Duration::from_millis(1),
    longest_wait: Duration::from_secs(5),
    connect: Duration::from_secs(10),
    answer: Duration::from_secs(30),
    visible: Duration::from_secs(30),
};

/// Tries once: whatever goes wrong ends the push.
const HASTY: Patience = Patience { tries: 1, ..PATIENT };

fn destination(url: &str, patience: Patience) -> Destination {
    // Two pushes of a test may fall into one second, which those of a real office do not.
    static COUNT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
    let count = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    Destination {
        url: url.to_owned(),
        authorization: None,
        stamp: format!("{:014}", 20_261_124_000_000 + count),
        patience,
    }
}

/// Pushes a folder; returns the steps as well.
fn pushed(engine: Engine, folder: &Path, url: &str, patience: Patience) -> (Result<Pushed, PushError>, Vec<Step>) {
    let mut steps = Vec::new();
    let ended = push(engine, folder, &destination(url, patience), &mut |step| steps.push(step));
    (ended, steps)
}
