//! What editors rely on when they write Markdown in Chinese.

use super::*;

fn labels() -> Labels {
    Labels {
        table: "表格".into(), footnotes: "注释".into(), back_to_text: "返回正文".into(), footnote: "脚注".into()
    }
}

fn html(body: &str) -> String {
    with_links(body, Vec::new())
}

fn with_links(body: &str, links: Vec<Href>) -> String {
    render(body, &Context { links, ..plain(&labels()) }).html
}

/// A body that needs nothing from its surroundings.
fn plain(labels: &Labels) -> Context<'_> {
    Context {
        links: Vec::new(),
        citations: Vec::new(),
        official: false,
        signature: &[],
        note: "",
        title: "标题",
        labels,
        renamed: None,
        with_blocks: false,
    }
}

#[test]
fn emphasis_stands_against_chinese_punctuation() {
    for (body, expected) in [
        (
            "甲方**应当履行。**乙方**《办法》**规定",
            "<p>甲方<strong>应当履行。</strong>乙方<strong>《办法》</strong>规定</p>",
        ),
        ("**“重点”**是", "<p><strong>“重点”</strong>是</p>"),
        ("（**注意**）", "<p>（<strong>注意</strong>）</p>"),
        ("**甲**、**乙**", "<p><strong>甲</strong>、<strong>乙</strong></p>"),
        ("达到**100%**的", "<p>达到<strong>100%</strong>的</p>"),
        ("见*（一）*项", "<p>见<em>（一）</em>项</p>"),
        ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
        ("`**“码”**`", "<p><code>**“码”**</code></p>"),
        ("\\*\\*《原样》\\*\\*", "<p>**《原样》**</p>"),
    ] {
        assert_eq!(html(body), expected, "{body}");
    }
}

#[test]
fn a_line_break_between_han_characters_is_no_space() {
    assert_eq!(html("第一行\n第二行"), "<p>第一行第二行</p>");
    assert_eq!(html("共\n3项"), "<p>共3项</p>");
    assert_eq!(html("two\nwords"), "<p>two\nwords</p>");
    assert_eq!(html("**粗**\n体"), "<p><strong>粗</strong>体</p>");
}

#[test]
fn brackets_and_full_width_spaces_stay() {
    assert_eq!(html("望政发〔2024〕12号《办法》　附件"), "<p>望政发〔2024〕12号《办法》　附件</p>");
}

#[test]
fn heading_anchors_do_not_depend_on_numbers() {
    assert_eq!(html("## 一、总体要求"), "<h2 id=\"总体要求\">一、总体要求</h2>");
    assert_eq!(html("## 三、总体要求"), "<h2 id=\"总体要求\">三、总体要求</h2>");
    assert_eq!(html("## 甲\n## 甲"), "<h2 id=\"甲\">甲</h2><h2 id=\"甲-2\">甲</h2>");
}

#[test]
fn heading_levels_start_at_two_and_leave_none_out() {
    assert_eq!(html("# 甲\n### 乙"), "<h2 id=\"甲\">甲</h2><h3 id=\"乙\">乙</h3>");
    assert_eq!(html("### 甲\n## 乙"), "<h2 id=\"甲\">甲</h2><h2 id=\"乙\">乙</h2>");
}

#[test]
fn articles_have_permanent_anchors() {
    let page = html(
        "第一条　为了规范。\n\n依照第三条规定。\n\n第三条规定的情形除外。\n\n**第二条** 适用范围。\n\n第十二条之一　补充。",
    );
    assert!(
        page.contains("<p class=\"article\" id=\"art-1\"><a class=\"article-no\" id=\"art-1-1\" href=\"#art-1\">第一条</a>　为了规范。</p>"),
        "{page}"
    );
    assert!(
        page.contains("id=\"art-2\"><a class=\"article-no\" id=\"art-2-1\" href=\"#art-2\">第二条</a> 适用范围。"),
        "{page}"
    );
    assert!(page.contains("id=\"art-12_1\""), "{page}");
    assert!(!page.contains("id=\"art-3\""), "{page}");
}

#[test]
fn articles_of_a_second_text_on_the_page_have_their_own() {
    let page = html("第一条　甲。\n\n第二条　乙。\n\n第一条　丙。");
    assert!(page.contains("id=\"part2-art-1\""), "{page}");
}

#[test]
fn tables_have_header_cells_in_scope() {
    let page = html("## 标准\n\n| 档次 | 金额 |\n|---|--:|\n| 一 | 100 |\n");
    assert!(page.contains("<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"表格1：标准\"><table><thead><tr><th scope=\"col\">档次</th><th scope=\"col\" class=\"num\">金额</th></tr></thead><tbody><tr><td>一</td><td class=\"num\">100</td></tr></tbody></table></div>"), "{page}");
}

#[test]
fn footnotes_lead_there_and_back() {
    let page = html("正文[^1]。\n\n[^1]: 说明。\n");
    assert!(page.contains("<a href=\"#fn-1\" id=\"fnref-1\" aria-label=\"脚注1\">[1]</a>"), "{page}");
    assert!(page.contains("<li id=\"fn-1\"><p>说明。 <a class=\"footnote-back\" href=\"#fnref-1\""), "{page}");
}

#[test]
fn a_chapter_is_told_from_other_headings() {
    assert_eq!(html("## 第一章　总则"), "<h2 id=\"总则\" class=\"chapter\">第一章　总则</h2>");
    assert_eq!(html("## 第三次章程修改"), "<h2 id=\"第三次章程修改\">第三次章程修改</h2>");
}

#[test]
fn html_in_a_body_is_text() {
    let page = html("<script>alert(1)</script>\n\n甲<b onclick=x>乙</b>丙<br>丁");
    assert!(!page.contains("<script") && !page.contains("<b "), "{page}");
    assert!(page.contains("丙<br>丁"), "{page}");
}

#[test]
fn links_lead_where_the_site_says() {
    let to = |href: &str| Href::To { href: href.to_owned(), address: None };
    assert_eq!(with_links("[甲](a.md)", vec![to("../a.html")]), "<p><a href=\"../a.html\">甲</a></p>");
    assert_eq!(with_links("[甲](a.md)", vec![Href::Nowhere]), "<p>甲</p>");
    assert_eq!(with_links("![图](a.png)", vec![to("a.png")]), "<p><img src=\"a.png\" alt=\"图\" loading=\"lazy\"></p>");
}

#[test]
fn links_are_numbered_for_paper_by_their_addresses() {
    let to = |address: &str| Href::To { href: "x".to_owned(), address: Some(address.to_owned()) };
    let labels = labels();
    let links = vec![to("https://a.cn/b"), to("https://a.cn/"), to("https://a.cn/b"), to("tel:033912345"), to("c")];
    let context = Context { links, ..plain(&labels) };
    let body = render("[甲](1) [http://a.cn](2) [乙](3) [0339-12345](4) [**丙**](5)", &context);
    assert_eq!(body.addresses, ["https://a.cn/b", "c"]);
    assert_eq!(
        body.html,
        "<p><a href=\"x\" data-address=\"1\">甲</a> <a href=\"x\">http://a.cn</a> \
         <a href=\"x\" data-address=\"1\">乙</a> <a href=\"x\">0339-12345</a> \
         <a href=\"x\" data-address=\"2\"><strong>丙</strong></a></p>"
    );
}

#[test]
fn plain_text_is_what_readers_see() {
    let labels = labels();
    let context = Context { official: true, ..plain(&labels) };
    let body = render("各单位：\n\n**重点**工作\n\n- 甲\n- 乙\n", &context);
    assert_eq!(body.text, "各单位：\n重点工作\n甲\n乙\n");
    assert!(body.html.starts_with("<p class=\"addressee\">各单位：</p><p class=\"clause\">"), "{}", body.html);
}

#[test]
fn a_typed_signature_is_recognised() {
    let labels = labels();
    let signature = ["望川市民政局".to_owned(), "2024年3月5日".to_owned()];
    let context = Context { official: true, signature: &signature, note: "（此件公开发布）", ..plain(&labels) };
    let body = render("正文。\n\n望川市民政局\n\n2024年3月5日\n\n(此件公开发布)\n", &context);
    assert!(body.is_signed && body.has_note);
    assert!(
        body.html
            .contains("<p class=\"signed\">望川市民政局</p><p class=\"signed\">2024年3月5日</p><p class=\"note\">"),
        "{}",
        body.html
    );
}

#[test]
fn provisions_have_anchors_and_are_noted() {
    let labels = labels();
    let renamed =
        HashMap::from([("art-2".to_owned(), "art-1".to_owned()), ("art-2-1".to_owned(), "art-1-1".to_owned())]);
    let context = Context { official: true, renamed: Some(&renamed), with_blocks: true, ..plain(&labels) };
    let body = "第二条　甲：\n\n（一）乙；\n\n（二）丙。\n\n丁。\n\n| 戊 |\n| --- |\n| 己 |\n\n## 第二章　庚\n\n辛。";
    let body = render(body, &context);
    let expected = "<p class=\"article\" id=\"art-1\" data-at=\"art-2\">\
        <a class=\"article-no\" id=\"art-1-1\" data-at=\"art-2-1\" href=\"#art-1\">第二条</a>　甲：</p>\
        <p class=\"clause\" id=\"art-2-1-1\">（一）乙；</p><p class=\"clause\" id=\"art-2-1-2\">（二）丙。</p>\
        <p class=\"clause\" id=\"art-2-2\">丁。</p>";
    assert!(body.html.starts_with(expected), "{}", body.html);
    let noted: Vec<_> = body.blocks.iter().map(|block| (block.anchor.as_deref(), block.text.as_str())).collect();
    let expected = [
        (Some("art-2"), "第二条　甲："),
        (Some("art-2-1-1"), "（一）乙；"),
        (Some("art-2-1-2"), "（二）丙。"),
        (Some("art-2-2"), "丁。"),
        (None, "戊"),
        (None, "己"),
        (None, "第二章　庚"),
        (None, "辛。"),
    ];
    assert_eq!(noted, expected);
}
