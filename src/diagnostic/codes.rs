//! The one table of codes. A code is stable for ever: it is never given to another finding.

use super::Severity::{self, Error, Warning};

macro_rules! codes {
    ($($variant:ident = $code:literal, $severity:ident, $title:literal;)*) => {
        /// The stable name of a rule that content can break.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(
                #[doc = $title]
                $variant,
            )*
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The code as editors and machines see it.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $code,)* }
            }

            /// How much a finding of this code weighs unless the site says otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => $severity,)* }
            }

            /// What the rule asks, in a few Chinese words.
            pub fn title(self) -> &'static str {
                match self { $(Code::$variant => $title,)* }
            }
        }
    };
}

codes! {
    // 1xx: files as they are read.
    FileEncoding          = "P101", Error,   "文件应为 UTF-8 编码";
    FileUnreadable        = "P102", Error,   "文件应能读取";

    // 2xx: front matter by itself.
    FrontMatterMissing    = "P201", Error,   "文首应有两行 --- 之间的元数据";
    YamlSyntax            = "P202", Error,   "YAML 写法应正确";
    KeyUnknown            = "P203", Error,   "键应是约定的名称";
    KeyTwice              = "P204", Error,   "一个键只写一次";
    KeyMissing            = "P205", Error,   "必填的键应填写";
    ValueType             = "P206", Error,   "值的形式应正确";
    ValueUnknown          = "P207", Error,   "值应在规定的选项之中";
    DateInvalid           = "P208", Error,   "日期应写作 YYYY-MM-DD 且真实存在";
    DateOrder             = "P209", Error,   "日期先后应合理";
    DocumentNumberForm    = "P210", Error,   "发文字号应符合 GB/T 9704";
    IndexNumberForm       = "P211", Error,   "索引号应为“机构码/年-序号”";
    GroundMissing         = "P212", Error,   "不予公开应注明法定依据";
    ReviewDueMissing      = "P213", Error,   "依申请公开和不予公开应定下次审查日期";
    KeyNotForKind         = "P214", Warning, "键不适用于此类型";
    RegistrationNumber    = "P215", Warning, "登记号应符合统一登记的格式";
    BodyEmpty             = "P216", Warning, "正文不应为空";
    DateMissing           = "P217", Warning, "发布日期应注明";
    ReviewOrder           = "P218", Error,   "三审应依次进行";
    RawHtml               = "P219", Warning, "正文应只用 Markdown，不用 HTML 标签";
    ImageWithoutText      = "P220", Warning, "图片应有替代文字";

    // 3xx: the site as a whole.
    ColumnUnknown         = "P301", Error,   "文件应在 site.yaml 所列的栏目之下";
    AddressTaken          = "P302", Error,   "一个网址只属于一个页面";
    NumberTaken           = "P303", Error,   "发文字号和索引号不应重复";
    ReferenceUnknown      = "P304", Error,   "引用的文件应存在";
    InterpretsWithheld    = "P305", Error,   "解读的原文应是主动公开的";
    AttachmentMissing     = "P306", Error,   "附件应存在";
    LinkBroken            = "P307", Error,   "站内链接应指向存在的文件";
    LinkToUnpublished     = "P308", Warning, "不应链接到未公开的文件";
    OrganUnknown          = "P309", Warning, "发文机关应在机构名单中";
    AddressInvalid        = "P310", Error,   "网址应以 / 开头且只含合法字符";
    TopicUnknown          = "P311", Error,   "主题分类应在国家规定的分类之中";
    RegisterUnknownItem   = "P312", Error,   "指标应是定时公开登记册中的编号";
    NewsInDisclosure      = "P313", Error,   "政府信息公开专栏不应混入动态";

    // 4xx: validity.
    EventBeforeTarget     = "P401", Error,   "事件不应早于目标文件的发布日期";
    ExtensionTooLate      = "P402", Error,   "延长应在有效期届满之前";
    ExtensionEnd          = "P403", Error,   "延长应写明晚于原期限的新日期";
    ActOnItself           = "P404", Error,   "文件不能废止或修改自己";
    VersionOrder          = "P405", Error,   "历次文本的起始日期应各不相同";
    VersionBasis          = "P406", Warning,  "文本所依据的文件应修改了本文件";
    VersionStart          = "P407", Warning,  "现在的正文应知道自哪天起施行";
    AmendedWithoutText    = "P408", Warning, "被修改的文件应收录修改前的文本";
    ActContradiction      = "P409", Error,   "对一份文件的处理不应互相矛盾";
    ActCircle             = "P410", Error,   "文件不应循环修改或废止";
    CitesEnded            = "P411", Warning, "不应引用已经失效或者废止的文件";

    // 5xx: registers.
    RegisterSchema        = "P501", Error,   "登记册的列定义应完整";
    RowWidth              = "P502", Error,   "每行的格数应与表头一致";
    CellValue             = "P503", Error,   "单元格应符合列的类型";
    DeadlineForm          = "P504", Error,   "期限应是能识别的写法";
    RegisterRowsMissing   = "P505", Error,   "登记册应有数据行";
    HolidayYearMissing    = "P506", Warning, "年份应有放假安排";
    PeriodForm            = "P507", Error,   "期间应是能识别的写法，且与指标的频率相符";
    TaskDueForm           = "P508", Error,   "完成时限应是能识别的写法";
    TaskProgress          = "P509", Warning, "进度应与完成日期、完成时限相符";

    // 6xx: site.yaml.
    SiteFileMissing       = "P601", Error,   "应有 content/site.yaml";
    SiteCodeForm          = "P602", Warning, "网站标识码和备案号应符合格式";

    // 7xx: interpretation and disclosure duties.
    InterpretationMissing = "P701", Warning, "规范性文件应有解读";
    InterpretationLate    = "P702", Warning, "解读应与文件同步发布";
    ReviewOverdue         = "P703", Warning, "依申请公开和不予公开的信息应按期审查";

    // 8xx: decisions and consultations.
    ConsultationShort     = "P801", Error,   "征求意见一般不少于30日，缩短应说明理由";
    ConsultationMaterial  = "P802", Error,   "征求意见应公布草案和起草说明";
    AdoptionReason        = "P803", Error,   "意见没有全部采纳的应说明理由";
    FeedbackCount         = "P804", Error,   "反馈的意见不应多于收到的意见";
    HearingNotice         = "P805", Error,   "听证应提前公告，材料应提前7日送达";
    StepOrder             = "P806", Error,   "决策的环节应依法定次序进行";
    StepInapplicable      = "P807", Error,   "法定环节只有依法可以省去的才能不适用";
    RelationKind          = "P808", Error,   "关联的文件应是相应的类型";
    ConsultationAfter     = "P809", Error,   "征求意见结束前不应作出决策";
    StepMissing           = "P810", Warning, "已经出台的决策，法定环节应当齐全";
    DecisionUnlisted      = "P811", Warning, "重大行政决策应列入年度事项目录";
    CatalogueGap          = "P812", Warning, "目录中到期的决策事项应有决策档案";
    FeedbackLate          = "P813", Warning, "决策出台后应公开意见采纳情况";
    LegalityReviewShort   = "P814", Warning, "合法性审查一般不少于7个工作日";
    AttendanceFew         = "P815", Warning, "列席会议的公众代表应达到规定人数";
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::Code;
    use std::collections::BTreeSet;

    #[test]
    fn no_code_is_given_twice() {
        let names: BTreeSet<_> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
