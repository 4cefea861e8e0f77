"""Chinese official prose without meaning, from grammar.txt and vocabulary.txt."""

import itertools
import re

FIRST_YEAR, YEARS = 2011, 15
TOPICS = [
    "国务院组织机构/国务院办事机构", "综合政务/政务公开", "国民经济管理、国有资产监管/宏观经济",
    "财政、金融、审计/财政", "国土资源、能源/土地", "农业、林业、水利/水利", "工业、交通/公路",
    "商贸、海关、旅游/旅游", "市场监管、安全生产监管/安全生产监管",
    "城乡建设、环境保护/城乡建设（含住房）", "科技、教育/教育", "文化、广电、新闻出版/文化",
    "卫生、体育/卫生", "人口与计划生育、妇女儿童工作/妇女儿童", "劳动、人事、监察/劳动就业",
    "公安、安全、司法/司法", "民政、扶贫、救灾/社会福利", "民族、宗教/民族事务",
    "对外事务/外交、外事", "港澳台侨工作/侨务工作", "国防/国防动员", "其他",
]
DIGITS = "零一二三四五六七八九"
# Sections of vocabulary.txt that hold single characters for names: all alike in weight.
NAME_SECTIONS = {"地名首字", "地名次字", "姓", "名字", "企业字号", "行业", "文种名"}
# Shortest, longest and most frequent length of a text, before its closing words.
LENGTH = 1000, 3700, 1600
SLOT = re.compile(r"\{(.+?)\}")


def read_sections(path):
    """Reads `[section]` files: a dict from the section's name to its lines."""
    sections, current = {}, None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            current.append(line)
    return sections


class Lexicon:
    """The words, each with a weight by rank, and the patterns, split into text and slots."""

    def __init__(self, folder):
        words = {name: " ".join(lines).split()
                 for name, lines in read_sections(folder / "vocabulary.txt").items()}
        self.topics = [self._ranked(words.pop(f"专题:{topic.split('/')[0]}")) for topic in TOPICS]
        self.anything = self._level([word for topic, _ in self.topics for word in topic])
        self.words = {name: self._level(items) if name in NAME_SECTIONS else self._ranked(items)
                      for name, items in words.items()}
        self.patterns = {name: [SLOT.split(line) for line in lines]
                         for name, lines in read_sections(folder / "grammar.txt").items()}

    @staticmethod
    def _ranked(items):
        """Weights near Zipf's law, as words of real text have them."""
        return items, list(itertools.accumulate(1 / (rank + 8) ** 0.9 for rank in range(len(items))))

    @staticmethod
    def _level(items):
        return items, list(range(1, len(items) + 1))


class Writer:
    """Writes text about one topic from one source of chance."""

    def __init__(self, lexicon, rng, topic):
        self.lexicon, self.rng, self.topic = lexicon, rng, lexicon.topics[topic]
        self.made = {
            "题": self.topic_word, "物": self.thing, "句": self.clause, "镇名": self.town,
            "村名": self.village, "企业": self.company, "人名": self.person, "法律名": self.law,
            "数": self.number, "百分数": self.percent, "金额": self.money, "年份": self.year,
            "日数": self.days, "期限": self.deadline, "电话": self.phone,
        }

    def word(self, section):
        """One word of a section of the vocabulary."""
        return self._draw(self.lexicon.words[section])

    def _draw(self, weighted):
        items, cumulated = weighted
        return self.rng.choices(items, cum_weights=cumulated)[0]

    def fill(self, section):
        """One pattern of a section of the grammar with its slots filled."""
        parts = self.rng.choice(self.lexicon.patterns[section])
        return "".join(self.slot(part) if odd % 2 else part for odd, part in enumerate(parts))

    def slot(self, name):
        """What stands in a slot: something made up, or a word of the section of that name."""
        make = self.made.get(name)
        return make() if make else self.word(name)

    def clause(self):
        """A clause without its closing punctuation."""
        return self.fill("小句")

    def topic_word(self):
        """A noun of the topic; one in twelve comes from any topic, as in real documents."""
        return self._draw(self.lexicon.anything if self.rng.random() < 1 / 12 else self.topic)

    def thing(self):
        """A common noun or one of the topic."""
        return self.word("名词") if self.rng.random() < 0.6 else self.topic_word()

    def place(self):
        """The name of a town or village without what it is."""
        return self.word("地名首字") + self.word("地名次字")

    def town(self):
        """A town or street office."""
        return self.place() + self.rng.choice(["镇", "镇", "街道", "乡"])

    def village(self):
        """A village or neighbourhood."""
        return self.place() + self.rng.choice(["村", "村", "社区"])

    def company(self):
        """A company of the fictional city."""
        name = self.word("企业字号") + self.word("企业字号")
        return f"望川{name}{self.word('行业')}有限公司"

    def person(self):
        """A made-up name of a person."""
        given = "".join(self.word("名字") for _ in range(self.rng.choice([1, 2, 2])))
        return self.word("姓") + given

    def law(self):
        """A national law or regulation."""
        return self.word("法律")

    def number(self):
        """A whole number, small ones more often."""
        return str(int(10 ** self.rng.uniform(0.3, 4)))

    def percent(self):
        """A percentage with one decimal at times."""
        return f"{self.rng.choice([60, 75, 80, 85, 90, 92.5, 95, 98, 99.5, 100])}%"

    def money(self):
        """An amount in yuan or ten thousand yuan."""
        return f"{self.rng.randint(1, 99) * self.rng.choice([1, 10, 100])}{self.rng.choice(['元', '万元'])}"

    def year(self):
        """A year of the corpus or just after it."""
        return str(FIRST_YEAR + self.rng.randrange(YEARS + 3))

    def days(self):
        """A number of working days that the law knows."""
        return str(self.rng.choice([3, 5, 7, 10, 15, 20, 30]))

    def deadline(self):
        """A deadline as officials write it."""
        return f"{self.year()}年{self.rng.choice(['3月底', '6月底', '9月底', '10月底', '12月底'])}"

    def phone(self):
        """A telephone number of the fictional city."""
        return f"0339-5551{self.rng.randrange(1000):03}"


def han_number(value):
    """Chinese numerals from 1 to 99."""
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else DIGITS[tens] + "十")
    return head + (DIGITS[ones] if ones else "")


class Body:
    """Markdown blocks with a count of the characters that a reader sees."""

    def __init__(self, target):
        self.blocks, self.target, self.size = [], target, 0

    def add(self, text, mark=""):
        """Adds a paragraph, or a heading with its mark."""
        self.blocks.append(mark + text)
        self.size += len(text)

    def full(self):
        """Whether the text is as long as it should be."""
        return self.size >= self.target

    def markdown(self):
        """The whole text."""
        return "\n\n".join(self.blocks) + "\n"


def paragraph(writer, section="句子"):
    """Two to five sentences."""
    return "".join(writer.fill(section) for _ in range(writer.rng.randint(2, 5)))


def write_policy(writer, articles):
    """The text of a policy, in articles or in sections."""
    body = Body(writer.rng.triangular(*LENGTH))
    body.add("各镇人民政府、街道办事处，市政府各部门，各企事业单位：")
    body.add(writer.fill("开头"))
    (write_articles if articles else write_sections)(writer, body)
    body.add(writer.fill("结尾"))
    return body.markdown()


def write_sections(writer, body):
    """Headings 一、 and （一） over paragraphs, in one text of four with a table."""
    table = writer.rng.random() < 0.25
    nested = writer.rng.random() < 0.75
    for number in itertools.count(1):
        if body.full():
            return
        title = "总体要求" if number == 1 else writer.fill("一级标题")
        body.add(f"{han_number(number)}、{title}", "## ")
        body.add(paragraph(writer))
        if nested:
            write_subsections(writer, body)
        if table and number == 2:
            write_table(writer, body)


def write_subsections(writer, body):
    """Up to five sections （一） with one or two paragraphs each."""
    for number in range(1, writer.rng.randint(2, 5) + 1):
        if body.full():
            return
        body.add(f"（{han_number(number)}）{writer.fill('二级标题')}", "### ")
        body.add(paragraph(writer))
        if writer.rng.random() < 0.3 and not body.full():
            body.add(f"**{writer.clause()}。**{paragraph(writer)}")


def write_articles(writer, body):
    """Chapters of articles that are numbered through."""
    article = 0
    for chapter in itertools.count(1):
        if body.full():
            return
        title = "总则" if chapter == 1 else writer.fill("章名")
        body.add(f"第{han_number(chapter)}章　{title}", "## ")
        for _ in range(writer.rng.randint(3, 7)):
            if body.full() or article == 99:
                break
            article += 1
            body.add(f"第{han_number(article)}条　{writer.fill('条文')}{writer.fill('条文')}")


def write_table(writer, body):
    """A table of tasks with units, deadlines and amounts."""
    rows = [["序号", "项目", "具体要求", "责任单位", "完成时限", "资金（万元）"], ["---"] * 6]
    for number in range(1, writer.rng.randint(5, 12) + 1):
        rows.append([str(number), writer.topic_word() + writer.word("名词"), writer.clause(),
                     writer.word("单位"), writer.deadline(), writer.number()])
    body.size += sum(len(cell) for row in rows for cell in row)
    body.blocks.append("\n".join(f"| {' | '.join(row)} |" for row in rows))


def write_interpretation(writer):
    """The text of an interpretation: the elements that one must have, in their order."""
    body = Body(writer.rng.triangular(*LENGTH))
    titles = [pattern[0] for pattern in writer.lexicon.patterns["解读标题"]]
    chosen = sorted(writer.rng.sample(range(len(titles)), writer.rng.randint(5, 8)))
    share = body.target / len(chosen)
    for number, title in enumerate(chosen, 1):
        body.add(f"{han_number(number)}、{titles[title]}", "## ")
        while body.size < share * number:
            body.add(paragraph(writer, "解读句"))
    return body.markdown()
