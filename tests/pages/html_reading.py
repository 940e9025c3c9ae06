"""Reads a page as its readers do: which text stands in which field, what is linked, what could run."""

from collections import defaultdict
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Page(HTMLParser):
    """Texts by the ``data-field`` they stand in ("" outside of all), and every element with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: dict[str, list[str]] = defaultdict(list)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self._open: list[tuple[str, str]] = []
        self.feed(html)
        self.close()
        assert not self._open, f"not closed: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.elements.append((tag, known))
        around = self._open[-1][1] if self._open else ""
        if tag not in VOID:
            self._open.append((tag, known.get("data-field") or around))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open[-1][0] == tag, f"</{tag}> closes {self._open[-1:]}"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        tag, field = self._open[-1] if self._open else ("", "")
        if tag == "script":
            self.scripts.append(data)
        elif any(name == "body" for name, _ in self._open) and data.strip():
            self.texts[field].append(" ".join(data.split()))

    def field(self, name: str) -> str:
        """All text of a field."""
        return " ".join(self.texts[name])

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of each element of a tag."""
        return [known for name, known in self.elements if name == tag]
