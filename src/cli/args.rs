//! What can be typed.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

/// 政府信息公开专栏的编译器：把 Markdown 和表格变成经过检查的网站。
#[derive(Debug, Parser)]
#[command(name = "portal", version, disable_help_subcommand = true, help_template = TEMPLATE, override_usage = "portal [选项] <命令>",
    subcommand_help_heading = "命令", next_help_heading = "选项", disable_help_flag = true, disable_version_flag = true)]
pub struct Arguments {
    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
    #[arg(short, long, global = true, action = clap::ArgAction::Help, help = "显示用法")]
    help: Option<bool>,
    #[arg(short = 'V', long, action = clap::ArgAction::Version, help = "显示版本")]
    version: Option<bool>,
}

const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}\n";

/// Options of every command.
#[derive(Debug, Clone, Args)]
pub struct Common {
    /// 网站的文件夹
    #[arg(long, global = true, default_value = ".", value_name = "DIR", hide_default_value = true)]
    pub root: PathBuf,
    /// 按哪一天计算（默认北京时间今天），写作 2026-11-23
    #[arg(long, global = true, value_name = "DATE")]
    pub as_of: Option<String>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 检查并生成网站；有错误时不改动已有的网站
    #[command(help_template = TEMPLATE, override_usage = "portal build [选项]")]
    Build(Build),
    /// 只检查，一次列出全部问题
    #[command(help_template = TEMPLATE, override_usage = "portal check [选项]")]
    Check(Check),
    /// 在本机预览，改动后自动重新生成；或在服务器上回答搜索
    #[command(help_template = TEMPLATE, override_usage = "portal serve [选项]")]
    Serve(Serve),
    /// 在生成的索引中检索
    #[command(help_template = TEMPLATE, override_usage = "portal search [选项] <关键词>")]
    Search(Search),
    /// 计算某日之后（之前）第 N 个工作日
    #[command(help_template = TEMPLATE, override_usage = "portal workdays [选项] <日期> <天数>")]
    Workdays(Workdays),
    /// 列出应当公开和办理的事项：逾期、今天、本周、下周
    #[command(help_template = TEMPLATE, override_usage = "portal due [选项]")]
    Due(Due),
    /// 把公开的文件导出给 Quickwit 或 OpenSearch，并可推送过去
    #[command(help_template = TEMPLATE, override_usage = "portal export [选项] <quickwit|opensearch>")]
    Export(Export),
    /// 把旧文件转成待编辑的文档和登记册
    #[command(help_template = TEMPLATE, override_usage = "portal import [选项] <文件>…")]
    Import(Import),
    /// 新建一份文档
    #[command(help_template = TEMPLATE, override_usage = "portal new <类型> <标题>")]
    New(New),
    /// 新建一个可以直接生成的网站
    #[command(help_template = TEMPLATE, override_usage = "portal init [选项] <文件夹>")]
    Init(Init),
    /// 查看规则要求什么、为什么
    #[command(help_template = TEMPLATE, override_usage = "portal rule [编号]")]
    Rule(Rule),
    /// 核对输出与清单是否一致
    #[command(help_template = TEMPLATE, override_usage = "portal verify [文件夹]")]
    Verify(Verify),
}

/// `portal build`.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "选项")]
pub struct Build {
    /// 输出文件夹（默认为网站文件夹下的 public）
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// 包括草稿
    #[arg(long)]
    pub drafts: bool,
    /// 用这个网址代替 site.yaml 中的网址
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// 不生成网站，改为在另一个文件夹（默认为网站文件夹下的 internal）生成供内部使用的应办事项页面
    #[arg(long)]
    pub internal: bool,
    /// 显示每个阶段用了多久
    #[arg(long)]
    pub timings: bool,
    /// 生成哪些版本
    #[arg(long, value_enum, value_delimiter = ',', default_values = ["standard", "senior"], value_name = "NAMES", hide_default_value = true, hide_possible_values = true)]
    pub editions: Vec<EditionArgument>,
    /// 不生成检索索引
    #[arg(long)]
    pub no_index: bool,
}

/// An edition by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EditionArgument {
    /// 标准版.
    Standard,
    /// 长辈版.
    Senior,
}

/// `portal check`.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "选项")]
pub struct Check {
    /// 输出格式：human、json、github
    #[arg(
        long,
        value_enum,
        default_value = "human",
        value_name = "FORMAT",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: Format,
    /// 包括草稿
    #[arg(long)]
    pub drafts: bool,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Human,
    /// For programs.
    Json,
    /// For the marks in a code review.
    Github,
}

/// `portal serve`.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "选项")]
pub struct Serve {
    /// 端口（默认 8000；0 为任一空闲的端口）
    #[arg(long, default_value_t = 8000, value_name = "N", hide_default_value = true)]
    pub port: u16,
    /// 包括草稿
    #[arg(long)]
    pub drafts: bool,
    /// 不预览，只在已生成的网站上回答搜索，供设有服务器的单位使用
    #[arg(long, conflicts_with_all = ["port", "drafts"])]
    pub search_only: bool,
    /// 在哪个已生成的网站上搜索（默认为网站文件夹下的 public）
    #[arg(long, value_name = "DIR", requires = "search_only")]
    pub public: Option<PathBuf>,
    /// 在哪个地址和端口上回答搜索（默认 127.0.0.1:8080，只有本机能访问）
    #[arg(
        long,
        value_name = "ADDR",
        requires = "search_only",
        default_value = "127.0.0.1:8080",
        hide_default_value = true
    )]
    pub listen: SocketAddr,
    /// 前面的代理服务器的 IP 地址，可写多个；只采信这些地址转告的访问者地址
    #[arg(long, value_name = "IP", requires = "search_only", value_delimiter = ',')]
    pub trusted_proxy: Vec<IpAddr>,
    /// 每个访问者每分钟最多搜索几次（默认 120）
    #[arg(long, value_name = "N", requires = "search_only", default_value_t = 120, hide_default_value = true)]
    pub per_minute: u32,
    /// 同时最多回答几次搜索（默认为处理器核数的两倍）
    #[arg(long, value_name = "N", requires = "search_only")]
    pub at_once: Option<usize>,
}

/// `portal search`.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "选项")]
pub struct Search {
    /// 要找的词或发文字号
    #[arg(value_name = "关键词", help_heading = "参数")]
    pub query: String,
    /// 最多显示几条
    #[arg(long, default_value_t = 10, value_name = "N", hide_default_value = true)]
    pub limit: usize,
    /// 输出 JSON
    #[arg(long)]
    pub json: bool,
    /// 索引所在的文件夹（默认为 public/search）
    #[arg(long, value_name = "DIR")]
    pub index: Option<PathBuf>,
}

/// `portal workdays`.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "选项")]
pub struct Workdays {
    /// 起始日期（当日不计入）
    #[arg(value_name = "日期", help_heading = "参数")]
    pub date: String,
    /// 第几个工作日；负数往前数
    #[arg(allow_negative_numbers = true, value_name = "天数", help_heading = "参数")]
    pub n: i32,
    /// 输出 JSON
    #[arg(long)]
    pub json: bool,
}

/// `portal due`.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "选项")]
pub struct Due {
    /// 只看一个单位：全称、简称或标识
    #[arg(long, value_name = "U")]
    pub unit: Option<String>,
    /// 输出 JSON
    #[arg(long, conflicts_with = "ics")]
    pub json: bool,
    /// 输出日历（iCalendar），只含没有办完的
    #[arg(long)]
    pub ics: bool,
}

/// `portal export`.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "选项")]
pub struct Export {
    /// 给哪个检索引擎：quickwit、opensearch
    #[arg(value_enum, value_name = "引擎", help_heading = "参数", hide_possible_values = true)]
    pub engine: EngineArgument,
    /// 放到哪个文件夹（默认为网站文件夹下的 export/quickwit 或 export/opensearch）
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// 网站在引擎里的标识（默认用 site.yaml 的标识码或者域名）
    #[arg(long, value_name = "ID")]
    pub site: Option<String>,
    /// 索引名（默认为 portal-标识）
    #[arg(long, value_name = "NAME")]
    pub index: Option<String>,
    /// 导出以后推送到这个地址的引擎
    #[arg(long, value_name = "URL")]
    pub push: Option<String>,
    /// 推送时出示的凭证：一个文件，内容如 Bearer … 或 Basic …
    #[arg(long, value_name = "FILE", requires = "push")]
    pub auth: Option<PathBuf>,
}

/// A search engine by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EngineArgument {
    /// Quickwit.
    Quickwit,
    /// OpenSearch.
    #[value(name = "opensearch")]
    OpenSearch,
}

/// `portal import`.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "选项")]
pub struct Import {
    /// 文本（UTF-8 或 GB18030）、Word（.docx）、Excel（.xlsx）或 CSV 文件
    #[arg(required = true, value_name = "文件", help_heading = "参数")]
    pub files: Vec<PathBuf>,
    /// 放到哪个文件夹（默认文档放到 content/policies，登记册放到 content/registers）
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// 其中的表格是什么：定时公开、工作台账、普通（默认按表头判断）
    #[arg(long, value_name = "KIND")]
    pub table: Option<String>,
    /// 只显示结果，不写文件
    #[arg(long)]
    pub dry_run: bool,
}

/// `portal new`.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "选项")]
pub struct New {
    /// 类型，如 政策文件 或 policy
    #[arg(value_name = "类型", help_heading = "参数")]
    pub kind: String,
    /// 标题
    #[arg(value_name = "标题", help_heading = "参数")]
    pub title: String,
}

/// `portal init`.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "选项")]
pub struct Init {
    /// 新网站的文件夹
    #[arg(value_name = "文件夹", help_heading = "参数")]
    pub dir: PathBuf,
    /// 同时写出内置主题的全部文件，供修改
    #[arg(long)]
    pub themes: bool,
}

/// `portal rule`.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "选项")]
pub struct Rule {
    /// 规则编号，如 P701；不写则列出全部
    #[arg(value_name = "编号", help_heading = "参数")]
    pub code: Option<String>,
}

/// `portal verify`.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "选项")]
pub struct Verify {
    /// 输出文件夹（默认为网站文件夹下的 public）
    #[arg(value_name = "文件夹", help_heading = "参数")]
    pub dir: Option<PathBuf>,
}
