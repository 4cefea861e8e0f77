"""Rules through time: which documents of a corpus have earlier texts, and what an amendment changes.

In every thirty documents three sets of measures have four texts each, and three decisions amend all
three of them.
"""

import datetime
import re
from dataclasses import dataclass

from prose import han_number

BLOCK = 30
# Places within a block: none of them is that of an interpretation.
AMENDED, DECISIONS = (1, 7, 13), (16, 22, 28)
AMENDMENTS = len(DECISIONS)
# Every how many documents one cites another.
CITING = 3
HEAD = re.compile(r"第[一二三四五六七八九十]+([章条])　(.*)", re.S)
# What can change in an article: working days, sums and percentages.
FIGURE = re.compile(r"(\d+(?:\.\d+)?)(个工作日|万元|元|%)")
WORKING_DAYS = [3, 5, 7, 10, 15, 20, 30]
STRUCTURAL = 0.35


def in_whole_block(index, count):
    """Whether all thirty documents of the block are in the corpus."""
    return index // BLOCK * BLOCK + BLOCK <= count


def amended_in_block(index):
    """The documents that the decisions of this block amend."""
    start = index // BLOCK * BLOCK
    return [start + place for place in AMENDED]


def decisions_in_block(index):
    """The decisions of this block, oldest first."""
    start = index // BLOCK * BLOCK
    return [start + place for place in DECISIONS]


def days_of_amendments(first, last):
    """The days on which the decisions take effect, spread evenly between two days."""
    span = (last - first).days
    return [first + datetime.timedelta(span * number // (AMENDMENTS + 1)) for number in range(1, AMENDMENTS + 1)]


@dataclass
class Unit:
    """A chapter, an article, or a paragraph of neither; its number follows from its place."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """What an amendment does to one article: the article as it was numbered before, and the order given."""

    article: float
    order: str
    renumbers: bool = False


class Rules:
    """The text of measures in chapters and articles."""

    def __init__(self, units):
        self.units = units

    @classmethod
    def read(cls, markdown):
        """Takes the numbers out of a text as `write_policy` writes it."""
        units = []
        for block in markdown.strip().split("\n\n"):
            head = HEAD.fullmatch(block.removeprefix("## "))
            units.append(Unit(head[1], head[2]) if head else Unit("", block))
        return cls(units)

    def markdown(self, note):
        """The text with its numbers, after the note on where it comes from."""
        counts, blocks = {"章": 0, "条": 0}, [note]
        for unit in self.units:
            if unit.kind:
                counts[unit.kind] += 1
                mark = "## " if unit.kind == "章" else ""
                blocks.append(f"{mark}第{han_number(counts[unit.kind])}{unit.kind}　{unit.text}")
            else:
                blocks.append(unit.text)
        return "\n\n".join(blocks) + "\n"

    def amend(self, writer):
        """Changes two to four articles; answers the orders in the order of the articles."""
        rng, articles = writer.rng, self._articles()
        changes = [self._reword(articles, writer)]
        changes += [change for _ in range(rng.randint(1, 2)) if (change := self._refigure(articles, rng))]
        if rng.random() < STRUCTURAL:
            changes.append(self._add(articles, writer) if rng.random() < 0.6 else self._remove(articles, rng))
        # Two changes of one article are one order, with the article as it stands after both.
        orders = {change.article: change for change in changes}
        return [orders[article] for article in sorted(orders)]

    def _articles(self):
        """The articles from the second on by their numbers: the first says what the measures are for."""
        articles = [unit for unit in self.units if unit.kind == "条"]
        return dict(list(enumerate(articles, 1))[1:])

    def _reword(self, articles, writer):
        number = writer.rng.choice(list(articles))
        articles[number].text = writer.fill("条文") + writer.fill("条文")
        return replaced(number, articles[number])

    def _refigure(self, articles, rng):
        chosen = [number for number, unit in articles.items() if FIGURE.search(unit.text)]
        if not chosen:
            return None
        number = rng.choice(chosen)
        articles[number].text = FIGURE.sub(lambda found: other_figure(found, rng), articles[number].text, count=1)
        return replaced(number, articles[number])

    def _add(self, articles, writer):
        number = writer.rng.choice(list(articles))
        added = Unit("条", writer.fill("条文"))
        self.units.insert(self._place(articles[number]) + 1, added)
        name = f"第{han_number(number + 1)}条"
        # A half keeps the order apart from one on the article after which it comes.
        return Change(number + 0.5, f"增加一条，作为{name}：“{name}　{added.text}”", renumbers=True)

    def _remove(self, articles, rng):
        number = rng.choice(list(articles))
        del self.units[self._place(articles[number])]
        return Change(number, f"删去第{han_number(number)}条。", renumbers=True)

    def _place(self, unit):
        return next(place for place, other in enumerate(self.units) if other is unit)


def replaced(number, unit):
    """The order that gives an article its new text."""
    name = f"第{han_number(number)}条"
    return Change(number, f"将{name}修改为：“{name}　{unit.text}”")


def other_figure(found, rng):
    """Another figure of the same kind."""
    figure, unit = found.groups()
    if unit == "个工作日":
        choices = [str(days) for days in WORKING_DAYS]
    elif unit == "%":
        choices = ["65", "70", "82", "88", "93", "96"]
    else:
        choices = [str(round(float(figure) * factor) + 1) for factor in (0.5, 1.5, 2)]
    return rng.choice([choice for choice in choices if choice != figure]) + unit


def clauses(changes):
    """条款 of the act: the articles that there were before."""
    return "、".join(f"第{han_number(change.article)}条" for change in changes if change.article == int(change.article))


def write_decision(writer, amended):
    """The text of a decision: the orders for each of the measures, given by name and number."""
    blocks = [writer.fill("开头")]
    for number, (name, changes) in enumerate(amended, 1):
        blocks.append(f"## {han_number(number)}、对{name}作如下修改")
        blocks += [f"（{han_number(place)}）{change.order}" for place, change in enumerate(changes, 1)]
        if any(change.renumbers for change in changes):
            blocks.append("此外，对条文顺序作相应调整。")
    blocks.append("本决定自施行之日起生效，上述文件根据本决定作相应修改，重新公布。")
    return "\n\n".join(blocks) + "\n"
