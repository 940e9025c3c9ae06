"""The YAML files, changed record by record: comments stay, and a record that stays the same keeps its very text."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

_WIDTH = 150
_NEEDS_QUOTES = re.compile(r"[^\x00-\x7f]|[ :#,]")
_QUOTED_FIELDS = ("windows", "weekend_windows", "phones")
_PHRASES = ("zh", "en", "generic_zh", "generic_en", "alias")
_NEW_FILE = """\
# yaml-language-server: $schema=../schema.json
# {zh} / {en}: the transactions of this department.
#
# How to change a fact: edit the line, keep the quotes, change zh and en together with the same numbers, set checked_on
# to today, then run  uv run citizen-home catalog check  - it names every fault with its file and line.
# fee: an amount (0 = free), or a text, or periods: valid_from, valid_to (left out: until further notice), amount, text.
# need: required | conditional (then give the condition) | deferrable (may be handed in later). Phones: departments.yml.
transactions:
"""


class _Text(str):
    """A text in double quotes."""


class _Phrase(str):
    """A text in single quotes, as families.yml has it."""


class _Line(dict[str, Any]):
    """A mapping on one line."""


class _Row(list[Any]):
    """A list on one line."""


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _scalar(style: str) -> Any:
    return lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style=style)


_Dumper.add_representer(_Text, _scalar('"'))
_Dumper.add_representer(_Phrase, _scalar("'"))
_Dumper.add_representer(_Line, lambda d, m: d.represent_mapping("tag:yaml.org,2002:map", m.items(), flow_style=True))
_Dumper.add_representer(_Row, lambda d, r: d.represent_sequence("tag:yaml.org,2002:seq", r, flow_style=True))
_Dumper.add_representer(Decimal, lambda d, n: d.represent_data(int(n) if n == int(n) else float(n)))


def _quoted(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _quoted(inner, key) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_quoted(item, name) for item in value]
    if isinstance(value, str) and (name in _QUOTED_FIELDS or _NEEDS_QUOTES.search(value)):
        return _Text(value)
    return value


def _phrased(value: Any, key: str) -> Any:
    if isinstance(value, dict):
        return _Line((name, _phrased(inner, name)) for name, inner in value.items())
    if isinstance(value, list):
        items = [_phrased(item, key) for item in value]
        return items if key == "answers" else _Row(items)
    return _Phrase(value) if key in _PHRASES and isinstance(value, str) else value


def record_text(list_name: str, record: Mapping[str, Any]) -> str:
    """One record as its file writes it, from the dash on."""
    width: float = _WIDTH
    entry: dict[str, Any]
    if list_name == "families":
        entry, width = {key: _phrased(value, key) for key, value in record.items()}, float("inf")
    elif list_name == "shared_aliases":
        entry, width = _phrased(dict(record), ""), float("inf")
    else:
        entry = _quoted(dict(record))
    text: str = yaml.dump(
        [entry], Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=width, default_flow_style=None
    )
    return text


@dataclass
class Section:
    """One list of a file: the text before it, its records' data and texts, and what follows the last of them."""

    name: str
    before: str
    heading: str = ""
    indent: str = ""
    records: list[tuple[Any, str]] = field(default_factory=list)
    after: str = ""


def sections_of(text: str) -> list[Section]:
    """The lists of a file, in order. Raises yaml.YAMLError where its lists are not written one dash a record."""
    document = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader
    lines = text.splitlines(keepends=True)
    sections: list[Section] = []
    start = 0
    for name in document or {}:
        key = next((i for i, line in enumerate(lines) if i >= start and line.startswith(f"{name}:")), len(lines))
        end = next((i for i in range(key + 1, len(lines)) if re.match(r"\w", lines[i])), len(lines))
        section = Section(name, "".join(lines[start:key]))
        start = _read_records(section, lines, key + 1, end, document[name] or [])
        sections.append(section)
    if sections:
        sections[-1].after = "".join(lines[start:])
    return sections


def _read_records(section: Section, lines: list[str], start: int, end: int, records: Any) -> int:
    dashes = [match[1] for line in lines[start:end] if (match := re.match(r"( *)- ", line))]
    section.indent = dashes[0] if dashes else ""
    entries = [i for i in range(start, end) if lines[i].startswith(f"{section.indent}- ")]
    if not isinstance(records, list) or len(records) != len(entries):
        raise yaml.YAMLError(f'the records of "{section.name}" must each begin with a dash on a line of its own')
    section.heading = "".join(lines[start : (entries or [end])[0]])
    ends = [_end_of_record(lines, first, limit) for first, limit in zip(entries, [*entries[1:], end], strict=False)]
    # Comments and blank lines between two records stay with the record below them.
    pieces = ["".join(lines[a:b]) for a, b in zip([*entries[:1], *ends], ends, strict=False)]
    section.records = list(zip(records, pieces, strict=True))
    return ends[-1] if ends else end


def _end_of_record(lines: list[str], first: int, limit: int) -> int:
    while limit > first + 1 and (not lines[limit - 1].strip() or lines[limit - 1].startswith("#")):
        limit -= 1
    return limit


def joined(sections: list[Section]) -> str:
    """The text of a file from its lists."""
    parts: list[str] = []
    for section in sections:
        opening = f"{section.name}:\n" if section.records else f"{section.name}: []\n"
        parts += [section.before, opening, section.heading, *(text for _, text in section.records), section.after]
    return "".join(parts)


def new_file(zh: str, en: str) -> str:
    """The text of a new department's file, without records."""
    return _NEW_FILE.format(zh=zh, en=en)


def write_all(root: Path, texts: Mapping[str, str]) -> None:
    """Writes files below ``root`` so that a failure on the way leaves all of them as they were."""
    staged: list[tuple[str, Path]] = []
    before = {path: path.read_bytes() for name in texts if (path := root / name).exists()}
    try:
        for name, text in texts.items():
            path = root / name
            handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            staged.append((temporary, path))
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        for temporary, path in staged:
            Path(temporary).replace(path)
    except BaseException:
        for temporary, path in staged:
            Path(temporary).unlink(missing_ok=True)
            if path in before:
                path.write_bytes(before[path])
            else:
                path.unlink(missing_ok=True)
        raise
