//! `portal serve`.

use super::args::{Common, Serve};
use super::console::{say, tell};
use super::{CommandError, Outcome, build, clock};
use crate::pipeline::{self, Options};
use crate::render::EditionName;
use crate::serve;

pub fn run(common: &Common, arguments: &Serve) -> Result<Outcome, CommandError> {
    let options = |as_of| Options {
        root: common.root.clone(),
        // Not the output that gets published: its addresses are those of this machine.
        out: common.root.join(".portal/preview"),
        as_of,
        drafts: arguments.drafts,
        base_url: Some(format!("http://127.0.0.1:{}/", arguments.port)),
        editions: EditionName::ALL.to_vec(),
        index: true,
    };
    let first = options(clock::as_of(common)?);
    build::print(&pipeline::build(&first, &mut |_, _| {})?, &first);
    say!("预览：http://127.0.0.1:{}/（按 Ctrl+C 结束）", arguments.port);
    serve::serve(&first, arguments.port, &|| {
        // The day may have changed since the preview was started.
        let built = clock::as_of(common).and_then(|as_of| {
            let options = options(as_of);
            let report = pipeline::build(&options, &mut |_, _| {})?;
            build::print(&report, &options);
            Ok(())
        });
        if let Err(error) = built {
            tell!("错误：{}", error.0);
        }
    })?;
    Ok(Outcome::Done)
}
