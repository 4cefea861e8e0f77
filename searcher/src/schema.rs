//! The fields of the index, and the analysis as the engine asks for it.
//!
//! All tokens of texts stand in one dictionary, `words`: a token as it is, for the documents that
//! hold it anywhere, and once more with a mark, for what it means in titles. What begins with the
//! same characters lies together in the dictionary, so a browser that looks up a token and its marked
//! twins fetches one block of it and not three.

use tantivy::schema::{FAST, Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{PreTokenizedString, Token, TokenStream, Tokenizer, TokenizerManager};

use super::{analysis, hash};

/// The tokenizer's name in the schema.
const FOLDED: &str = "folded";

/// Follows a token that stands in the title.
pub const IN_TITLE: char = '\u{1}';

/// Follows two characters of the title that a third one stands between: one wrong character leaves
/// them.
pub const AROUND: char = '\u{2}';

/// Stands between the first character of a title and the hash of all of it.
pub const WHOLE_TITLE: char = '\u{3}';

/// Follows a number that a document names, in distinction to its own.
pub const CITED: char = '\u{1}';

/// How readily a document answers a question, whatever is asked. Kept in its column as a number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Reports and pages about the office itself.
    Report = 0,
    /// News, records of decisions and consultations, lists.
    #[default]
    Record = 1,
    /// Interpretations, and acts that only change others.
    Explanation = 2,
    /// Rules and guides.
    Answer = 3,
}

/// The fields of the index. What is shown is stored as written; what is sought is indexed folded
/// and not stored, so that a text is folded once and kept once.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// The permanent address.
    pub url: Field,
    /// The English name of the kind; also a column.
    pub kind: Field,
    /// The title.
    pub title: Field,
    /// 发文字号.
    pub document_number: Field,
    /// The English name of the validity; also a column.
    pub status: Field,
    /// 主题分类; also a column.
    pub topic: Field,
    /// 发文机关, the first as the one in charge; also a column.
    pub organ: Field,
    /// 发布日期.
    pub published: Field,
    /// 发布日期 as the number 20240401, a column.
    pub day: Field,
    /// The document's [`Standing`] as a number, a column.
    pub standing: Field,
    /// The text after the title, deflated, for snippets and for checking phrases.
    pub body: Field,
    /// The tokens of everything, and of titles, marked.
    pub words: Field,
    /// The document's own number in each reading of its organ code, and the numbers that it names,
    /// marked.
    pub number: Field,
    /// Each three neighbouring letters of the title's pinyin.
    pub pinyin: Field,
    /// Each two neighbouring initials of the title's characters.
    pub initials: Field,
}

impl Fields {
    /// Finds the fields in the schema of an opened index.
    ///
    /// # Errors
    /// When another version of the program made the index.
    pub fn of(schema: &Schema) -> tantivy::Result<Self> {
        let field = |name| schema.get_field(name);
        Ok(Self {
            url: field("url")?,
            kind: field("kind")?,
            title: field("title")?,
            document_number: field("document_number")?,
            status: field("status")?,
            topic: field("topic")?,
            organ: field("organ")?,
            published: field("published")?,
            day: field("day")?,
            standing: field("standing")?,
            body: field("body")?,
            words: field("words")?,
            number: field("number")?,
            pinyin: field("pinyin")?,
            initials: field("initials")?,
        })
    }
}

/// The schema of every index of this version.
pub fn schema() -> Schema {
    let mut schema = Schema::builder();
    for name in ["url", "title", "document_number", "published"] {
        schema.add_text_field(name, STORED);
    }
    for name in ["kind", "status", "topic", "organ"] {
        schema.add_text_field(name, TextOptions::from(STORED).set_fast("raw"));
    }
    schema.add_u64_field("day", FAST);
    schema.add_u64_field("standing", FAST);
    schema.add_bytes_field("body", STORED);
    schema.add_text_field("words", indexed(FOLDED));
    for name in ["number", "pinyin", "initials"] {
        schema.add_text_field(name, indexed("raw"));
    }
    schema.build()
}

/// Which documents hold a token is recorded, not how often nor where: frequencies come from the
/// stored text when the best candidates are judged.
fn indexed(tokenizer: &str) -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(tokenizer)
        .set_index_option(IndexRecordOption::Basic)
        .set_fieldnorms(false);
    TextOptions::default().set_indexing_options(indexing)
}

/// The marked tokens of a folded title.
pub fn title_tokens(title: &str) -> PreTokenizedString {
    let mut tokens: Vec<String> = analysis::tokens(title).map(|token| format!("{token}{IN_TITLE}")).collect();
    for piece in title.split(|c| !analysis::is_content(c)) {
        tokens.extend(around(piece));
    }
    tokens.extend(whole_title(&analysis::key(title)));
    let token = |(position, text)| Token { text, position, ..Token::default() };
    PreTokenizedString { text: String::new(), tokens: tokens.into_iter().enumerate().map(token).collect() }
}

/// Each two characters of a piece that a third one stands between, marked.
pub fn around(piece: &str) -> Vec<String> {
    let chars: Vec<char> = piece.chars().collect();
    chars.windows(3).map(|three| format!("{}{}{AROUND}", three[0], three[2])).collect()
}

/// The token of a whole title by its key; none where there is nothing in it.
pub fn whole_title(key: &str) -> Option<String> {
    let first = key.chars().next()?;
    Some(format!("{first}{WHOLE_TITLE}{:010x}", hash::title_hash(key)))
}

/// The engine's tokenizers with ours among them.
pub fn tokenizers() -> TokenizerManager {
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
