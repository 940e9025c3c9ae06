"""The opening hours stand once as times and once in words: a file in which they differ is refused."""

from pathlib import Path

import pytest
from planting import CENTER, Page, faults_of, small_copy


@pytest.mark.parametrize(("key", "written"), [("opens", '"08:30"'), ("closes", '"17:00"')])
def test_other_times_ask_for_other_words(key: str, written: str, tmp_path: Path) -> None:
    """Both languages are named, each at its line."""
    page = Page(small_copy(tmp_path / "data"), CENTER)
    page.write(page.find(f"  {key}:"), written)
    hours = page.find("  hours:", page.find("topics:"))
    places = [page.find(f"    {language}:", hours) for language in ("zh", "en")]
    expected = [
        page.expect(place, f"topics.hours.{language}", "has to say the hours of tickets.opens and tickets.closes")
        for place, language in zip(places, ("zh", "en"), strict=True)
    ]
    page.save()
    found = faults_of(tmp_path / "data")
    assert [(one.line, one.field) for one in found] == [(one.line, one.field) for one in expected]
    assert all(one.says.startswith(expected[0].says) for one in found)


@pytest.mark.parametrize(("topic", "words"), [("hours", "Open on working days."), ("busy", "Come 8:00-9:00.")])
def test_words_that_say_no_hours_or_others(topic: str, words: str, tmp_path: Path) -> None:
    """The topic has to say them, the others may, and none may say different ones."""
    page = Page(small_copy(tmp_path / "data"), CENTER)
    place = page.write(page.find("    en:", page.find(f"  {topic}:", page.find("topics:"))), f'"{words}"')
    expected = page.expect(place, f"topics.{topic}.en", "9:00-16:30")
    page.save()
    (found,) = faults_of(tmp_path / "data")
    assert (found.line, found.field) == (expected.line, expected.field)
    assert expected.says in found.says
