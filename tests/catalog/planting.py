"""Copies of the real catalog in which faults are planted; the line of a fault is counted in the planted text itself."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from catalog import CatalogError, load_catalog
from catalog.loader import DATA

EXIT, LECTURES = "transactions/exit_entry.yml", "transactions/lectures.yml"
DEPARTMENTS, FAMILIES, CENTER, JOURNEYS = "departments.yml", "families.yml", "center.yml", "journeys.yml"
TERMS = "terms.yml"
JOURNEY = "first_trip"
PASSPORT, LECTURE, SPARE = "passport_first_issue", "law_lecture_booking", "spare_passport"
_ID = re.compile(r"- id: (\w+)$", re.M)
_RELATED = re.compile(r"(?m)^  related: \[(.*)\]$")


SMALL_JOURNEYS = """\
journeys:
- id: first_trip
  name:
    zh: "第一次出远门"
    en: "A first trip"
  aliases:
    zh: ["头一回出国"]
    en: ["first time abroad"]
  intro:
    zh: "先有护照。"
    en: "The passport comes first."
  steps:
  - transaction: passport_first_issue
    why:
      zh: "没有护照走不了"
      en: "without it you can't go"
    when:
      zh: "提前1个月"
      en: "1 month ahead"
  - transaction: passport_annotation
    why:
      zh: "改过名字的加一条"
      en: "adds a former name"
    condition:
      zh: "改过名字"
      en: "if your name has changed"
  checked_on: 2026-11-25
"""


SMALL_TERMS = """\
terms:
- id: passport
  name: {zh: "护照", en: "passport"}
  said:
    zh: ["护照本"]
    en: ["travel booklet"]
  text:
    zh: "护照是出国用的证件。"
    en: "A passport is for travel abroad."
  transactions: [passport_first_issue]
- id: lecture
  name: {zh: "讲座", en: "lecture"}
  said:
    zh: ["讲课"]
    en: ["talk"]
  text:
    zh: "讲座是请人来讲的。"
    en: "A lecture is a talk by somebody invited."
"""


class Line:
    """One line of a file; it stays the same object while others are put in before it."""

    def __init__(self, text: str) -> None:
        self.text = text

    @property
    def depth(self) -> int:
        """Its indentation; an item of a list lies deeper than the key at the same column."""
        bare = self.text.lstrip()
        return 2 * (len(self.text) - len(bare)) + bare.startswith("- ")


@dataclass(frozen=True)
class Expected:
    """A fault that must be reported: file, line, field, and words that stand in its message."""

    file: str
    line: int
    field: str
    says: str


class Page:
    """One file of a copied catalog, changed line by line."""

    def __init__(self, root: Path, name: str) -> None:
        self.name, self._path = name, root / name
        self._lines = [Line(text) for text in self._path.read_text(encoding="utf-8").split("\n")]

    def save(self) -> None:
        """Writes the planted text."""
        self._path.write_text("\n".join(line.text for line in self._lines), encoding="utf-8")

    def find(self, pattern: str, after: Line | None = None) -> Line:
        """The first line that matches, after another one or from the top."""
        start = self._lines.index(after) + 1 if after else 0
        return next(line for line in self._lines[start:] if re.match(pattern, line.text))

    def record(self, identity: str) -> Line:
        """The first line of a record."""
        return self.find(rf"- id: {identity}$")

    def at(self, record: Line, *keys: str) -> Line:
        """The line of a key in a record, such as ``fee``, ``note``, ``zh``."""
        line = record
        for key in keys:
            line = self.find(rf"\s*(?:- )?{key}:", line)
        assert line in self.block(record), keys
        return line

    def block(self, line: Line) -> list[Line]:
        """A line with those that belong to it."""
        start = self._lines.index(line)
        end = start + 1
        while end < len(self._lines) and self._lines[end].text.strip() and self._lines[end].depth > line.depth:
            end += 1
        return self._lines[start:end]

    def put(self, after: Line, *texts: str) -> Line:
        """Puts lines in after one; returns the first of them."""
        new = [Line(text) for text in texts]
        place = self._lines.index(after) + 1
        self._lines[place:place] = new
        return new[0]

    def append(self, *texts: str) -> Line:
        """Puts lines at the end."""
        while not self._lines[-1].text:
            self._lines.pop()
        return self.put(self._lines[-1], *texts)

    def drop(self, line: Line) -> None:
        """Takes a line out with all that belongs to it."""
        for gone in self.block(line):
            self._lines.remove(gone)

    def write(self, line: Line, value: str) -> Line:
        """Writes another value behind a key, in place of all that belonged to it."""
        for gone in self.block(line)[1:]:
            self._lines.remove(gone)
        line.text = line.text.split(":", 1)[0] + ": " + value
        return line

    def expect(self, line: Line, field: str, says: str) -> Expected:
        """A fault at a line and at a field written in full."""
        return Expected(self.name, self._lines.index(line) + 1, field, says)

    def expect_in(self, record: Line, line: Line, field: str, says: str) -> Expected:
        """A fault at a line, and at a field of a record."""
        kind = next(other for other in reversed(self._lines[: self._lines.index(record)]) if other.depth == 0)
        start = self._lines.index(kind)
        position = sum(bool(_ID.match(other.text)) for other in self._lines[start : self._lines.index(record)])
        return self.expect(line, f"{kind.text.rstrip(':')}.{position}.{field}".rstrip("."), says)


def whole_copy(root: Path) -> Path:
    """The real catalog below ``root``."""
    return Path(shutil.copytree(DATA, root))


def small_copy(root: Path) -> Path:
    """The real catalog cut down to passports and lectures, so that it is read in no time."""
    whole_copy(root)
    for path in (root / "transactions").glob("*.yml"):
        if f"transactions/{path.name}" not in (EXIT, LECTURES):
            path.unlink()
    passports = set(re.findall(r"(?m)^- id: (passport_\w+)$", (root / EXIT).read_text(encoding="utf-8")))
    _keep(root / EXIT, passports, _ID)
    pages = [(root / name).read_text(encoding="utf-8") for name in (EXIT, LECTURES)]
    kept = set(re.findall(r"(?m)^- id: (\w+)$", "".join(pages)))
    for name, text in zip((EXIT, LECTURES), pages, strict=True):
        (root / name).write_text(_RELATED.sub(lambda m: _only(kept, m), text), encoding="utf-8")
    _keep(root / DEPARTMENTS, {Path(EXIT).stem, Path(LECTURES).stem}, _ID)
    _keep(root / FAMILIES, kept, re.compile(r"\btransaction: (\w+)"))
    _keep(root / FAMILIES, kept, re.compile(r"(?<=[\[ ])(\w+)(?=[\w, ]*\]\}$)", re.M))
    (root / JOURNEYS).write_text(SMALL_JOURNEYS, encoding="utf-8")
    (root / TERMS).write_text(SMALL_TERMS, encoding="utf-8")
    add_spare(root)
    families = set(re.findall(r"(?m)^- id: (\w+)$", (root / FAMILIES).read_text(encoding="utf-8")))
    _keep(root / FAMILIES, families, re.compile(r"\bfamily: (\w+)"))
    return root


def add_spare(root: Path) -> None:
    """A further record like the passport's, to which no other refers: what is planted in it has no consequence."""
    page = Page(root, EXIT)
    record = page.append(*(line.text for line in page.block(page.record(PASSPORT))))
    record.text = f"- id: {SPARE}"
    page.write(page.at(record, "aliases", "zh"), '["备用的一本"]')
    page.write(page.at(record, "aliases", "en"), '["one to spare"]')
    page.save()


def _only(kept: set[str], related: re.Match[str]) -> str:
    return f"  related: [{', '.join(i for i in related[1].split(', ') if i in kept)}]"


def _keep(path: Path, kept: set[str], naming: re.Pattern[str]) -> None:
    """Keeps those items of a file's lists that name nothing but what is kept."""
    blocks = re.split(r"(?m)^(?=- )", path.read_text(encoding="utf-8"))
    written = []
    for block in blocks:
        following = block.find("\n\n")  # what comes after an empty line belongs to the next list
        tail = block[following:] if following >= 0 else ""
        written.append(block if set(naming.findall(block)) <= kept else tail)
    path.write_text("".join(written), encoding="utf-8")


def faults_of(root: Path) -> list[Expected]:
    """What the catalog's own check says of a copy."""
    try:
        load_catalog(root)
    except CatalogError as error:
        return [Expected(fault.file, fault.line, fault.field, fault.message) for fault in error.faults]
    return []
