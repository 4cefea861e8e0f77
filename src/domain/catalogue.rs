//! 法定主动公开内容: what 国令第711号 obliges organs to publish.

/// One item that the law asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CatalogueItem {
    /// Stable key: article and number.
    pub key: &'static str,
    /// What is to be published, in short.
    pub title: &'static str,
}

const fn item(key: &'static str, title: &'static str) -> CatalogueItem {
    CatalogueItem { key, title }
}

/// Article 20: the 15 categories of every organ.
pub const ARTICLE_20: &[CatalogueItem] = &[
    item("a20-01", "行政法规、规章和规范性文件"),
    item("a20-02", "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名"),
    item("a20-03", "国民经济和社会发展规划、专项规划、区域规划及相关政策"),
    item("a20-04", "国民经济和社会发展统计信息"),
    item("a20-05", "行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果"),
    item("a20-06", "行政处罚、行政强制的依据、条件、程序以及具有一定社会影响的行政处罚决定"),
    item("a20-07", "财政预算、决算信息"),
    item("a20-08", "行政事业性收费项目及其依据、标准"),
    item("a20-09", "政府集中采购项目的目录、标准及实施情况"),
    item("a20-10", "重大建设项目的批准和实施情况"),
    item("a20-11", "扶贫、教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况"),
    item("a20-12", "突发公共事件的应急预案、预警信息及应对情况"),
    item("a20-13", "环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况"),
    item("a20-14", "公务员招考的职位、名额、报考条件等事项以及录用结果"),
    item("a20-15", "法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息"),
];

/// Article 21: what cities and counties publish beside that.
pub const ARTICLE_21: &[CatalogueItem] = &[
    item("a21-01", "市政建设"),
    item("a21-02", "公共服务"),
    item("a21-03", "公益事业"),
    item("a21-04", "土地征收"),
    item("a21-05", "房屋征收"),
    item("a21-06", "治安管理"),
    item("a21-07", "社会救助"),
];

/// All items in order.
pub fn all() -> impl Iterator<Item = &'static CatalogueItem> {
    ARTICLE_20.iter().chain(ARTICLE_21)
}

/// Finds an item by its key.
pub fn find(key: &str) -> Option<&'static CatalogueItem> {
    all().find(|item| item.key == key)
}
