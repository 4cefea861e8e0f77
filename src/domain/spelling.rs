//! How titles go in alphabetical order: by 汉语拼音, and under which of their words.

use pinyin::ToPinyin;

/// Characters whose reading depends on the next one: the character, its reading with the tone, and
/// what it is read so before. Only readings that begin with another letter than the usual one
/// matter to an order by letters, and only in words that official titles use.
const READINGS: &[(char, &str, &str)] = &[
    ('重', "chong2", "叠返访复构建聚启庆申新修阳组"),
    ('长', "chang2", "安白城春度岛丰葛海护江久距乐廊龙宁期清三沙寿输泰途线效兴远征治租足"),
    ('行', "hang2", "距情业"),
    ('调', "tiao2", "峰规价减剂节解控理试蓄整"),
    ('会', "kuai4", "计"),
    ('藏', "zang4", "区药医语族"),
    ('传', "zhuan4", "记略"),
    ('厦', "xia4", "门"),
    ('校', "jiao4", "对核验正准"),
    ('给', "ji3", "付排水养予"),
    ('率', "shuai4", "队领先"),
    ('乐', "yue4", "队器曲团"),
    ('便', "pian2", "宜"),
    ('番', "pan1", "禺"),
    ('畜', "xu4", "产牧养"),
    ('弹', "tan2", "性"),
    ('单', "shan4", "县"),
    ('涡', "guo1", "阳"),
    ('铅', "yan2", "山"),
    ('阿', "e1", "胶"),
    ('曝', "bao4", "光"),
    ('泊', "bo2", "车头位"),
];

/// What a title begins with that is not what it is about.
const OPENINGS: [&str; 8] = ["关于", "公开征求", "征求", "印发", "公布", "发布", "颁布", "转发"];

/// A government's name ends with this; before it stands the name of its region.
const GOVERNMENT: &str = "人民政府";

/// Where a text stands in an alphabet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Initial {
    /// A digit.
    Digit,
    /// A letter of another script.
    Foreign,
    /// The first letter of a character's reading, in lower case.
    Letter(char),
}

/// How a character is read before another, with the number of its tone; none for what is no Han
/// character.
fn reading(c: char, next: Option<char>) -> Option<&'static str> {
    let here = |(known, _, before): &&(char, &str, &str)| *known == c && next.is_some_and(|next| before.contains(next));
    let special = READINGS.iter().find(here).map(|(_, reading, _)| *reading);
    special.or_else(|| c.to_pinyin().map(|pinyin| pinyin.with_tone_num_end()))
}

/// The key of an order by 汉语拼音: of each character its syllable with tone, then the character
/// itself; Latin letters and digits come before Han characters, and marks do not count.
pub fn spelling(text: &str) -> Vec<(&'static str, char)> {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let next = letters.iter().skip(1).map(|c| Some(*c)).chain([None]);
    letters.iter().zip(next).map(|(c, next)| (reading(*c, next).unwrap_or(""), *c)).collect()
}

/// Where a spelled text stands in the alphabet; none for a text of marks only.
pub fn initial(spelling: &[(&str, char)]) -> Option<Initial> {
    let (syllable, c) = spelling.first()?;
    Some(match syllable.chars().next() {
        Some(letter) => Initial::Letter(letter),
        None if c.is_numeric() => Initial::Digit,
        None => Initial::Foreign,
    })
}

/// The first syllable of a spelled text, without its tone; none where it does not begin with a Han
/// character.
pub fn syllable(spelling: &[(&'static str, char)]) -> Option<&'static str> {
    let (syllable, _) = spelling.first()?;
    Some(syllable.trim_end_matches(|c: char| c.is_ascii_digit())).filter(|syllable| !syllable.is_empty())
}

/// Finds the word under which a title is filed. Most official titles begin with who wrote them and
/// where, so an order by their first character would put nearly all into one place: as libraries
/// pass over articles, this passes over organs, their regions, and 关于印发.
#[derive(Debug, Clone, Default)]
pub struct Filing {
    /// Names of organs, the longest first.
    organs: Vec<String>,
    regions: Vec<String>,
}

impl Filing {
    /// With the names of the organs whose documents there are.
    pub fn new<'a>(organs: impl Iterator<Item = &'a str>) -> Self {
        let mut organs: Vec<String> = organs.map(str::to_owned).collect();
        organs.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        let regions =
            organs.iter().filter_map(|name| name.strip_suffix(GOVERNMENT)).filter(|region| !region.is_empty());
        Self { regions: regions.map(str::to_owned).collect(), organs }
    }

    /// The title from that word on.
    pub fn word<'a>(&self, title: &'a str) -> &'a str {
        let mut word = from_letter(title);
        while let Some(rest) = self.pass(word) {
            word = rest;
        }
        word
    }

    /// What is left of a title without what it opens with; none where nothing would be left, or
    /// there is nothing to pass over.
    fn pass<'a>(&self, title: &'a str) -> Option<&'a str> {
        // The page of an organ is about the organ.
        let is_organ = self.organs.iter().any(|name| name == title);
        let organs = self.organs.iter().filter(|_| !is_organ);
        let openings = organs.chain(&self.regions).map(String::as_str).chain(OPENINGS);
        let mut left = openings.filter_map(|opening| title.strip_prefix(opening)).map(from_letter);
        left.find(|rest| !rest.is_empty())
    }
}

/// A text from its first letter or digit on.
fn from_letter(text: &str) -> &str {
    text.trim_start_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(text: &str) -> Option<Initial> {
        initial(&spelling(text))
    }

    #[test]
    fn titles_go_by_pinyin() {
        let mut titles = ["中小学校", "《安全》规定", "低保", "2024年要点", "最低生活", "高龄津贴", "公租房", "安居"];
        titles.sort_by_cached_key(|title| spelling(title));
        assert_eq!(
            titles,
            ["2024年要点", "安居", "《安全》规定", "低保", "高龄津贴", "公租房", "中小学校", "最低生活"]
        );
    }

    #[test]
    fn characters_are_read_as_in_their_words() {
        for (text, expected) in [
            ("重大行政决策", 'z'),
            ("重新公布", 'c'),
            ("长期护理保险", 'c'),
            ("长者食堂", 'z'),
            ("行政许可", 'x'),
            ("行业协会", 'h'),
            ("调整供水价格", 't'),
            ("调查征集", 'd'),
            ("会计监督", 'k'),
            ("会议纪要", 'h'),
            ("给水排水", 'j'),
            ("“厦门”", 'x'),
            ("校车安全", 'x'),
            ("绿化", 'l'),
        ] {
            assert_eq!(letter(text), Some(Initial::Letter(expected)), "{text}");
        }
        assert_eq!(
            (letter("“12345”热线"), letter("ETC办理"), letter("——")),
            (Some(Initial::Digit), Some(Initial::Foreign), None)
        );
        assert_eq!(syllable(&spelling("高龄津贴")), Some("gao"));
        assert_eq!(syllable(&spelling("2024年")), None);
    }

    #[test]
    fn titles_are_filed_under_what_they_are_about() {
        let filing = Filing::new(["望川市人民政府", "望川市人民政府办公室", "望川市财政局", "市财政局"].into_iter());
        for (title, word) in [
            ("望川市人民政府关于印发《望川市高龄津贴发放管理办法》的通知", "高龄津贴发放管理办法》的通知"),
            ("望川市人民政府办公室关于印发2026年政务公开工作要点的通知", "2026年政务公开工作要点的通知"),
            ("望川市人民政府办公室、望川市财政局关于公布清单的通知", "清单的通知"),
            ("《望川市民宿管理办法》政策解读", "民宿管理办法》政策解读"),
            ("关于公开征求《望川市居家养老服务办法（草案）》意见的公告", "居家养老服务办法（草案）》意见的公告"),
            ("望川市财政局", "财政局"),
            ("望川市人民政府办公室", "人民政府办公室"),
            ("望川河水质", "望川河水质"),
            ("关于印发", "印发"),
            ("一图读懂", "一图读懂"),
        ] {
            assert_eq!(filing.word(title), word, "{title}");
        }
    }
}
