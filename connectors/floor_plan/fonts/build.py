"""Makes citizen_home_plan.otf from Noto Sans CJK: the common Chinese characters, Latin, and what the catalog uses."""

# To be run when rare characters have come into the names on a plan; the source is in Debian's fonts-noto-cjk:
# uv run python -m connectors.floor_plan.fonts.build /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]

from catalog.loader import DATA
from connectors.floor_plan.png import FAMILY, FONT

SIMPLIFIED = 2  # the place of Noto Sans CJK SC in the collection
_LEVEL_ONE = range(0xB0, 0xD8)  # the lead bytes of the 3755 common characters of GB 2312
_LATIN = (*range(0x20, 0x7F), *range(0xA0, 0x180))
_FULL_WIDTH = (*range(0x2010, 0x2027), *range(0x2190, 0x2194), *range(0x3001, 0x3012), *range(0xFF01, 0xFF5F))


def characters() -> str:
    """Every character that the font is to draw."""
    wanted = {chr(code) for code in (*_LATIN, *_FULL_WIDTH)}
    for lead in _LEVEL_ONE:
        wanted.update(
            bytes(pair).decode("gb2312", "ignore") for pair in zip([lead] * 94, range(0xA1, 0xFF), strict=True)
        )
    for file in DATA.rglob("*.yml"):
        wanted.update(file.read_text(encoding="utf-8"))
    return "".join(sorted(wanted - {"\n", "\r", "\t", ""}))


def build(collection: Path, target: Path = FONT) -> None:
    """Writes the subset of a Noto Sans CJK collection, under a name of its own as its licence asks."""
    options = subset.Options(font_number=SIMPLIFIED, layout_features=[], hinting=False, desubroutinize=True)
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    font = subset.load_font(str(collection), options)
    cutter = subset.Subsetter(options)
    cutter.populate(text=characters())
    cutter.subset(font)
    for identity in (1, 4, 6):
        font["name"].setName(FAMILY.replace(" ", "") if identity == 6 else FAMILY, identity, 3, 1, 0x409)
    subset.save_font(font, str(target), options)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
