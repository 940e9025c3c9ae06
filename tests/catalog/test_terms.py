"""Explained words: each once, plain, in both languages, without figures, with matters that exist."""

from pathlib import Path

import pytest
from planting import TERMS, Page, faults_of

from assistant.rendering.formats import sentences
from catalog import Catalog, load_catalog


def test_every_word_is_two_plain_sentences_in_both_languages(real: Catalog) -> None:
    assert len(real.terms) >= 25
    for term in real.terms.values():
        assert len(sentences(term.text.zh, "zh")) == len(sentences(term.text.en, "en")) == 2, term.id
        assert term.said.zh and term.said.en, term.id


def test_words_of_newcomers_are_there(real: Catalog) -> None:
    said = {word.lower() for term in real.terms.values() for _, word in term.spoken}
    assert {"hukou", "容缺", "签注", "housing fund", "power of attorney", "notarised", "12345", "工作日"} <= said


def test_a_center_may_do_without(copied: Path) -> None:
    (copied / TERMS).unlink()
    assert load_catalog(copied).terms == {}


@pytest.mark.parametrize(
    ("before", "after", "field", "says"),
    [
        ('["护照本"]', '["护照本", "讲座"]', "terms.1.said.zh", '"讲座" is explained by "passport" already'),
        ('["talk"]', '["Travel Booklet"]', "terms.1.said.en", "is explained by"),
        ("[passport_first_issue]", "[moon_passport]", "terms.0.transactions.0", 'no transaction "moon_passport"'),
        ("护照是出国用的证件。", "护照用10年。", "terms.0.text.zh", "the figure 10 belongs in the record"),
        ("for travel abroad.", "at 120 yuan.", "terms.0.text.en", "the figure 120 belongs in the record"),
        ("护照是出国用的证件。", "看https://x.example。", "terms.0.text.zh", "may not stand in a text"),
        ('    en: "A lecture is a talk by somebody invited."', "", "terms.1.text.en", "is missing"),
        ("- id: lecture", "- id: passport", "terms.1", "stands twice"),
    ],
)
def test_a_planted_fault_is_found(copied: Path, before: str, after: str, field: str, says: str) -> None:
    path = copied / TERMS
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8")
    found = [fault for fault in faults_of(copied) if fault.field == field]
    assert [(fault.file, says in fault.says) for fault in found] == [(TERMS, True)]


def test_a_fault_names_its_line(copied: Path) -> None:
    page = Page(copied, TERMS)
    line = page.find(r"  transactions:")
    line.text = "  transactions: [moon_passport]"
    expected = page.expect(line, "terms.0.transactions.0", "")
    page.save()
    assert [fault.line for fault in faults_of(copied)] == [expected.line]
