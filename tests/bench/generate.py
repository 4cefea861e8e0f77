#!/usr/bin/env python3
"""Writes a deterministic corpus of Chinese policies twice: as a portal site and as a Hugo site.

Document k depends on the seed and on k alone, so a corpus of 1,000 documents is the beginning of
one of 10,000. Every sixth document is an interpretation of one of the five policies before it;
both kinds count within N. With --versions a tenth of the documents have four texts each, and some
cite others; with --schedule there are registers of 定时公开 and of what was published for it. These
corpora are for portal alone.
"""

import argparse
import datetime
import json
import random
import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import schedule
import versions
from prose import FIRST_YEAR, TOPICS, YEARS, Lexicon, Writer, han_number, write_interpretation, write_policy

HERE = Path(__file__).resolve().parent
GROUP = 6
# Fictional organs of a fictional city: name, 机关代字, 统一社会信用代码 (check digit right, nobody's).
ORGANS = [
    ("望川市人民政府", "望政发", "11379981MB9901032R"),
    ("望川市人民政府办公室", "望政办发", "11379981MB99021073"),
    ("望川市发展和改革局", "望发改", "11379981MB9903177H"),
    ("望川市教育和体育局", "望教体发", "11379981MB9904241Q"),
    ("望川市民政局", "望民发", "11379981MB99053162"),
    ("望川市财政局", "望财发", "11379981MB9906386G"),
    ("望川市人力资源和社会保障局", "望人社发", "11379981MB9907450P"),
    ("望川市自然资源和规划局", "望自资发", "11379981MB99085251"),
    ("望川市住房和城乡建设局", "望建发", "11379981MB9909595F"),
    ("望川市交通运输局", "望交发", "11379981MB99106682"),
    ("望川市农业农村局", "望农发", "11379981MB99117329"),
    ("望川市文化和旅游局", "望文旅发", "11379981MB9912807J"),
    ("望川市卫生健康局", "望卫发", "11379981MB99138771"),
    ("望川市应急管理局", "望应急发", "11379981MB99149418"),
    ("望川市市场监督管理局", "望市监发", "11379981MB9915012C"),
    ("望川市医疗保障局", "望医保发", "11379981MB9916082T"),
    ("望川市行政审批服务局", "望审批发", "11379981MB99171574"),
    ("望川市司法局", "望司发", "11379981MB9918221B"),
    ("望川市生态环境局", "望环发", "11379981MB9919291R"),
    ("望川市工业和信息化局", "望工信发", "11379981MB9920364C"),
]
ARTICLE_GENRES = {"管理办法": "办法", "暂行办法": "办法", "管理规定": "规定", "实施细则": "细则"}
SECTION_GENRES = ["通知", "通知", "通知", "意见", "公告", "通告", "决定", "函"]
FORMS = ["文字", "问答", "专家访谈", "主要负责人"]
AS_OF = datetime.date(2026, 11, 1)
# Decisions are numbered from here, behind the other documents of their organ and year.
FIRST_DECISION = 501


@dataclass(frozen=True)
class Policy:
    """What is known of a policy before its text is written."""

    index: int
    topic: int
    organ: int
    title: str
    genre: str
    number: str
    normative: bool
    written: datetime.date
    published: datetime.date
    effective: datetime.date
    expires: datetime.date | None

    @property
    def articles(self):
        """Whether the text is set in articles."""
        return self.genre in ARTICLE_GENRES.values()

    @property
    def status(self):
        """Validity on AS_OF, for Hugo, which cannot compute it."""
        if self.expires and self.expires < AS_OF:
            return "void", "失效"
        return "in_force", "现行有效"


def is_interpretation(index):
    """Every sixth document explains one of the five before it."""
    return index % GROUP == GROUP - 1


def source(seed, index, purpose):
    """The source of chance for one purpose of one document."""
    return random.Random(f"{seed}:{purpose}:{index}")


def interpreted(seed, index):
    """The policy that the interpretation in this policy's group of six explains."""
    group = index // GROUP
    return group * GROUP + source(seed, group, "pair").randrange(GROUP - 1)


def interpretation_of(seed, index, count):
    """The interpretation of a policy, where the corpus holds one."""
    last = index // GROUP * GROUP + GROUP - 1
    return last if last < count and interpreted(seed, index) == index else None


def make_policy(lexicon, seed, index, articles=False):
    """Draws the identity of a policy, of one in articles if asked; number, organ and year follow from its place."""
    rng = source(seed, index, "head")
    topic = rng.randrange(len(TOPICS))
    writer = Writer(lexicon, rng, topic)
    serial = index - index // GROUP
    organ = serial % len(ORGANS)
    year = FIRST_YEAR + serial // len(ORGANS) % YEARS
    title, genre = make_title(writer, organ, articles)
    normative = genre in ARTICLE_GENRES.values() or rng.random() < 0.1
    written = datetime.date(year, 1, 4) + datetime.timedelta(rng.randrange(330))
    published = written + datetime.timedelta(rng.randrange(12))
    effective = published + datetime.timedelta(rng.choice([0, 0, 1, 10, 30]))
    limited = normative and rng.random() < 0.7
    expires = last_day(effective, rng.choice([1, 2, 3, 5, 5])) if limited else None
    number = f"{ORGANS[organ][1]}〔{year}〕{serial // (len(ORGANS) * YEARS) + 1}号"
    return Policy(index, topic, organ, title, genre, number, normative,
                  written, published, effective, expires)


def make_title(writer, organ, articles):
    """A title and its 文种; three in ten are measures set in articles."""
    if writer.rng.random() < 0.3 or articles:
        suffix = writer.rng.choice(list(ARTICLE_GENRES))
        return f"望川市{writer.topic_word()}{writer.word('名词')}{suffix}", ARTICLE_GENRES[suffix]
    genre = writer.rng.choice(SECTION_GENRES)
    if writer.rng.random() < 0.3:
        name = f"望川市{writer.topic_word()}{writer.thing()}{writer.word('文种名')}"
        return f"{ORGANS[organ][0]}关于印发《{name}》的通知", "通知"
    return f"{ORGANS[organ][0]}关于{writer.fill('标题')}的{genre}", genre


def last_day(effective, years):
    """The last day in force of a document that lasts some years."""
    day = min(effective.day, 28)
    return effective.replace(year=effective.year + years, day=day) - datetime.timedelta(1)


def front_matter(fields):
    """YAML front matter; texts are quoted, dates are bare."""
    def value(item):
        return item.isoformat() if isinstance(item, datetime.date) else json.dumps(item, ensure_ascii=False)
    lines = [f"{key}: {value(item)}" for key, item in fields.items() if item is not None]
    return "---\n" + "\n".join(lines) + "\n---\n\n"


def index_number(organ, day, index):
    """索引号, unique by the document's place in the corpus."""
    return f"{ORGANS[organ][2]}/{day.year}-{index + 1:06}"


def summary_of(policy):
    """摘要: what the document is about, in a sentence."""
    return f"{policy.title}的主要内容、适用范围、办理程序、责任分工和施行日期，由{ORGANS[policy.organ][0]}制定并负责解释。"


def portal_policy(policy, explained):
    """Front matter of a policy as portal wants it."""
    waiver = None if explained or not policy.normative else "内容简明，公众容易理解，不需要另作解读。"
    registration = f"WCDR-{policy.published.year}-{policy.organ + 1:03}{policy.index // 360 + 1:04}"
    return {
        "标题": policy.title, "摘要": summary_of(policy),
        "索引号": index_number(policy.organ, policy.published, policy.index),
        "发文字号": policy.number, "发文机关": ORGANS[policy.organ][0],
        "文件性质": "行政规范性文件" if policy.normative else "其他公文", "文种": policy.genre,
        "登记号": registration if policy.normative else None,
        "成文日期": policy.written, "发布日期": policy.published, "施行日期": policy.effective,
        "有效期至": policy.expires, "公开属性": "主动公开", "主题分类": TOPICS[policy.topic],
        "免予解读": waiver,
    }


def within_marks(title):
    """A title as it stands within 《》: a title within a title takes single marks (GB/T 15834)."""
    return title.translate(str.maketrans("《》", "〈〉"))


def named(policy):
    """A policy as other documents name it."""
    return f"《{within_marks(policy.title)}》（{policy.number}）"


def chinese_date(day):
    """A date as documents write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def portal_interpretation(index, policy, form, person):
    """Front matter of an interpretation as portal wants it."""
    title = within_marks(policy.title)
    return {
        "标题": f"《{title}》解读", "摘要": f"对《{title}》的背景、主要内容和适用范围的解读。",
        "索引号": index_number(policy.organ, policy.published, index),
        "起草单位": ORGANS[policy.organ][0], "发布日期": policy.published, "公开属性": "主动公开",
        "主题分类": TOPICS[policy.topic], "解读": [policy.number], "解读形式": form,
        "解读阶段": "发布", "解读人": person, "咨询电话": "0339-5551011",
    }


def hugo_fields(fields, policy, taxonomies, links):
    """The same facts as title, date, taxonomies and params of Hugo."""
    name, label = policy.status
    params = {
        "index_number": fields["索引号"], "number": fields.get("发文字号"), "issuer": ORGANS[policy.organ][0],
        "topic": fields["主题分类"], "nature": fields.get("文件性质"), "genre": fields.get("文种"),
        "registration": fields.get("登记号"), "waiver": fields.get("免予解读"),
        "written": text_date(fields.get("成文日期")), "effective": text_date(fields.get("施行日期")),
        "expires": text_date(fields.get("有效期至")), "status": name, "status_label": label, **links,
    }
    present = {key: item for key, item in params.items() if item is not None}
    return {"title": fields["标题"], "date": fields["发布日期"], "description": fields["摘要"],
            **taxonomies, "params": present}


def text_date(day):
    """A date as text, or nothing."""
    return day.isoformat() if day else None


def taxonomies_of(policy):
    """By topic, year, organ and status, as the list of regulatory documents is browsed."""
    if not policy.normative:
        return {}
    return {"topics": [TOPICS[policy.topic].split("/")[0]], "years": [str(policy.published.year)],
            "organs": [ORGANS[policy.organ][0]], "statuses": [policy.status[1]]}


class Policies:
    """The policies of a corpus by their places, each drawn once; with versions, some are amended by others."""

    def __init__(self, lexicon, seed, count, versioned):
        self.lexicon, self.seed, self.count, self.versioned = lexicon, seed, count, versioned
        self.known = {}

    def at(self, index):
        """The policy at a place."""
        if index not in self.known:
            self.known[index] = self._make(index)
        return self.known[index]

    def is_amended(self, index):
        """Whether the document has earlier texts."""
        return self._has_role(index) and index % versions.BLOCK in versions.AMENDED

    def is_decision(self, index):
        """Whether the document amends others."""
        return self._has_role(index) and index % versions.BLOCK in versions.DECISIONS

    def _has_role(self, index):
        return self.versioned and versions.in_whole_block(index, self.count)

    def _make(self, index):
        amended, decision = self.is_amended(index), self.is_decision(index)
        policy = make_policy(self.lexicon, self.seed, index, articles=amended)
        if amended:
            # What is amended has not run out.
            return replace(policy, expires=None)
        return self._decision(policy) if decision else policy

    def _decision(self, policy):
        """A decision of the city government that amends three documents."""
        amended = [self.at(index) for index in versions.amended_in_block(policy.index)]
        days = versions.days_of_amendments(max(other.effective for other in amended), AS_OF)
        which = versions.decisions_in_block(policy.index).index(policy.index)
        day = days[which]
        serial = FIRST_DECISION + policy.index // versions.BLOCK * versions.AMENDMENTS + which
        written = day - datetime.timedelta(30)
        return replace(
            policy, organ=0, title=f"{ORGANS[0][0]}关于修改《{amended[0].title}》等三件文件的决定", genre="决定",
            number=f"{ORGANS[0][1]}〔{written.year}〕{serial}号", normative=False, written=written,
            published=day - datetime.timedelta(20), effective=day, expires=None)

    def cited_by(self, index, day):
        """An older policy in force on a day, and the article cited; one in articles is preferred."""
        rng = source(self.seed, index, "citation")
        if not self.versioned or rng.random() >= 1 / versions.CITING:
            return None
        places = [rng.randrange(max(0, index - 300), index) for _ in range(8)] if index else []
        others = [self.at(place) for place in places if not is_interpretation(place)]
        there = [other for other in others
                 if other.effective <= day and (other.expires is None or other.expires >= day) and other.index != index]
        if not there:
            return None
        chosen = max(there, key=lambda other: other.articles)
        return named(chosen) + (f"第{han_number(rng.randint(2, 8))}条" if chosen.articles else "")


class Corpus:
    """A corpus of `count` documents in both layouts below one folder, or for portal alone."""

    def __init__(self, out, count, seed, versioned, alone):
        self.portal, self.hugo = out / "portal", None if alone else out / "hugo"
        self.count, self.seed, self.lexicon = count, seed, Lexicon(HERE)
        self.known = Policies(self.lexicon, seed, count, versioned)
        self.characters, self.policies, self.texts = 0, 0, 0

    def write(self):
        """Writes everything: sites, themes, documents."""
        self._write_frames()
        for index in range(self.count):
            if is_interpretation(index):
                self._write_interpretation(index)
            else:
                self._write_policy(index)

    def _write_frames(self):
        write_text(self.portal / "content/site.yaml", site_yaml())
        if self.hugo is None:
            return
        shutil.copytree(HERE / "hugo", self.hugo)
        theme = HERE.parents[1] / "themes/standard"
        styles = [*sorted(theme.glob("css/*.css")), *sorted(theme.glob("components/*/*.css"))]
        write_text(self.hugo / "static/site.css", "".join(style.read_text("utf-8") for style in styles))
        shutil.copy(theme / "assets/favicon.svg", self.hugo / "static")

    def _write_policy(self, index):
        policy = self.known.at(index)
        explained = interpretation_of(self.seed, index, self.count)
        fields = portal_policy(policy, explained is not None)
        links = {"interpretation": f"/interpretations/{explained:05}" if explained is not None else None}
        text = self._policy_text(policy, fields)
        self._write_portal("policies", index, policy, fields, text)
        self._write_hugo("policies", index, hugo_fields(fields, policy, taxonomies_of(policy), links), text)
        self.policies += 1

    def _policy_text(self, policy, fields):
        """The body of a policy; acts and versions go into its fields, earlier texts beside it."""
        if self.known.is_decision(policy.index):
            return self._decision_text(policy, fields)
        if not self.known.is_amended(policy.index):
            return self._with_citation(policy, self._plain_text(policy))
        *earlier, own = self._history(policy)[0]
        decisions = [self.known.at(index) for index in versions.decisions_in_block(policy.index)]
        fields["版本"] = []
        for number, text in enumerate(earlier):
            basis = decisions[number - 1] if number else None
            day = (basis.effective if basis else policy.effective).isoformat()
            name = f"{policy.index:05}-{day}.txt"
            write_text(self.portal / "content/policies" / str(policy.published.year) / name, text)
            self._count(text)
            version = {"日期": day, "正文": name, "依据": basis and basis.number}
            fields["版本"].append({key: item for key, item in version.items() if item})
        return own

    def _decision_text(self, policy, fields):
        """Amends the three documents of the block, each by what the decision changes in its text."""
        amended = [self.known.at(index) for index in versions.amended_in_block(policy.index)]
        which = versions.decisions_in_block(policy.index).index(policy.index)
        changes = [self._history(other)[1][which] for other in amended]
        fields["修改"] = [{"文件": other.number, "条款": versions.clauses(change)} for other, change in zip(amended, changes)]
        return versions.write_decision(self._writer(policy.index, "body", policy),
                                       list(zip(map(named, amended), changes)))

    def _history(self, policy):
        """The texts of an amended policy from the first to its own body, and the changes between them."""
        note = f"{chinese_date(policy.written)}{policy.number}公布"
        rules = versions.Rules.read(self._with_citation(policy, self._plain_text(policy)))
        texts, changes = [rules.markdown(f"（{note}）")], []
        for number, index in enumerate(versions.decisions_in_block(policy.index), 1):
            decision = self.known.at(index)
            changes.append(rules.amend(self._writer(policy.index, f"amendment {number}", policy)))
            note += f"　根据{chinese_date(decision.written)}{named(decision)}第{han_number(number)}次修改"
            texts.append(rules.markdown(f"（{note}）"))
        return texts, changes

    def _plain_text(self, policy):
        return write_policy(self._writer(policy.index, "body", policy), policy.articles)

    def _with_citation(self, policy, text):
        """Some documents name another in their opening words."""
        cited = self.known.cited_by(policy.index, policy.written)
        if cited is None:
            return text
        blocks = text.split("\n\n")
        blocks[1] += f"有关事项依照{cited}的规定办理。"
        return "\n\n".join(blocks)

    def _write_interpretation(self, index):
        policy = self.known.at(interpreted(self.seed, index))
        writer = self._writer(index, "head", policy)
        person = writer.person()
        fields = portal_interpretation(index, policy, writer.rng.choice(FORMS), person)
        links = {"interprets": f"/policies/{policy.index:05}", "form": fields["解读形式"],
                 "person": person, "phone": fields["咨询电话"]}
        text = write_interpretation(self._writer(index, "body", policy))
        self._write_portal("interpretations", index, policy, fields, text)
        self._write_hugo("interpretations", index, hugo_fields(fields, policy, {}, links), text)

    def _writer(self, index, purpose, policy):
        return Writer(self.lexicon, source(self.seed, index, purpose), policy.topic)

    def _write_portal(self, column, index, policy, fields, text):
        year = str(policy.published.year)
        write_text(self.portal / "content" / column / year / f"{index:05}.md", front_matter(fields) + text)
        self._count(text)

    def _count(self, text):
        self.texts += 1
        self.characters += sum(1 for char in text if not char.isspace())

    def _write_hugo(self, column, index, fields, text):
        if self.hugo is not None:
            write_text(self.hugo / "content" / column / f"{index:05}.md", front_matter(fields) + text)


def write_text(path, text):
    """Writes a file and the folders that it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def site_yaml():
    """The smallest site.yaml that names the organs and the two columns."""
    organs = "".join(
        f"  - 标识: organ-{number:02}\n    名称: {name}\n    统一社会信用代码: {code}\n    机关代字: [{prefix}]\n"
        f'    规范性文件机关代码: "{number:03}"\n    联系电话: 0339-5551011\n'
        for number, (name, prefix, code) in enumerate(ORGANS, 1))
    return (HERE / "site.yaml").read_text(encoding="utf-8") + "\n机构:\n" + organs


def main():
    """Reads the arguments and writes a corpus into a new folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="folder to write; it must not exist")
    parser.add_argument("-n", type=int, default=1000, help="number of documents")
    parser.add_argument("--seed", default="portal")
    parser.add_argument("--versions", action="store_true",
                        help="a tenth of the documents with four texts each, citations; no Hugo site")
    parser.add_argument("--schedule", type=int, default=0, metavar="ITEMS",
                        help="items of 定时公开, with what was published for them; no Hugo site")
    parser.add_argument("--years", type=int, default=10, help="since when the items are owed")
    parser.add_argument("--rows-only", action="store_true",
                        help="with --schedule: the rows that were published, but nothing that is promised")
    options = parser.parse_args()
    if options.out.exists():
        sys.exit(f"{options.out} exists already")
    corpus = Corpus(options.out, options.n, options.seed, options.versions, options.versions or options.schedule > 0)
    corpus.write()
    records = options.schedule and schedule.write(
        corpus.portal / "content", HERE.parents[1], options.schedule, options.years,
        [organ[0] for organ in ORGANS], AS_OF, options.seed, options.rows_only)
    figures = {"documents": options.n, "policies": corpus.policies,
               "interpretations": options.n - corpus.policies, "texts": corpus.texts, "characters": corpus.characters,
               "records": records}
    write_text(options.out / "corpus.json", json.dumps(figures) + "\n")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
