"""No fabrication: what 187 matters say of materials, place and phone, in two languages, is what their records say."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from catalog import Catalog, Transaction
from catalog.model import Language, parse_windows

QUESTIONS = {
    ("zh", "materials"): "{name}要带什么材料",
    ("zh", "location"): "{name}在几楼几号窗口",
    ("zh", "phone"): "{name}咨询电话是多少",
    ("en", "materials"): "what do I bring for {name}",
    ("en", "location"): "which floor and window for {name}",
    ("en", "phone"): "phone number for {name}",
}
PLACE = {
    "zh": re.compile(r"(?<![\d-])(\d+(?:-\d+)?(?:, \d+(?:-\d+)?)*)号窗口"),
    "en": re.compile(r"\bwindows? (\d+(?:-\d+)?(?:, \d+(?:-\d+)?)*)"),
}
FLOOR = re.compile(r"\b(?:1F|2F|B1)\b", re.ASCII)
NUMBER = re.compile(r"(?<!\d)\d[\d-]{4,}(?!\d)")


def wrong_materials(catalog: Catalog, record: Transaction, language: Language, card: dict[str, Any], text: str) -> str:
    """Each paper of the record, and no other, is a line of the text and an entry of the card."""
    wanted = [
        {
            "name": item.name.in_(language),
            "original": item.original,
            "copies": item.copies,
            "need": item.need,
            "condition": item.condition.in_(language) if item.condition else None,
            "note": item.note.in_(language) if item.note else None,
        }
        for item in record.materials
    ]
    lines = re.findall(r"^\d+\. (.+)$", text, re.MULTILINE)
    if card["materials"] != wanted:
        return f"card {card['materials']}"
    if len(lines) != len(wanted):
        return f"{len(lines)} lines for {len(wanted)} papers"
    for line, item in zip(lines, wanted, strict=True):
        said = [item["name"], *filter(None, (item["condition"], item["note"]))]
        if not line.startswith(item["name"]) or any(part not in line for part in said):
            return f"line {line!r}"
        copies = re.findall(r"(?:复印件|\+ |: )(\d+)(?:份| photocop)", line)
        if copies[:1] != ([str(item["copies"])] if item["copies"] else []):
            return f"copies in {line!r}"
    return ""


def wrong_location(catalog: Catalog, record: Transaction, language: Language, card: dict[str, Any], text: str) -> str:
    """The floor and the windows of the record stand in text and card."""
    answer = text.split("\n", 1)[0]
    if (card["floor"], tuple(card["windows"])) != (record.floor, record.windows):
        return f"card {card['floor']} {card['windows']}"
    said = [parse_windows(windows.replace(" ", "")) for windows in PLACE[language].findall(answer)]
    if said != [record.windows] or FLOOR.findall(answer) != [record.floor]:
        return f"text {answer!r}"
    return ""


def wrong_phone(catalog: Catalog, record: Transaction, language: Language, card: dict[str, Any], text: str) -> str:
    """The hotlines of the record, and no other number, stand in text and card."""
    wanted = list(catalog.phones_of(record))
    answer = text.split("\n", 1)[0].replace(record.name.in_(language), "")
    if card["phones"] != wanted:
        return f"card {card['phones']}"
    return "" if NUMBER.findall(answer) == wanted else f"text {answer!r}"


CHECKS = {"materials": wrong_materials, "location": wrong_location, "phone": wrong_phone}


def asked(citizen: Callable[..., Any], catalog: Catalog, record: Transaction, language: Language, facet: str) -> str:
    """What is wrong with the answer to one question, in a conversation of its own; empty when nothing is."""
    turn = citizen().says(QUESTIONS[language, facet].format(name=record.name.in_(language)))
    got = turn["understanding"]
    route = (got["outcome"], got["transaction"], got["facet"], turn["language"])
    if route != ("answer", record.id, facet, language):
        return f"understood as {route}"
    reply = turn["replies"][0]
    if (reply["card"]["transaction"], reply["card"]["name"]) != (record.id, record.name.in_(language)):
        return f"card of {reply['card']['transaction']}"
    if record.name.in_(language) not in reply["text"]:
        return "the matter is not named"
    return CHECKS[facet](catalog, record, language, reply["card"], reply["text"])


@pytest.mark.parametrize(("language", "facet"), QUESTIONS)
def test_answers_say_what_the_records_say(
    citizen: Callable[..., Any], catalog: Catalog, language: Language, facet: str
) -> None:
    found = {record.id: asked(citizen, catalog, record, language, facet) for record in catalog.transactions.values()}
    assert len(found) == 187
    assert {matter: wrong for matter, wrong in found.items() if wrong} == {}
