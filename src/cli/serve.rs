//! `portal serve`.

use super::args::{Common, Serve};
use super::console::{say, tell};
use super::{CommandError, Outcome, build, clock};
use crate::pipeline::{self, Options};
use crate::render::EditionName;
use crate::serve::{self, Desk, Inputs, Limits};
use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZero;
use std::sync::Arc;

/// Questions answered at one time, for each core: while one waits for the disk, another is answered.
const EACH_CORE: usize = 2;

pub fn run(common: &Common, arguments: &Serve) -> Result<Outcome, CommandError> {
    if arguments.search_only { searches(common, arguments) } else { preview(common, arguments) }
}

fn searches(common: &Common, arguments: &Serve) -> Result<Outcome, CommandError> {
    let out = arguments.public.clone().unwrap_or_else(|| build::public(common));
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let desk = Arc::new(Desk::new(
        &out,
        Limits {
            per_minute: Some(arguments.per_minute),
            at_once: arguments.at_once.unwrap_or(cores * EACH_CORE),
            proxies: arguments.trusted_proxy.clone(),
        },
    ));
    say_where_only();
    desk.check()?;
    let taken = |error| CommandError(format!("地址 {} 用不了（{error}）。用 --listen 换一个。", arguments.listen));
    let listener = serve::bind(arguments.listen).map_err(taken)?;
    let address = listener.local_addr().map_err(taken)?;
    if !address.ip().is_loopback() {
        tell!("注意：{address} 上的搜索不限于本机访问。");
    }
    say!("搜索：http://{address}/search/（按 Ctrl+C 结束）");
    serve::searches(listener, &desk)?;
    say!("{}", desk.summary());
    Ok(Outcome::Done)
}

/// A panic of the engine over a damaged index is told by its place only: its message may hold what a
/// reader asked.
fn say_where_only() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tell!("检索出错：{place}");
    }));
}

fn preview(common: &Common, arguments: &Serve) -> Result<Outcome, CommandError> {
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
