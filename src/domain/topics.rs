//! 主题分类: the two-level tree of the State Council's information catalogue (22 top-level topics).

/// A top-level topic and its children.
#[derive(Debug)]
pub struct Topic {
    /// Name of the top level.
    pub name: &'static str,
    /// Names of the second level.
    pub children: &'static [&'static str],
}

const fn topic(name: &'static str, children: &'static [&'static str]) -> Topic {
    Topic { name, children }
}

/// The tree, in its official order.
pub const TREE: &[Topic] = &[
    topic(
        "国务院组织机构",
        &[
            "国务院",
            "国务院办公厅",
            "国务院组成部门",
            "国务院直属特设机构",
            "国务院直属机构",
            "国务院办事机构",
            "国务院直属事业单位",
            "国务院部委管理的国家局",
            "国务院议事协调机构",
            "其他",
        ],
    ),
    topic(
        "综合政务",
        &["政务公开", "政务督查", "应急管理", "电子政务", "文秘工作", "保密工作", "信访", "参事、文史", "其他"],
    ),
    topic(
        "国民经济管理、国有资产监管",
        &["宏观经济", "经济体制改革", "统计", "物价", "国有资产监管", "重大建设项目", "其他"],
    ),
    topic(
        "财政、金融、审计",
        &["财政", "税务", "银行", "货币（含外汇）", "证券", "保险", "社会信用体系建设", "审计", "其他"],
    ),
    topic("国土资源、能源", &["土地", "矿产", "水资源", "海洋", "煤炭", "石油与天然气", "电力", "其他"]),
    topic("农业、林业、水利", &["农业、畜牧业、渔业", "林业", "水利", "其他"]),
    topic(
        "工业、交通",
        &[
            "机械制造与重工业",
            "轻工纺织",
            "化工",
            "国防工业",
            "航天、航空",
            "信息产业（含电信）",
            "公路",
            "水运",
            "铁路",
            "民航",
            "邮政",
            "其他",
        ],
    ),
    topic("商贸、海关、旅游", &["对外经贸合作", "国内贸易（含供销）", "海关", "检验、检疫", "旅游", "其他"]),
    topic("市场监管、安全生产监管", &["工商", "质量监督", "标准", "食品药品监管", "安全生产监管", "其他"]),
    topic(
        "城乡建设、环境保护",
        &[
            "城市规划",
            "城乡建设（含住房）",
            "环境监测、保护与治理",
            "节能与资源综合利用",
            "气象、水文、测绘、地震",
            "其他",
        ],
    ),
    topic("科技、教育", &["科技", "教育", "知识产权", "其他"]),
    topic("文化、广电、新闻出版", &["文化", "文物", "新闻出版", "广播、电影、电视", "其他"]),
    topic("卫生、体育", &["卫生", "医药管理", "体育", "其他"]),
    topic("人口与计划生育、妇女儿童工作", &["人口与计划生育", "妇女儿童", "其他"]),
    topic("劳动、人事、监察", &["劳动就业", "社会保障", "人事工作", "军转安置", "监察", "纠正行业不正之风", "其他"]),
    topic("公安、安全、司法", &["公安", "国家安全", "司法", "其他"]),
    topic("民政、扶贫、救灾", &["减灾救灾", "优抚安置", "社会福利", "行政区划与地名", "社团管理", "扶贫", "其他"]),
    topic("民族、宗教", &["民族事务", "宗教事务"]),
    topic("对外事务", &["外交、外事", "国际条约、国际组织", "其他"]),
    topic("港澳台侨工作", &["港澳工作", "对台工作", "侨务工作"]),
    topic("国防", &["国防建设", "国防动员"]),
    topic("其他", &[]),
];

/// A place in the tree: the top level, and the child where one is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicId {
    /// Index of the top-level topic.
    pub top: usize,
    /// Index of its child.
    pub child: Option<usize>,
}

impl TopicId {
    /// Parses `一级/二级`, or a top-level name alone.
    pub fn parse(text: &str) -> Option<Self> {
        let (first, second) = match text.split_once('/') {
            Some((first, second)) => (first.trim(), Some(second.trim())),
            None => (text.trim(), None),
        };
        let top = TREE.iter().position(|topic| topic.name == first)?;
        let child = match second {
            Some(name) => Some(TREE[top].children.iter().position(|child| *child == name)?),
            None => None,
        };
        Some(Self { top, child })
    }

    /// Name of the top level.
    pub fn top_name(self) -> &'static str {
        TREE[self.top].name
    }

    /// `一级/二级`.
    pub fn full_name(self) -> String {
        match self.child {
            Some(child) => format!("{}/{}", self.top_name(), TREE[self.top].children[child]),
            None => self.top_name().to_owned(),
        }
    }
}

/// Every full name, for “did you mean”.
pub fn all_names() -> Vec<String> {
    let pairs = TREE.iter().flat_map(|topic| topic.children.iter().map(move |child| (topic, child)));
    pairs.map(|(topic, child)| format!("{}/{child}", topic.name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_22_topics() {
        assert_eq!(TREE.len(), 22);
        let id = TopicId::parse("民政、扶贫、救灾/社会福利").unwrap();
        assert_eq!(id.full_name(), "民政、扶贫、救灾/社会福利");
        assert_eq!(TopicId::parse("民政"), None);
    }
}
