"""Faults of departments, families, the center and of whole files; and that none of several hides another."""

from collections.abc import Callable
from pathlib import Path

import pytest
from planting import (
    CENTER,
    DEPARTMENTS,
    EXIT,
    FAMILIES,
    LECTURE,
    LECTURES,
    PASSPORT,
    Expected,
    Line,
    Page,
    faults_of,
    whole_copy,
)

Place = Callable[[Page], Line]


def check(root: Path, *expected: Expected) -> None:
    """Exactly these faults are reported, in the order of files and lines."""
    found = faults_of(root)
    assert [(f.file, f.line, f.field) for f in found] == sorted((e.file, e.line, e.field) for e in expected)
    for fault in expected:
        assert any(
            fault.says in f.says for f in found if (f.file, f.line, f.field) == (fault.file, fault.line, fault.field)
        )


def office(page: Page, *keys: str) -> Line:
    record = page.record("exit_entry")
    return page.at(record, *keys) if keys else record


@pytest.mark.parametrize(
    ("keys", "written", "field", "says"),
    [
        ("windows", '"7-15,101"', "departments.1.windows", "window 101 is exit_entry's"),
        ("weekend_windows", '"6-12"', "departments.0.weekend_windows", "window 6 is not its own"),
        ("phones", "[]", "departments.0.phones", "at least 1 item"),
        ("windows", '"15-7"', "departments.0.windows", "runs backwards"),
        ("floor", "9F", "departments.0.floor", "'1F', '2F' or 'B1'"),
        ("hours en", '""', "departments.0.hours.en", "must not be empty"),
    ],
)
def test_a_department(keys: str, written: str, field: str, says: str, copied: Path) -> None:
    page = Page(copied, DEPARTMENTS)
    changed = page.write(office(page, *keys.split()), written)
    other = page.at(page.record("lectures"), "windows")
    expected = page.expect(other if field.startswith("departments.1") else changed, field, says)
    page.save()
    own = [f for f in faults_of(copied) if f.file == DEPARTMENTS]
    assert [(f.line, f.field) for f in own] == [(expected.line, expected.field)]
    assert says in own[0].says


def test_a_department_that_does_nothing(copied: Path) -> None:
    page = Page(copied, DEPARTMENTS)
    line = page.append(*(other.text for other in page.block(page.record("lectures"))))
    line.text = "- id: moon_office"
    page.write(page.at(line, "windows"), '"200"')
    page.write(page.at(line, "weekend_windows"), '"none"')
    expected = page.expect(line, "departments.2", "has no transaction")
    page.save()
    check(copied, expected)


def test_a_department_twice(copied: Path) -> None:
    page = Page(copied, DEPARTMENTS)
    line = page.append(*(other.text for other in page.block(page.record("lectures"))))
    expected = page.expect(line, "departments.2", '"lectures" stands twice')
    page.save()
    check(copied, expected)


@pytest.mark.parametrize(
    ("line", "before", "after", "field", "says"),
    [
        (
            r"  - \{transaction: passport_renewal,",
            "passport_renewal",
            "moon",
            "families.0.answers.2.transaction",
            "moon",
        ),
        (
            r"- \{lang: zh, alias: '办护照'",
            "family: passport",
            "family: moon",
            "shared_aliases.0.family",
            'no family "moon"',
        ),
        (
            r"- \{lang: zh, alias: '办护照'",
            "passport_minor_issue]",
            "moon]",
            "shared_aliases.0.transactions",
            'transaction "moon"',
        ),
        (r"- \{lang: zh, alias: '办护照'", "lang: zh", "lang: fr", "shared_aliases.0.lang", "'zh' or 'en'"),
        (
            r"- \{lang: zh, alias: '办护照'",
            ", passport_minor_issue]",
            "]",
            "shared_aliases.0.transactions",
            "at least 2",
        ),
        (r"  title: ", "title:", "titel:", "families.0.titel", "not a field"),
    ],
)
def test_a_family(line: str, before: str, after: str, field: str, says: str, copied: Path) -> None:
    page = Page(copied, FAMILIES)
    found = page.find(line)
    assert before in found.text
    found.text = found.text.replace(before, after)
    expected = page.expect(found, field, says)
    page.save()
    own = [f for f in faults_of(copied) if f.file == FAMILIES and f.field == field]
    assert [f.line for f in own] == [expected.line]
    assert says in own[0].says


def test_a_family_of_one(copied: Path) -> None:
    page = Page(copied, FAMILIES)
    record = page.record("lectures")
    page.drop(page.find(r"  - \{transaction: science", record))
    expected = page.expect(page.find(r"  - \{transaction: law", record), "families.1.answers", "at least 2 items")
    page.save()
    check(copied, expected)


@pytest.mark.parametrize("topic", ["parking", "human", "hours"])
def test_a_topic_missing(topic: str, copied: Path) -> None:
    page = Page(copied, CENTER)
    topics = page.find("topics:")
    page.drop(page.find(rf"  {topic}:", topics))
    expected = page.expect(page.find("  ", topics), f"topics.{topic}", "is missing")
    page.save()
    check(copied, expected)


def test_a_topic_that_is_none(copied: Path) -> None:
    page = Page(copied, CENTER)
    line = page.put(page.find("topics:"), '  weather: {zh: "晴", en: "fair"}')
    expected = page.expect(line, "topics.weather", "not a topic")
    page.save()
    check(copied, expected)


@pytest.mark.parametrize(
    ("key", "written", "field", "says"),
    [
        ("  opens", '"half past eight"', "tickets.opens", "valid time"),
        ("human_phone", '""', "human_phone", "must not be empty"),
        ("human_phone", "12345", "human_phone", "put it in quotes"),
        ("  B1", "{zh: 地下}", "floors.B1.en", "is missing"),
    ],
)
def test_the_center(key: str, written: str, field: str, says: str, copied: Path) -> None:
    page = Page(copied, CENTER)
    expected = page.expect(page.write(page.find(f"{key}:"), written), field, says)
    page.save()
    check(copied, expected)


@pytest.mark.parametrize(
    ("content", "line", "field", "says"),
    [
        (b"", 1, "", "the file is empty"),
        (b"# nothing yet\n", 1, "", "the file is empty"),
        (b"transactions:\n- id: moon\n\tfloor: 1F\n", 3, "", "not readable as YAML"),
        (b"transactions:\n- id: [moon\n  floor: 1F\n", 3, "", "not readable as YAML"),
        (b"transactions: []\n---\ntransactions: []\n", 2, "", "not readable as YAML"),
        (b"transactions:\n- id: \xff\n", 1, "", "not readable"),
        (b"transactions: *moon\n", 1, "", "not readable as YAML"),
        (b"# moon\n- id: moon\n", 2, "transactions", "needs a list"),
        (b"records: []\n", 1, "transactions", "needs a list"),
        (b"transactions:\n- moon\n", 2, "transactions.0", "valid dictionary"),
        (b"transactions: !!python/object:os.system {}\n", 1, "", "not readable as YAML"),
        (b"? [a, b]\n: c\ntransactions: []\n", 1, "", "a key must be"),
        (b"transactions:\n- {id: moon}\n- ? {a: b}\n  : c\n", 3, "", "a key must be"),
        (b"transactions: &moon\n- *moon\n", 2, "", "alias *moon is not read"),
        (b"transactions:\n- &moon\n  id: moon\n- id: sun\n  <<: *moon\n", 5, "", "alias *moon is not read"),
        (b"transactions: " + b"[" * 2000 + b"]" * 2000 + b"\n", 1, "", "too deeply"),
    ],
)
def test_a_file_that_does_not_read(content: bytes, line: int, field: str, says: str, copied: Path) -> None:
    (copied / "transactions" / "moon.yml").write_bytes(content)
    check(copied, Expected("transactions/moon.yml", line, field, says))


def test_a_file_missing(copied: Path) -> None:
    (copied / CENTER).unlink()
    check(copied, Expected(CENTER, 1, "", "not readable"))


@pytest.mark.parametrize(
    "unsafe", ["${HOME}里", "<b>要紧</b>", "/restart是什么", "见https://example.org", "打12345", "打13800138000"]
)
@pytest.mark.parametrize(
    ("file", "place"),
    [
        (CENTER, lambda page: page.find("    zh:", page.find("topics:"))),
        (DEPARTMENTS, lambda page: office(page, "hours", "zh")),
        (DEPARTMENTS, lambda page: office(page, "name", "zh")),
        (CENTER, lambda page: page.find("  zh:", page.find("address:"))),
    ],
    ids=["topic", "hours", "name", "address"],
)
def test_every_text_is_looked_through(file: str, place: Place, unsafe: str, copied: Path) -> None:
    page = Page(copied, file)
    expected = page.expect(page.write(place(page), f'"{unsafe}"'), "", "")
    page.save()
    assert expected.line in [f.line for f in faults_of(copied) if f.file == file]


def test_a_hotline_in_the_name_of_an_app_is_no_phone(tmp_path: Path) -> None:
    """Hotlines are those of departments.yml, whichever department's; 12123 is one, 交管12123 an app."""
    root = whole_copy(tmp_path / "catalog")
    page = Page(root, EXIT)
    record = page.record(PASSPORT)
    zh = page.write(page.at(record, "summary", "zh"), '"看“交管12123”，打12123、12333"')
    page.write(page.at(record, "summary", "en"), '"See the Jiaoguan 12123 app (12123 and 12333 in it, too)"')
    en = page.at(record, "summary", "en")
    expected = [
        page.expect_in(record, line, f"summary.{language}", "belongs in departments.yml")
        for line, language in ((zh, "zh"), (en, "en"))
        for _ in ("12123", "12333")
    ]
    page.save()
    check(root, *expected)


def test_a_faulty_record_is_not_called_missing_as_well(copied: Path) -> None:
    """A family and other records name the passport, and it stands: only its own fault is reported."""
    page = Page(copied, EXIT)
    record = page.record(PASSPORT)
    expected = page.expect_in(record, page.write(page.at(record, "floor"), "9F"), "floor", "'1F', '2F' or 'B1'")
    page.save()
    check(copied, expected)


def test_a_faulty_department_is_not_called_missing_as_well(copied: Path) -> None:
    page = Page(copied, DEPARTMENTS)
    expected = page.expect(page.write(office(page, "floor"), "9F"), "departments.0.floor", "'1F', '2F' or 'B1'")
    page.save()
    check(copied, expected)


def test_records_in_a_file_that_does_not_read_are_not_called_missing(copied: Path) -> None:
    (copied / EXIT).write_bytes(b"")
    check(copied, Expected(EXIT, 1, "", "the file is empty"))


@pytest.mark.parametrize("name", [CENTER, DEPARTMENTS, FAMILIES])
def test_a_transactions_file_may_be_called_like_another(name: str, copied: Path) -> None:
    (copied / LECTURES).rename(copied / "transactions" / name)
    assert faults_of(copied) == []


def plant_many(pages: dict[str, Page]) -> Callable[[], list[Expected]]:
    """Plants eight faults in five files; what is expected is read off once all stand."""
    page, lectures, offices, center = pages[EXIT], pages[LECTURES], pages[DEPARTMENTS], pages[CENTER]
    passport, lecture, office = page.record(PASSPORT), lectures.record(LECTURE), offices.record("lectures")
    floor = page.write(page.at(passport, "floor"), "2F")
    windows = page.write(page.at(passport, "windows"), '"7,99"')
    summary = page.write(page.at(passport, "summary", "zh"), '"要等一等"')
    page.write(page.at(passport, "summary", "en"), '"Wait for 77 days"')
    related = lectures.write(lectures.at(lecture, "related"), "[moon]")
    at_once = lectures.write(lectures.at(lecture, "duration", "immediate"), "false")
    weekend = offices.write(offices.at(office, "weekend_windows"), '"101-102"')
    member = pages[FAMILIES].find(r"  - \{transaction: passport_renewal,")
    member.text = member.text.replace("passport_renewal", "moon")
    topic = center.put(center.find("topics:"), "  moon: {zh: 月亮, en: moon}")
    return lambda: [
        page.expect_in(passport, floor, "floor", "the department is on 1F"),
        page.expect_in(passport, windows, "windows", "window 99"),
        page.expect_in(passport, summary, "summary", "zh none; en 77"),
        lectures.expect_in(lecture, related, "related.0", '"moon"'),
        lectures.expect_in(lecture, at_once, "duration.immediate", "does not agree"),
        offices.expect_in(office, weekend, "weekend_windows", "window 102"),
        pages[FAMILIES].expect_in(pages[FAMILIES].record("passport"), member, "answers.2.transaction", '"moon"'),
        center.expect(topic, "topics.moon", "not a topic"),
    ]


def test_faults_in_several_files_are_all_reported_in_order(tmp_path: Path) -> None:
    """In the whole catalog, planted together: each is found, none hides another, and they come in order."""
    root = whole_copy(tmp_path / "catalog")
    pages = {name: Page(root, name) for name in (EXIT, LECTURES, DEPARTMENTS, FAMILIES, CENTER)}
    expected = plant_many(pages)
    for page in pages.values():
        page.save()
    check(root, *expected())
