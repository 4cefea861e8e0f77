//! `portal serve`.

use super::args::{Common, Serve};
use super::console::{say, tell};
use super::{CommandError, Outcome, build, clock};
use crate::pipeline::{self, Options};
use crate::render::EditionName;
use crate::serve::{self, Inputs};
use std::net::{Ipv4Addr, SocketAddr};

pub fn run(common: &Common, arguments: &Serve) -> Result<Outcome, CommandError> {
    let port = arguments.port;
    let taken = |error| CommandError(format!("端口 {port} 用不了（{error}）。用 --port 换一个。"));
    let listener = serve::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).map_err(taken)?;
    let address = format!("http://{}/", listener.local_addr().map_err(taken)?);
    let options = |as_of| Options {
        root: common.root.clone(),
        // Not the output that gets published: its addresses are those of this machine.
        out: common.root.join(".portal/preview"),
        as_of,
        drafts: arguments.drafts,
        base_url: Some(address.clone()),
        editions: EditionName::ALL.to_vec(),
        index: true,
    };
    let inputs = Inputs::of(&common.root);
    let first = options(clock::as_of(common)?);
    build::print(&pipeline::build(&first, &mut |_, _| {})?, &first);
    say!("预览：{address}（按 Ctrl+C 结束）");
    serve::preview(listener, &first.out, inputs, &|| {
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
