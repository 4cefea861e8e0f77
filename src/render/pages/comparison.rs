//! Two texts of a document compared: what changed, by article and by figure.

use super::Maker;
use super::anchors::Blocks;
use crate::render::compare::{self, Change, Comparison, Entry, EntryKind, Line, LineKind, Piece, Place};
use crate::render::engine::RenderError;
use crate::render::markdown::{Labels, escape};
use crate::render::stage::{Machine, Page, Stage};
use crate::render::views::{ComparedBlock, ComparisonView, DifferenceView, FigureView, Link, UnitView};
use crate::site::{DocId, Text, comparison};
use std::fmt::Write;

/// A page for every two texts of a document.
pub fn emit(maker: &Maker, stage: &Stage, labels: &Labels, id: DocId, blocks: &Blocks) -> Result<(), RenderError> {
    let texts = maker.edition.texts(id);
    for (at, new) in texts.iter().enumerate() {
        for (before, old) in texts[..at].iter().enumerate() {
            let compared = compare::compare(&blocks[before], &blocks[at]);
            emit_pair(maker, stage, labels, id, (old, new), &compared)?;
        }
    }
    Ok(())
}

fn emit_pair(
    maker: &Maker,
    stage: &Stage,
    labels: &Labels,
    id: DocId,
    (old, new): (&Text, &Text),
    compared: &Comparison,
) -> Result<(), RenderError> {
    let document = maker.edition.document(id);
    let (old_row, new_row) = (maker.text_row(id, old, None), maker.text_row(id, new, None));
    let writer = Writer { maker, labels, id, old, new };
    let summary = writer.summary(compared);
    let values = [("%title", document.title.as_str()), ("%old", &old_row.from_label), ("%new", &new_row.from_label)];
    let title = maker.fill("comparison.title", &values);
    stage.emit(&Page {
        address: comparison(&maker.edition.site.addresses[id], old.from, new.from),
        title,
        description: summary.clone(),
        meta: maker.edition.site.column(id).map(|own| maker.meta_of(own)).unwrap_or_default(),
        machine: Machine::default(),
        above: maker.above_document(id),
        section: maker.edition.site.column(id).and_then(|own| maker.section(own)),
        noindex: true,
        stands_for: None,
        template: "comparison.html",
        key: "comparison",
        view: ComparisonView {
            title: document.title.clone(),
            old: old_row,
            new: new_row,
            summary,
            differences: writer.differences(compared),
            figures: compared.figures.iter().map(figure).collect(),
            units: writer.units(compared),
            today: maker.document_link(id),
            texts: maker.texts_view(id, None),
        },
    })
}

fn figure(figure: &compare::Figure) -> FigureView {
    FigureView {
        provision: figure.provision.clone(),
        context: figure.context.clone(),
        old: figure.old.clone(),
        new: figure.new.clone(),
    }
}

/// Changes in the order in which a summary names them.
const CHANGES: &[Change] = &[
    Change::Changed,
    Change::Added,
    Change::Removed,
    Change::Split,
    Change::Merged,
    Change::Moved,
    Change::Renumbered,
];

fn name(change: Change) -> &'static str {
    match change {
        Change::Same => "same",
        Change::Renumbered => "renumbered",
        Change::Moved => "moved",
        Change::Changed => "changed",
        Change::Added => "added",
        Change::Removed => "removed",
        Change::Split => "split",
        Change::Merged => "merged",
    }
}

struct Writer<'a> {
    maker: &'a Maker<'a>,
    labels: &'a Labels,
    id: DocId,
    old: &'a Text,
    new: &'a Text,
}

impl Writer<'_> {
    fn word(&self, key: &str) -> String {
        self.maker.texts.get(&format!("comparison.{key}"))
    }

    /// 修改5条，增加1条，1条只改了条号。
    fn summary(&self, compared: &Comparison) -> String {
        let articles: Vec<&Entry> = compared.entries.iter().filter(|entry| entry.kind == EntryKind::Article).collect();
        let counted = CHANGES.iter().filter_map(|change| {
            let count = articles.iter().filter(|entry| entry.change == *change).count();
            let key = format!("comparison.count_{}", name(*change));
            (count > 0).then(|| self.maker.fill(&key, &[("%n", &count.to_string())]))
        });
        let counted: Vec<String> = counted.collect();
        match (counted.is_empty(), compared.entries.iter().all(|entry| entry.change == Change::Same)) {
            (_, true) => self.word("nothing"),
            (true, false) => self.word("elsewhere"),
            (false, _) => format!("{}。", counted.join("，")),
        }
    }

    fn differences(&self, compared: &Comparison) -> Vec<DifferenceView> {
        let entries = compared.entries.iter().enumerate().filter(|(_, entry)| entry.change != Change::Same);
        entries
            .map(|(at, entry)| DifferenceView {
                change: name(entry.change),
                label: self.word(name(entry.change)),
                old: self.places(&entry.old, self.old),
                new: self.places(&entry.new, self.new),
                anchor: is_shown(entry).then(|| anchor(at)),
            })
            .collect()
    }

    /// The names of units, each a link to where it stands in its own text.
    fn places(&self, places: &[Place], text: &Text) -> Vec<Link> {
        let link = |place: &Place| {
            let renamed = self.maker.renamed(self.labels, self.id, text.which);
            let anchor = place
                .anchor
                .as_ref()
                .map(|natural| renamed.and_then(|renamed| renamed.get(natural)).unwrap_or(natural));
            let fragment = anchor.map_or(String::new(), |anchor| format!("#{anchor}"));
            Link { title: self.label(place), path: Some(format!("{}{fragment}", text.address.link())) }
        };
        places.iter().map(link).collect()
    }

    fn label(&self, place: &Place) -> String {
        if place.label.is_empty() { self.word("opening") } else { place.label.clone() }
    }

    /// The units that differ; runs of units that do not are named only.
    fn units(&self, compared: &Comparison) -> Vec<UnitView> {
        let mut units = Vec::new();
        let mut same: Vec<&Entry> = Vec::new();
        for (at, entry) in compared.entries.iter().enumerate() {
            if !is_shown(entry) {
                same.extend((entry.kind == EntryKind::Article).then_some(entry));
                continue;
            }
            units.extend(self.unchanged(&mut same));
            units.push(UnitView {
                anchor: Some(anchor(at)),
                title: self.title(entry),
                change: name(entry.change),
                label: self.word(name(entry.change)),
                blocks: self.blocks(entry),
            });
        }
        units.extend(self.unchanged(&mut same));
        units
    }

    fn unchanged(&self, run: &mut Vec<&Entry>) -> Option<UnitView> {
        let run = std::mem::take(run);
        let (first, last) = (run.first()?, run.last()?);
        let renumbered = run.iter().any(|entry| entry.change == Change::Renumbered);
        let key = if renumbered { "only_renumbered" } else { "same" };
        let (first, last) = (self.label(first.new.first()?), self.label(last.new.first()?));
        let title = match first == last {
            true => first,
            false => self.maker.fill("comparison.run", &[("%first", &first), ("%last", &last)]),
        };
        Some(UnitView { anchor: None, title, change: "same", label: self.word(key), blocks: Vec::new() })
    }

    /// 第六条; 第九条 → 第十条 where the number is another.
    fn title(&self, entry: &Entry) -> String {
        let names = |places: &[Place]| places.iter().map(|place| self.label(place)).collect::<Vec<_>>().join("、");
        let (old, new) = (names(&entry.old), names(&entry.new));
        match (old.is_empty(), new.is_empty()) {
            (true, _) => new,
            (_, true) => old,
            _ if old == new => new,
            _ => self.maker.fill("comparison.became", &[("%old", &old), ("%new", &new)]),
        }
    }

    /// Lines as they are shown: the rows of a table together.
    fn blocks(&self, entry: &Entry) -> Vec<ComparedBlock> {
        let mut blocks: Vec<ComparedBlock> = Vec::new();
        for line in &entry.lines {
            let LineKind::Row { head } = line.kind else {
                blocks.push(self.line(line));
                continue;
            };
            let row: Vec<String> = line.cells.iter().map(|cell| self.pieces(cell)).collect();
            if head || blocks.last().is_none_or(|block| block.kind != "table") {
                blocks.push(self.table(entry));
            }
            let Some(table) = blocks.last_mut() else { continue };
            if head { table.head = row } else { table.rows.push(row) }
        }
        blocks
    }

    fn table(&self, entry: &Entry) -> ComparedBlock {
        let caption = self.maker.fill("comparison.table", &[("%unit", &self.title(entry))]);
        ComparedBlock { line_html: None, kind: "table", fate: "changed", head: Vec::new(), rows: Vec::new(), caption }
    }

    fn line(&self, line: &Line) -> ComparedBlock {
        let kind = match line.kind {
            LineKind::Heading => "heading",
            LineKind::Item => "item",
            LineKind::Paragraph | LineKind::Row { .. } => "paragraph",
        };
        let html = line.cells.iter().map(|cell| self.pieces(cell)).collect();
        ComparedBlock {
            line_html: Some(html),
            kind,
            fate: fate(line),
            head: Vec::new(),
            rows: Vec::new(),
            caption: String::new(),
        }
    }

    /// Compared words: what was deleted and inserted is said in words as well, for those who hear it.
    fn pieces(&self, pieces: &[Piece]) -> String {
        let mut html = String::new();
        for piece in pieces {
            let written = match piece {
                Piece::Same(words) => write!(html, "{}", escape(words)),
                Piece::Deleted(words) => write!(html, "{}", self.marked("del", "said_deleted", words)),
                Piece::Inserted(words) => write!(html, "{}", self.marked("ins", "said_inserted", words)),
                Piece::Replaced { old, new } => {
                    write!(html, "{}{}", self.marked("del", "said_from", old), self.marked("ins", "said_to", new))
                }
            };
            debug_assert!(written.is_ok(), "writing to a string cannot fail");
        }
        html
    }

    fn marked(&self, tag: &str, said: &str, words: &str) -> String {
        let (before, after) = (self.word(said), self.word("said_end"));
        let hidden = |text: &str| format!("<span class=\"said\">{}</span>", escape(text));
        format!("<{tag}>{}{}{}</{tag}>", hidden(&before), escape(words), hidden(&after))
    }
}

/// A unit whose words are the same is named, not shown.
fn is_shown(entry: &Entry) -> bool {
    !matches!(entry.change, Change::Same | Change::Renumbered)
}

fn anchor(at: usize) -> String {
    format!("diff-{}", at + 1)
}

fn fate(line: &Line) -> &'static str {
    let all = |kept: fn(&Piece) -> bool| line.pieces().all(kept);
    if line.is_same() {
        "same"
    } else if all(|piece| matches!(piece, Piece::Inserted(_))) {
        "added"
    } else if all(|piece| matches!(piece, Piece::Deleted(_))) {
        "removed"
    } else {
        "changed"
    }
}
