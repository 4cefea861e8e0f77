"""定时公开 for a corpus: what is promised, and what has been published for it over some years."""

import csv
import datetime
import random
import shutil

# How often and by when: the 45 items of an office, some 500 obligations a year; what goes beyond
# them is monthly and yearly in turn.
OFFICE = ([("每周", "每周五前")] * 3 + [("每月", "次月10日前"), ("每月", "当月25日前"), ("每月", "次月15日前")] * 8
          + [("每月", "月后10个工作日内")] + [("每季度", "季后15日内")] * 8 + [("每半年", "半年后20日内")] * 4
          + [("每年", "3月底前")] * 5)
BEYOND = [("每月", "次月10日前"), ("每年", "3月底前")]
# Of a hundred obligations so many are met late, and so many not at all.
LATE, MISSED = 5, 3
SCHEDULE = ["编号", "指标名称", "单位", "频率", "期限", "依据", "栏目", "起始日期"]
RECORDS = ["编号", "期间", "公开日期", "说明"]
# Rows of one register of records; an office keeps one for each of its figures.
ROWS = 2_000


def periods(frequency, first, last):
    """The names of the periods that begin between two days, with their last days."""
    found, day = [], first
    while day <= last:
        year, month = day.year, day.month
        if frequency == "每周":
            monday = day - datetime.timedelta(day.weekday())
            iso = monday.isocalendar()
            name, end = f"{iso.year}-W{iso.week:02}", monday + datetime.timedelta(6)
        elif frequency == "每年":
            name, end = f"{year}", datetime.date(year, 12, 31)
        else:
            months = {"每月": 1, "每季度": 3, "每半年": 6}[frequency]
            number = (month - 1) // months + 1
            name = {1: f"{year}-{month:02}", 3: f"{year}-Q{number}", 6: f"{year}-H{number}"}[months]
            after = number * months
            end = datetime.date(year + after // 12, after % 12 + 1, 1) - datetime.timedelta(1)
        found.append((name, end))
        day = end + datetime.timedelta(1)
    return found


def published(rng, frequency, deadline, end):
    """The day on which something of a period is published, in time or late; none where it is missed."""
    chance = rng.randrange(100)
    if chance < MISSED:
        return None
    if frequency == "每周":
        day = end - datetime.timedelta(3)
    elif deadline.startswith("当月"):
        day = end.replace(day=20)
    else:
        day = end + datetime.timedelta(rng.randint(2, 9))
    return day + datetime.timedelta(90 if chance < MISSED + LATE else 0)


def write_csv(path, header, rows):
    """A table with its header."""
    with path.open("w", encoding="utf-8", newline="") as sink:
        csv.writer(sink, lineterminator="\n").writerows([header, *rows])


def write_schema(path, title, columns, more=""):
    """A register's schema; a column of days is one of dates."""
    lines = [f"  - {{名称: {name}, 类型: {'日期' if name.endswith('日期') else '文本'}}}" for name in columns]
    path.write_text(f"名称: {title}\n栏目: policies\n{more}列:\n" + "\n".join(lines) + "\n", encoding="utf-8")


def write(content, repository, items, years, organs, as_of, seed, rows_only):
    """Writes the registers and the calendars; with `rows_only`, nothing tells the program what they mean."""
    folder = content / "registers"
    folder.mkdir(parents=True)
    shutil.copytree(repository / "content/calendar", content / "calendar")
    first = datetime.date(as_of.year - years + 1, 1, 1)
    promised, records = [], []
    for index in range(items):
        frequency, deadline = OFFICE[index] if index < len(OFFICE) else BEYOND[index % 2]
        rng, number = random.Random(f"{seed}:schedule:{index}"), f"DS-{index + 1:04}"
        promised.append([number, f"第{index + 1}项公开事项", organs[index % len(organs)], frequency, deadline,
                         "《望川市政府信息定时公开制度》第二条", "policies", first.isoformat()])
        for name, end in periods(frequency, first - datetime.timedelta(366), as_of):
            day = published(rng, frequency, deadline, end)
            if day is not None and first <= day <= as_of:
                records.append([number, name, day.isoformat(), "按规定的内容和格式公开"])
    if not rows_only:
        write_schema(folder / "disclosure-schedule.yaml", "定时公开", SCHEDULE)
        write_csv(folder / "disclosure-schedule.csv", SCHEDULE, promised)
    meaning = "" if rows_only else "公开记录:\n  指标: 编号\n  期间: 期间\n  日期: 公开日期\n"
    for part in range(0, len(records), ROWS):
        name = f"records-{part // ROWS + 1:03}"
        write_schema(folder / f"{name}.yaml", f"公开情况{part // ROWS + 1}", RECORDS, meaning)
        write_csv(folder / f"{name}.csv", RECORDS, records[part:part + ROWS])
    return len(records)
