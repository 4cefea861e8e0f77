//! The template engine of one edition: templates minified once, errors with their place.

use super::theme::{EditionName, Theme, ThemeError};
use super::views::SharedView;
use serde::Serialize;
use tera::{Context, ErrorKind, Tera, Value};

/// Renders the pages of one edition.
pub struct Engine {
    /// Which edition.
    pub edition: EditionName,
    tera: Tera,
    /// The templates as their authors wrote them: a fault is looked for in these, so that its line
    /// is the author's.
    written: Vec<(String, String, String)>,
    shared: Value,
}

/// A template that failed: where, and for which document.
#[derive(Debug)]
pub struct RenderError(pub String);

impl From<ThemeError> for RenderError {
    fn from(error: ThemeError) -> Self {
        Self(error.0)
    }
}

impl Engine {
    /// Prepares the templates of a theme.
    ///
    /// # Errors
    /// When a template is no template; the message names the file and the line.
    pub fn new(edition: EditionName, theme: &Theme, shared: &SharedView) -> Result<Self, RenderError> {
        let written = theme.templates();
        let small = written.iter().map(|(name, _, text)| (name.clone(), minify(text)));
        let mut tera = Tera::new();
        if tera.add_raw_templates(small).is_err() {
            // The same fault again, in the author's lines.
            let mut tera = Tera::new();
            let plain = written.iter().map(|(name, _, text)| (name.clone(), text.clone()));
            let message = match tera.add_raw_templates(plain) {
                Err(error) => explain(&error, &written),
                Ok(()) => "模板压缩后无法解析，请不要在标签的属性之间写模板语句".to_owned(),
            };
            return Err(RenderError(message));
        }
        let shared = Value::from_serializable(shared);
        *tera.global_context() = global(&shared);
        Ok(Self { edition, tera, written, shared })
    }

    /// Renders one page.
    ///
    /// # Errors
    /// When the template fails; the message names the template, the line and the page.
    pub fn render(&self, template: &str, context: &Context, page: &str) -> Result<String, RenderError> {
        self.tera.render(template, context).map_err(|error| self.locate(template, context, page, error))
    }

    /// Renders again with the templates as written, to name the author's line.
    fn locate(&self, template: &str, context: &Context, page: &str, error: tera::Error) -> RenderError {
        let mut tera = Tera::new();
        let plain = self.written.iter().map(|(name, _, text)| (name.clone(), text.clone()));
        let error = match tera.add_raw_templates(plain) {
            Ok(()) => {
                *tera.global_context() = global(&self.shared);
                tera.render(template, context).err().unwrap_or(error)
            }
            Err(_) => error,
        };
        RenderError(format!("生成 {page} 时，{}", explain(&error, &self.written)))
    }
}

fn global(shared: &Value) -> Context {
    let mut context = Context::new();
    if let Some(map) = shared.as_map() {
        for (key, value) in map {
            context.insert_value(key.to_string(), value.clone());
        }
    }
    context
}

/// A value for a context, serialised once for all editions.
pub fn to_value<T: Serialize>(view: &T) -> Value {
    Value::from_serializable(view)
}

/// Names the file, the line and what is wrong.
fn explain(error: &tera::Error, written: &[(String, String, String)]) -> String {
    let report = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => report,
        _ => return format!("模板有误：{error}"),
    };
    let name = report.filename();
    let place = written.iter().find(|(known, ..)| known == name).map_or(name, |(_, place, _)| place);
    format!("模板 {place}:{} 有误：{}", report.span().start_line, report.message())
}

/// Shrinks a template and keeps what the engine and the checkers of HTML need.
fn minify(template: &str) -> String {
    let settings = minify_html::Cfg {
        keep_closing_tags: true,
        keep_html_and_head_opening_tags: true,
        keep_input_type_text_attr: true,
        keep_comments: false,
        minify_css: false,
        minify_js: false,
        minify_doctype: false,
        allow_noncompliant_unquoted_attribute_values: false,
        allow_optimal_entities: false,
        allow_removing_spaces_between_attributes: false,
        preserve_brace_template_syntax: true,
        ..minify_html::Cfg::default()
    };
    String::from_utf8_lossy(&minify_html::minify(template.as_bytes(), &settings)).into_owned()
}
