"""What stands in a picture: all windows, the marked ones, the way, the sample label, and nothing that overflows."""

import dataclasses
import itertools
from xml.etree import ElementTree as ET

import pytest

from assistant.rendering.formats import window_ranges
from catalog import Catalog
from catalog.live import LiveCatalog
from connectors.floor_plan import en, zh
from connectors.floor_plan.drawing import CELL, Picture
from connectors.floor_plan.gallery import Gallery
from connectors.floor_plan.lettering import fitted, width_of
from connectors.floor_plan.palette import PALETTES, Palette
from connectors.floor_plan.png import FONT, MissingCharacters, known_characters, missing_characters, png

SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES = ("zh", "en")
FLOORS = ("1F", "2F", "B1")
EVERY = list(itertools.product(FLOORS, LANGUAGES, PALETTES))


def drawn(svg: str) -> list[str]:
    """The words of a picture."""
    return [text.text or "" for text in ET.fromstring(svg).iter(f"{SVG}text")]


def windows_of(catalog: Catalog, floor: str) -> set[int]:
    """The windows on a floor, from the departments."""
    return {number for d in catalog.departments.values() if d.floor == floor for number in d.windows}


@pytest.mark.parametrize(("floor", "language", "theme"), EVERY)
def test_each_window_of_a_floor_stands_once_in_its_picture(
    catalog: Catalog, gallery: Gallery, floor: str, language: str, theme: str
) -> None:
    """No number but the windows' own is drawn on the floor itself."""
    numbers = [int(word) for word in drawn(gallery.svg(Picture(floor, (), language, theme))) if word.isdigit()]
    assert sorted(numbers) == sorted(windows_of(catalog, floor))


@pytest.mark.parametrize("language", LANGUAGES)
def test_exactly_the_windows_of_each_transaction_are_marked(catalog: Catalog, gallery: Gallery, language: str) -> None:
    """The filled boxes are as many as the windows; the legend names them; a way is drawn to them."""
    fill = PALETTES["light"].mark
    for windows, floor in {(t.windows, t.floor) for t in catalog.transactions.values()}:
        root = ET.fromstring(gallery.svg(Picture(floor, windows, language)))
        marked = [box for box in root.iter(f"{SVG}rect") if box.get("fill") == fill and box.get("stroke")]
        bold = [text.text for text in root.iter(f"{SVG}text") if text.get("font-weight") and text.text.isdigit()]
        assert sorted(map(int, bold)) == sorted(windows)
        assert len(marked) == len(windows)
        words = " ".join(text.text or "" for text in root.iter(f"{SVG}text"))
        assert window_ranges(windows) in words
        lines = [line for line in root.iter(f"{SVG}polyline") if line.get("stroke") == PALETTES["light"].way]
        assert len(lines) >= 2, "the legend's line and the way itself"
        assert window_ranges(windows) in (root.findtext(f"{SVG}desc") or "")


@pytest.mark.parametrize(("floor", "language", "theme"), EVERY)
def test_a_picture_says_in_both_languages_that_it_is_sample_data(
    gallery: Gallery, floor: str, language: str, theme: str
) -> None:
    """Whoever is handed the bare picture sees it too."""
    words = drawn(gallery.svg(Picture(floor, (), language, theme)))
    assert gallery.plans.sample.zh in words
    assert gallery.plans.sample.en in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sign_fits_its_box(gallery: Gallery, language: str) -> None:
    """In a size that can be read on a phone."""
    for plan in gallery.plans.floors:
        for row in plan.rows:
            label = fitted(row.label.in_(language), row.office.width * CELL - 8, row.office.height * CELL - 4)
            assert label.fits and label.size >= 10, row.label
        for fixture in plan.fixtures:
            room = max(fixture.area.width * CELL - 2, 0)
            if fixture.kind != "entrance":
                label = fitted(fixture.name.in_(language), room, fixture.area.height * CELL - 2)
                assert label.fits and label.size >= 10, fixture.name


@pytest.mark.parametrize(("floor", "language", "theme"), EVERY)
def test_all_words_stay_on_the_paper(gallery: Gallery, floor: str, language: str, theme: str) -> None:
    """Nothing runs over the edge, with windows marked too."""
    windows = tuple(n for row in gallery.plans.plan(floor).rows for n in row.windows[:2])
    root = ET.fromstring(gallery.svg(Picture(floor, windows, language, theme)))
    _, _, width, height = map(float, root.get("viewBox").split())
    for text in root.iter(f"{SVG}text"):
        size, x = float(text.get("font-size")), float(text.get("x"))
        wide = width_of(text.text, size)
        left = x - wide / 2 if text.get("text-anchor") == "middle" else x
        assert left >= 0 and left + wide <= width, text.text
        assert size <= float(text.get("y")) <= height


def test_a_picture_is_accessible_and_bears_no_style(gallery: Gallery) -> None:
    """Title and description for screen readers; colours as attributes, which no content security policy blocks."""
    for floor, language, theme in EVERY:
        svg = gallery.svg(Picture(floor, (), language, theme))
        root = ET.fromstring(svg)
        assert root.get("role") == "img"
        named = root.get("aria-labelledby").split()
        assert [root.find(f"{SVG}{tag}").get("id") for tag in ("title", "desc")] == named
        assert root.findtext(f"{SVG}title") and root.findtext(f"{SVG}desc")
        assert "style" not in svg and "<script" not in svg


def test_the_way_to_the_lift_is_drawn_from_the_entrance(gallery: Gallery) -> None:
    """For those who go on to another floor."""
    way = PALETTES["light"].way
    with_way = ET.fromstring(gallery.svg(Picture("1F", (), "en", "light", to_lift=True)))
    without = ET.fromstring(gallery.svg(Picture("1F", (), "en", "light")))
    counts = [sum(line.get("stroke") == way for line in root.iter(f"{SVG}polyline")) for root in (with_way, without)]
    assert counts == [2, 0]


@pytest.mark.parametrize(("floor", "windows"), [("4F", ()), ("1F", (64,)), ("2F", (1,)), ("B1", (0,))])
def test_what_is_not_there_is_refused(gallery: Gallery, floor: str, windows: tuple[int, ...]) -> None:
    """No picture sends people to a wrong floor."""
    with pytest.raises(LookupError):
        gallery.svg(Picture(floor, windows))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_colours_have_contrast(palette: Palette) -> None:
    """Words 4.5 to 1, lines and marks 3 to 1."""
    for ground in (palette.paper, palette.hall, palette.office, palette.window, palette.fixture, palette.lift):
        assert contrast(palette.text, ground) >= 4.5
    assert contrast(palette.mark_text, palette.mark) >= 4.5
    assert contrast(palette.way, palette.hall) >= 3
    assert contrast(palette.mark, palette.window) >= 3
    assert contrast(palette.edge, palette.hall) >= 3


def test_both_languages_have_the_same_words() -> None:
    """What one side says the other says too."""
    names = [{name for name in vars(module) if not name.startswith("_")} for module in (zh, en)]
    assert names[0] == names[1] and len(names[0]) > 5
    assert set(zh.SIDES) == set(en.SIDES)


def test_the_font_writes_every_word_of_every_picture(gallery: Gallery) -> None:
    """No empty box in a PNG, whatever fonts the machine has."""
    for floor, language, theme in EVERY:
        windows = tuple(n for row in gallery.plans.plan(floor).rows for n in row.windows)
        assert missing_characters(gallery.svg(Picture(floor, windows, language, theme))) == ""
    assert {*"窗口电梯"} < known_characters()


def test_a_png_is_drawn_in_twice_the_size(gallery: Gallery) -> None:
    """And it is a picture of its own for each language."""
    pictures = [gallery.png(Picture("2F", (64,), language)) for language in LANGUAGES]
    assert pictures[0] != pictures[1]
    for picture, language in zip(pictures, LANGUAGES, strict=True):
        assert picture.startswith(b"\x89PNG\r\n\x1a\n")
        width = ET.fromstring(gallery.svg(Picture("2F", (64,), language))).get("width")
        assert int.from_bytes(picture[16:20]) == 2 * float(width)


def test_words_are_really_drawn_with_the_shipped_font() -> None:
    """A character gives another picture than a blank does, and than another character does."""
    sheet = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text y="16" font-size="16">{}</text></svg>'
    assert len({png(sheet.format(letter)) for letter in (" ", "窗", "梯", "a")}) == 4


def test_a_character_that_the_font_lacks_is_refused() -> None:
    """Rather no picture than one with empty boxes."""
    with pytest.raises(MissingCharacters, match="𠮷"):
        png('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>𠮷野家</text></svg>')


def test_the_font_ships_with_its_licence() -> None:
    """The Open Font License asks for it."""
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONT.parent / "OFL.txt").read_text(encoding="utf-8")


def test_pictures_follow_a_reloaded_catalog(catalog: Catalog) -> None:
    """A department's new name stands in the description at once."""
    live = LiveCatalog(catalog)
    own = Gallery(live)
    before = own.svg(Picture("B1", (101,), "en"))
    lectures = catalog.departments["lectures"]
    renamed = lectures.model_copy(update={"name": lectures.name.model_copy(update={"en": "Evening talks"})})
    live.replace(dataclasses.replace(catalog, departments={**catalog.departments, "lectures": renamed}))
    assert "Evening talks" not in before
    assert "Evening talks" in own.svg(Picture("B1", (101,), "en"))
