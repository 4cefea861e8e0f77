//! What files beside documents owe to the rest of the site: columns, services, registers.

use crate::content::register::{CellKind, Register, is_outside, is_path};
use crate::content::{Content, resolve};
use crate::diagnostic::{Code, Diagnostic, Span, did_you_mean};
use crate::yaml::{Reader, Target};

/// Every document lies in a column.
pub fn check_columns(content: &Content, findings: &mut Vec<Diagnostic>) {
    if content.config_file.is_none() {
        return;
    }
    let paths: Vec<&str> = content.config.columns.iter().map(|column| column.path.as_str()).collect();
    for document in &content.documents {
        if content.config.column_of(&document.path).is_none() {
            let message = format!("content/{} 不在任何栏目之下", document.path);
            let help = match paths.is_empty() {
                true => "先在 site.yaml 的“栏目”中加上它所在的文件夹。".to_owned(),
                false => format!("移到已有栏目的文件夹（{}），或在 site.yaml 加栏目。", paths.join("、")),
            };
            let span = super::title_span(content, document);
            findings.push(Diagnostic::new(Code::ColumnUnknown, span, message).help(help));
        }
    }
}

/// The doors of the home page lead to documents.
pub fn check_services(content: &Content, findings: &mut Vec<Diagnostic>) {
    let Some(file) = content.config_file else { return };
    let reader = Reader::new(file, content.sources.text(file), 0);
    for service in &content.config.services {
        let path = resolve("site.yaml", &service.link);
        let is_there = |path: String| {
            content.unparsed.contains_key(&path) || content.documents.iter().any(|document| document.path == path)
        };
        if path.is_some_and(is_there) {
            continue;
        }
        let known = content.documents.iter().map(|document| document.path.as_str());
        let help = match did_you_mean(&service.link, known) {
            Some(near) => format!("是不是“{near}”？"),
            None => "写文件在 content/ 之下的路径，如 services/phones.md。".to_owned(),
        };
        let message = format!("首页服务“{}”的链接“{}”指向不存在的文件", service.title, service.link);
        findings.push(Diagnostic::new(Code::LinkBroken, reader.span(&service.way, Target::Value), message).help(help));
    }
}

/// Registers belong to columns that exist, and the files that their cells name are there.
pub fn check_registers(content: &Content, findings: &mut Vec<Diagnostic>) {
    for register in &content.registers {
        if let Some(path) = &register.column
            && content.config.column(path).is_none()
        {
            let at = content.sources.text(register.file).find(path.as_str()).unwrap_or(0);
            let span = Span::new(register.file, at..at + path.len());
            let known = content.config.columns.iter().map(|column| column.path.as_str());
            let help = did_you_mean(path, known)
                .map_or("写 site.yaml “栏目”中已有的路径。".to_owned(), |near| {
                    format!("是不是“{near}”？")
                });
            findings.push(Diagnostic::new(Code::ColumnUnknown, span, format!("没有栏目“{path}”")).help(help));
        }
        file_cells(content, register, findings);
        link_cells(content, register, findings);
    }
}

fn link_cells(content: &Content, register: &Register, findings: &mut Vec<Diagnostic>) {
    for (at, _) in register.columns.iter().enumerate().filter(|(_, column)| column.kind == CellKind::Link) {
        let written = register.rows.iter().map(|row| (row, row.cells[at].as_str()));
        for (row, path) in written.filter(|(_, path)| !is_outside(path) && is_path(path)) {
            let is_there = content.document(path).is_some()
                || content.asset(path).is_some()
                || content.unparsed.contains_key(path);
            if !is_there {
                let known = content.documents.iter().map(|document| document.path.as_str());
                let help = did_you_mean(path, known).map_or(
                    "写文件在 content/ 之下的路径，如 notices/1.md；站外的网址以 https:// 开头。".to_owned(),
                    |near| format!("是不是“{near}”？"),
                );
                let span = Span::new(row.file, row.ranges[at].clone());
                let message = format!("链接“{path}”指向不存在的文件");
                findings.push(Diagnostic::new(Code::LinkBroken, span, message).help(help));
            }
        }
    }
}

fn file_cells(content: &Content, register: &Register, findings: &mut Vec<Diagnostic>) {
    for (at, _) in register.columns.iter().enumerate().filter(|(_, column)| column.kind == CellKind::File) {
        for row in register.rows.iter().filter(|row| !row.cells[at].is_empty()) {
            if content.asset(&row.cells[at]).is_none() {
                let message = format!("文件“{}”不存在", row.cells[at]);
                let span = Span::new(row.file, row.ranges[at].clone());
                let help = "写文件在 content/ 之下的路径，如 registers/files/1.pdf。";
                findings.push(Diagnostic::new(Code::AttachmentMissing, span, message).help(help));
            }
        }
    }
}
