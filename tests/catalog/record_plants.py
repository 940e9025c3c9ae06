"""Faults inside a transaction's record: each is planted where nothing refers to, and says what must be reported."""

from collections.abc import Callable, Sequence

from planting import LECTURE, PASSPORT, SPARE, Expected, Page

Plant = Callable[[Page], Sequence[Expected]]


def value(keys: str, written: str, says: str, field: str | None = None) -> Plant:
    """Another value behind a key of the spare record."""

    def plant(page: Page) -> list[Expected]:
        record = page.record(SPARE)
        line = page.write(page.at(record, *keys.split()), written)
        return [page.expect_in(record, line, field or keys.replace(" ", "."), says)]

    return plant


def text(zh: str, en: str, *faults: tuple[str, str]) -> Plant:
    """Another summary in both languages; ``faults`` are the sides that must be reported, "" for the pair."""

    def plant(page: Page) -> list[Expected]:
        record = page.record(SPARE)
        lines = {"zh": page.at(record, "summary", "zh"), "en": page.at(record, "summary", "en")}
        page.write(lines["zh"], f'"{zh}"')
        page.write(lines["en"], f'"{en}"')
        return [page.expect_in(record, lines[side or "zh"], f"summary.{side}", says) for side, says in faults]

    return plant


def missing(keys: str, nearest: str, field: str | None = None) -> Plant:
    """A key taken out; the line is that of the record, or of what is left beside the key."""

    def plant(page: Page) -> list[Expected]:
        record = page.record(SPARE)
        page.drop(page.at(record, *keys.split()))
        line = page.at(record, *nearest.split()) if nearest else record
        return [page.expect_in(record, line, field or keys.replace(" ", "."), "is missing")]

    return plant


def unknown_field(page: Page) -> list[Expected]:
    """A misspelt field."""
    record = page.record(SPARE)
    line = page.put(page.at(record, "department"), "  flor: 1F")
    return [page.expect_in(record, line, "flor", "not a field")]


def unknown_field_of_a_material(page: Page) -> list[Expected]:
    """A misspelt field, two levels down."""
    record = page.record(SPARE)
    line = page.put(page.at(record, "materials", "original"), "    copys: 1")
    return [page.expect_in(record, line, "materials.0.copys", "not a field")]


def key_twice(page: Page) -> list[Expected]:
    """The same key a second time: YAML would silently take the last."""
    record = page.record(SPARE)
    line = page.put(page.at(record, "kind"), page.at(record, "floor").text)
    return [page.expect_in(record, line, "floor", "stands twice")]


def id_twice(page: Page) -> list[Expected]:
    """A whole record a second time."""
    record = page.record(SPARE)
    line = page.append(*(other.text for other in page.block(record)))
    return [page.expect_in(line, line, "", f'"{SPARE}" stands twice')]


def id_with_blanks(page: Page) -> list[Expected]:
    """An id that could stand in no address."""
    record = page.record(SPARE)
    expected = page.expect_in(record, record, "id", "pattern")
    record.text = "- id: Spare Passport"
    return [expected]


def unknown_department(page: Page) -> list[Expected]:
    """A record of a department that is in no file."""
    record = page.record(SPARE)
    line = page.write(page.at(record, "department"), "moon_office")
    return [page.expect_in(record, line, "department", "no such department")]


def window_of_another_department(page: Page) -> list[Expected]:
    """One window of the range lies outside the department's block."""
    record = page.record(SPARE)
    line = page.write(page.at(record, "windows"), '"6-8"')
    return [page.expect_in(record, line, "windows", "window 6 is not one")]


def no_window(page: Page) -> list[Expected]:
    """A matter without any window."""
    record = page.record(SPARE)
    page.write(page.at(record, "weekend"), "false")
    line = page.write(page.at(record, "windows"), '"none"')
    return [page.expect_in(record, line, "windows", "at least one window")]


def weekend_without_windows(page: Page) -> list[Expected]:
    """Open at weekends at windows that are all closed then."""
    record = page.record(SPARE)
    page.write(page.at(record, "windows"), '"13-15"')
    line = page.write(page.at(record, "weekend"), "true")
    return [page.expect_in(record, line, "weekend", "open at weekends")]


def phone_of_another_department(page: Page) -> list[Expected]:
    """A phone that departments.yml does not give to the department."""
    record = page.record(SPARE)
    line = page.put(page.at(record, "kind"), '  phones: ["12329"]')
    return [page.expect_in(record, line, "phones.0", "12329 is not a phone")]


def phones_with_the_wrong_one_second(page: Page) -> list[Expected]:
    """In a list the very entry is named."""
    record = page.record(SPARE)
    line = page.put(page.at(record, "kind"), "  phones:", '  - "12367"', '  - "12329"')
    return [page.expect_in(record, page.find('  - "12329"', line), "phones.1", "12329 is not a phone")]


def related_with_the_wrong_one_second(page: Page) -> list[Expected]:
    """In a list the very entry is named."""
    record = page.record(SPARE)
    line = page.write(page.at(record, "related"), "")
    wrong = page.put(line, "  - passport_renewal", "  - passport_to_the_moon")
    wrong = page.find("  - passport_to_the_moon", wrong)
    return [page.expect_in(record, wrong, "related.1", "no other transaction")]


def alias_of_another(page: Page) -> list[Expected]:
    """Two matters with the same alias that families.yml does not declare; the first of its list."""
    lecture = page.record(LECTURE)
    line = page.put(page.at(lecture, "aliases", "zh"), '    - "第一次办护照"')
    return [page.expect_in(lecture, line, "aliases.zh.0", f"also that of {PASSPORT}")]


def alias_of_another_further_down(page: Page) -> list[Expected]:
    """The same in English and in other letters, after aliases that are the matter's own."""
    lecture = page.record(LECTURE)
    last = page.block(page.at(lecture, "aliases", "en"))[-1]
    line = page.put(last, '    - "First PASSPORT"')
    position = len(page.block(page.at(lecture, "aliases", "en"))) - 2
    return [page.expect_in(lecture, line, f"aliases.en.{position}", f"also that of {PASSPORT}")]


def condition_without_conditional(page: Page) -> list[Expected]:
    """A condition on a material that everyone brings."""
    record = page.record(SPARE)
    line = page.at(record, "materials")
    page.put(page.at(record, "materials", "need"), '    condition: {zh: "未成年时", en: "for minors"}')
    return [page.expect_in(record, page.at(line, "name"), "materials.0", "exactly for conditional")]


def conditional_without_condition(page: Page) -> list[Expected]:
    """A conditional material that does not say when."""
    record = page.record(SPARE)
    line = page.write(page.at(record, "materials", "need"), "conditional")
    item = page.at(record, "materials", "name")
    assert line in page.block(page.at(record, "materials"))
    return [page.expect_in(record, item, "materials.0", "exactly for conditional")]


def fee_with_amount_and_text(page: Page) -> list[Expected]:
    """An amount, and words as well."""
    record = page.record(SPARE)
    amount = page.at(record, "fee", "amount")
    page.put(amount, '    text: {zh: "看情况", en: "it depends"}')
    return [page.expect_in(record, amount, "fee", "either an amount or a text")]


def fee_with_neither(page: Page) -> list[Expected]:
    """Neither an amount nor words."""
    record = page.record(SPARE)
    line = page.write(page.at(record, "fee"), "{currency: CNY}")
    return [page.expect_in(record, line, "fee", "either an amount or a text")]


def no_required_material(page: Page) -> list[Expected]:
    """Every paper may be handed in later."""
    record = page.record(LECTURE)
    for line in page.block(page.at(record, "materials")):
        if line.text.strip() == "need: required":
            page.write(line, "deferrable")
    return [page.expect_in(record, page.at(record, "materials", "name"), "materials", "at least one required")]


def immediate_against_kind(page: Page) -> list[Expected]:
    """Done while you wait, and yet committed to a number of days."""
    record = page.record(SPARE)
    page.write(page.at(record, "kind"), "committed")
    line = page.write(page.at(record, "duration", "immediate"), "true")
    return [page.expect_in(record, line, "duration.immediate", "does not agree with kind")]


def periods(*written: str, line: int, field: str, says: str) -> Plant:
    """A fee in periods, each on a line of its own; the fault is that of the line with this index."""

    def plant(page: Page) -> list[Expected]:
        record = page.record(SPARE)
        fee = page.write(page.at(record, "fee"), "")
        first = page.put(fee, "    periods:", *(f"    - {{{period}}}" for period in written))
        wrong = page.block(fee)[line + 2]
        assert first.text == "    periods:"
        return [page.expect_in(record, wrong, field, says)]

    return plant


def fee_with_amount_and_periods(page: Page) -> list[Expected]:
    """An amount for ever, and periods as well."""
    record = page.record(SPARE)
    amount = page.at(record, "fee", "amount")
    page.put(amount, "    periods: [{valid_from: 2026-01-01, amount: 10}]")
    return [page.expect_in(record, amount, "fee", "or periods of them")]
