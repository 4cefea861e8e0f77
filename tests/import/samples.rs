//! The three real documents of 2022, which are no part of the project: tested where they lie beside it.

use super::tables::{assert_flat_conserved, column, only, spans};
use super::{assert_levels, conservation::assert_conserved};
use crate::support::{assert_none, golden, tests};
use portal::import::{Imported, TableKind, import_text};
use sha2::{Digest, Sha256};
use std::path::Path;

/// The text of a sample, or nothing where the folder does not exist.
#[allow(clippy::disallowed_methods, reason = "a test reads its own input")]
fn sample(name: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples").join(name);
    std::fs::read_to_string(path).ok()
}

fn front_matter(done: &Imported) -> Vec<String> {
    done.front_matter.iter().map(|field| field.to_yaml().trim_end().to_owned()).collect()
}

fn headings(done: &Imported) -> Vec<&str> {
    done.body.lines().filter(|line| line.starts_with('#')).collect()
}

fn noted(done: &Imported, line: usize, words: &str) -> bool {
    done.notes.iter().any(|note| note.line == line && note.message.contains(words))
}

#[test]
fn gaotang() {
    let Some(text) = sample("gaotang-2022.txt") else { return };
    let done = import_text("gaotang-2022.txt", &text);
    assert_eq!(
        front_matter(&done),
        [
            "标题: 高唐县人民政府办公室关于印发2022年高唐县政务公开工作要点的通知",
            "发文机关: 高唐县人民政府办公室",
            "成文日期: 2022-06-17",
            "发布日期: 2022-06-17",
            "公开属性: 主动公开",
            "文种: 通知",
            "文件性质: 其他公文",
        ]
    );
    assert_eq!(
        headings(&done),
        [
            "## 2022年高唐县政务公开工作要点",
            "### 一、加强重点领域信息公开，推动重要政策落地见效",
            "### 二、深化民生领域信息公开，维护社会和谐稳定",
            "### 三、强化高水平行政决策公开，推动政府工作公开透明",
            "### 四、加强政策发布解读回应，提升政府公信力",
            "### 五、夯实基础建设，强化保障监督机制",
            "#### （一）加强政务公开平台建设。",
            "#### （二）扎实推进基层政务公开。",
            "#### （三）强化工作保障考核机制。",
        ]
    );
    assert!(noted(&done, 48, "不在文中"));
    assert_conserved("高唐", &text);
}

#[test]
fn shanting() {
    let Some(text) = sample("shanting-2022.txt") else { return };
    let done = import_text("shanting-2022.txt", &text);
    let front = front_matter(&done);
    assert_eq!(
        front[..4],
        [
            "标题: 山亭区人民政府办公室关于印发2022年山亭区政务公开工作要点的通知",
            "发文字号: 山政办发〔2022〕2号",
            "发文机关: 山亭区人民政府办公室",
            "成文日期: 2022-06-01",
        ]
    );
    let headings = headings(&done);
    let starting = |marks: &str| headings.iter().filter(|line| line.starts_with(marks)).count();
    assert_eq!((starting("## "), starting("### "), starting("#### ")), (2, 6, 29));
    assert_eq!(headings[1], "### 一、围绕法治政府建设，深入推进规范权力信息公开");
    assert_eq!(headings[35], "#### （二十九）完善工作落实机制。");
    assert_eq!(headings[36], "## 附件　山亭区“定时公开”机制指标明细表");
    assert!(done.body.contains("推进市政建设、房屋征收、治安管理等领域"), "joined over a page number");
    assert!(done.body.contains("本级公开事项标准目录，并动态更新"), "half-width comma at a line's start");
    for row in 1..=44 {
        assert!(done.body.contains(&format!("\n\n{row} ")), "row {row} of the annex");
    }
    assert!(noted(&done, 151, "页码") && noted(&done, 571, "被拆散的表格"));
    assert_levels("山亭", &done.body);
    assert_conserved("山亭", &text);
}

#[test]
fn tengzhou() {
    let Some(text) = sample("tengzhou-2022.txt") else { return };
    let done = import_text("tengzhou-2022.txt", &text);
    let front = front_matter(&done);
    assert_eq!(
        front[..4],
        [
            "标题: 滕州市人民政府办公室关于印发《滕州市2022年政务公开工作要点》和《落实枣庄市2022年政务公开工作要点工作台账》的通知",
            "发文字号: 滕政办发〔2022〕11号",
            "发文机关: 滕州市人民政府办公室 # 发文机关标志：滕州市人民政府办公室文件",
            "成文日期: 2022-06-01",
        ]
    );
    let tree: String = headings(&done)
        .iter()
        .map(|line| {
            let text = line.trim_start_matches(['#', ' ']);
            format!(
                "{}{} ",
                line.len() - text.len() - 1,
                text.chars().nth(usize::from(text.starts_with('（'))).unwrap_or(' ')
            )
        })
        .collect();
    assert_eq!(
        tree.trim_end(),
        "2滕 3一 4一 4二 4三 3二 4一 4二 4三 3三 4一 4二 4三 4四 3四 4一 4二 3五 4一 4二 4三 4四 3六 4一 4二 \
         3七 4一 4二 4三 4四 2落"
    );
    assert_eq!(done.body.matches("| 序号 |").count(), 10);
    assert_eq!(done.body.lines().filter(|line| line.starts_with("| ") && line.contains("底前")).count(), 67);
    assert!(noted(&done, 182, "水印") && noted(&done, 188, "水印") && noted(&done, 227, "水印"));
    assert!(noted(&done, 91, "以“等”开头"));
    assert_conserved("滕州", &text);
}

/// A long text by its length and the start of its hash: the words of the samples stay theirs.
fn trace(text: &str) -> String {
    let hash: String = Sha256::digest(text).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{hash}", text.chars().count())
}

/// The 44 indicators, row by row: which unit, how often, by when. The expected file was compared with
/// the annex by hand.
#[test]
fn shanting_schedule() {
    let Some(text) = sample("shanting-2022.txt") else { return };
    let done = import_text("shanting-2022.txt", &text);
    let register = only(&done);
    assert_eq!((register.kind, register.rows.len(), register.doubtful()), (TableKind::Schedule, 44, 0));
    assert_eq!(
        spans(&column(register, "单位")),
        "区直各部门×8 区统计局×2 区发改局×2 区民政局×8 区医保局×2 区人社局×6 区卫健局×2 区司法局×2 区财政局×4 \
         区生态环境分局×2 区自来水公司×2 区国资事务服务中心×4"
    );
    let due: String = column(register, "期限").join(" ").replace("年度公开（", "").replace("月底前完成）", "月");
    assert_eq!(
        spans(&due.split(' ').collect::<Vec<_>>()),
        "即时公开×2 每周公开×1 政策文件出台后3个工作日内公开×1 1月×1 2月×1 3月×2 每月公开×1 1月×1 每月公开×1 1月×1 \
         每月公开×18 8月×1 10月×1 3月×1 10月×1 每月公开×9 3月×1"
    );
    let row = |row: &[String]| format!("{}\t{}\t{}\t{}\t{}\n", row[0], trace(&row[1]), row[2], row[3], row[4]);
    let rows: String = register.rows.iter().map(|own| row(&own.cells)).collect();
    let mut failures = Vec::new();
    golden(&tests().join("import/tables/shanting.tsv"), &rows, &mut failures);
    assert_none(&failures);
    let table = &text[text.find("序\n").unwrap()..text.find("山亭区人民政府办公室 2022年6月1日印发").unwrap()];
    assert_flat_conserved(register, table);
}

/// The 67 tasks: every cell but 工作任务 stands in the line of the row, letter by letter.
#[test]
fn tengzhou_ledger() {
    let Some(text) = sample("tengzhou-2022.txt") else { return };
    let done = import_text("tengzhou-2022.txt", &text);
    let register = only(&done);
    assert_eq!((register.kind, register.rows.len()), (TableKind::Ledger, 67));
    let numbers: Vec<String> = (1..=67).map(|number: usize| number.to_string()).collect();
    assert_eq!(column(register, "序号"), numbers);
    let lines: Vec<&str> = text.split('\n').collect();
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let mut rows = String::new();
    for row in &register.rows {
        let given: Vec<&str> = lines[row.line - 1].split('\t').collect();
        let [.., requirement, unit, due] = given.as_slice() else { panic!("{}", row.line) };
        let c = &row.cells;
        assert_eq!((letters(&c[2]), letters(&c[5])), (letters(requirement), letters(due)), "{}", c[0]);
        let lead = if c[3].is_empty() { String::new() } else { format!("{}牵头", c[3]) };
        let parts = letters(&format!("{lead}{}", c[4]));
        assert!(letters(unit) == parts || letters(unit) == format!("{parts}配合"), "{}", c[0]);
        let doubt = if row.doubts.is_empty() { "" } else { "核对" };
        rows += &format!("{}\t{}\t{}\t{}\t{}\t{}\t{doubt}\n", c[0], trace(&c[1]), trace(&c[2]), c[3], c[4], c[5]);
    }
    let mut failures = Vec::new();
    golden(&tests().join("import/tables/tengzhou.tsv"), &rows, &mut failures);
    assert_none(&failures);
}
