//! The fields of the index, and the analysis as the engine asks for it.

use tantivy::schema::{
    Field, INDEXED, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

use super::analysis;

/// The tokenizer's name in the schema.
const FOLDED: &str = "folded";

/// The fields of the index. What is shown is stored as written; what is sought is indexed folded
/// and not stored, so that a text is folded once and kept once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    pub(super) url: Field,
    pub(super) kind: Field,
    pub(super) title: Field,
    pub(super) document_number: Field,
    pub(super) status: Field,
    pub(super) status_label: Field,
    pub(super) topic: Field,
    pub(super) issuer: Field,
    pub(super) published: Field,
    /// The text after the title, for snippets and for checking phrases.
    pub(super) body: Field,
    /// The tokens of the title.
    pub(super) title_words: Field,
    /// The tokens of everything, the title included.
    pub(super) words: Field,
    /// The document's own number, in each reading of its organ code.
    pub(super) number: Field,
    /// The numbers of other documents that the text names.
    pub(super) cited: Field,
    /// A hash of the title's key: a whole title as a term would swell the dictionary.
    pub(super) title_key: Field,
}

impl Fields {
    /// Finds the fields in the schema of an opened index.
    pub(super) fn of(schema: &Schema) -> tantivy::Result<Self> {
        let field = |name| schema.get_field(name);
        Ok(Self {
            url: field("url")?,
            kind: field("kind")?,
            title: field("title")?,
            document_number: field("document_number")?,
            status: field("status")?,
            status_label: field("status_label")?,
            topic: field("topic")?,
            issuer: field("issuer")?,
            published: field("published")?,
            body: field("body")?,
            title_words: field("title_words")?,
            words: field("words")?,
            number: field("number")?,
            cited: field("cited")?,
            title_key: field("title_key")?,
        })
    }
}

/// The schema of every index of this version.
pub(super) fn schema() -> Schema {
    let mut schema = Schema::builder();
    for name in
        ["url", "kind", "title", "document_number", "status", "status_label", "topic", "issuer", "published", "body"]
    {
        schema.add_text_field(name, STORED);
    }
    schema.add_text_field("title_words", indexed(FOLDED, true));
    schema.add_text_field("words", indexed(FOLDED, true));
    schema.add_text_field("number", indexed("raw", false));
    schema.add_text_field("cited", indexed("raw", false));
    schema.add_u64_field("title_key", NumericOptions::from(INDEXED));
    schema.build()
}

/// Which documents hold a token is recorded, not how often nor where: frequencies come from the
/// stored text when the best candidates are judged.
fn indexed(tokenizer: &str, lengths: bool) -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(tokenizer)
        .set_index_option(IndexRecordOption::Basic)
        .set_fieldnorms(lengths);
    TextOptions::default().set_indexing_options(indexing)
}

/// The engine's tokenizers with ours among them.
pub(super) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(FOLDED, Folded::default());
    manager
}

/// Hands the tokens of a text that is folded already to the engine.
#[derive(Debug, Clone, Default)]
struct Folded {
    token: Token,
}

impl Tokenizer for Folded {
    type TokenStream<'a> = FoldedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> FoldedStream<'a> {
        self.token.reset();
        FoldedStream { tokens: analysis::tokens(text), token: &mut self.token }
    }
}

struct FoldedStream<'a> {
    tokens: analysis::Tokens<'a>,
    token: &'a mut Token,
}

impl TokenStream for FoldedStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(text) = self.tokens.next() else { return false };
        self.token.position = self.token.position.wrapping_add(1);
        self.token.text.clear();
        self.token.text.push_str(text);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
