"""What the templates are given: a page's record, its addresses in both languages, its QR code and its pictures."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType
from typing import Any
from urllib.parse import urlencode

import segno
from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from assistant.messages import Language
from assistant.rendering.formats import window_ranges
from assistant.rendering.renderer import words as answer_words
from catalog import Bilingual, Catalog, Transaction
from catalog.standards.schema_org import embeddable, government_service
from connectors.api.state import public_base
from connectors.pages import en, zh

LANGUAGES: tuple[Language, ...] = ("zh", "en")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    # Every template is HTML or XML: escaping is on whatever a file is called.
    loader = PackageLoader("connectors.pages")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def words(language: Language) -> ModuleType:
    """The wording of the pages in a language."""
    return zh if language == "zh" else en


@dataclass(frozen=True)
class Address:
    """A page's addresses: in the language it is shown in, in both, and without any."""

    base: str
    path: str
    language: Language
    query: tuple[tuple[str, str], ...] = ()

    def local(self, language: Language | None = None, path: str | None = None) -> str:
        """The path in a language, with the query where it is this very page."""
        kept = self.query if path is None else ()
        return f"{path or self.path}?{urlencode([*kept, ('language', language or self.language)])}"

    def whole(self, language: Language | None = None) -> str:
        """The address to hand on; without a language the reader's own is shown."""
        return f"{self.base}{self.path}" + (f"?language={language}" if language else "")


def address_of(request: Request, language: Language, **query: str) -> Address:
    """The addresses of the requested page; of the query only what is given here is kept."""
    kept = tuple((name, value) for name, value in query.items() if value)
    return Address(public_base(request), request.url.path, language, kept)


def page(template: str, catalog: Catalog, address: Address, **more: Any) -> str:
    """A page as HTML."""
    language = address.language
    say: Callable[[Bilingual], str] = lambda text: text.in_(language)  # noqa: E731 - handed to templates
    known = {"catalog": catalog, "address": address, "language": language, "say": say}
    known |= {"w": words(language), "a": answer_words(language)}
    return (
        _environment()
        .get_template(template)
        .render(
            known
            | {"floor": answer_words(language).floor, "languages": [(one, words(one)) for one in LANGUAGES]}
            | more
        )
    )


def qr_code(address: str, title: str) -> Markup:
    """A QR code as inline SVG: black on white in every theme, for cameras to read."""
    written = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(written, kind="svg", xmldecl=False, svgns=True, border=4, omitsize=True, light="#fff", title=title)
    return Markup(written.getvalue().decode())  # noqa: S704 - segno escapes the title, the rest are numbers


@dataclass(frozen=True)
class Plan:
    """A picture of a floor and the words that stand for it."""

    path: str
    alternative: str

    def source(self, theme: str) -> str:
        """Where the picture is."""
        return f"{self.path}&theme={theme}"


def plans(catalog: Catalog, record: Transaction, language: Language, has_entrance: bool) -> tuple[Plan, Plan | None]:
    """The picture of the transaction's windows, and that of the way to the lift where its floor has no entrance."""
    w, floor = words(language), answer_words(language).floor
    marked = urlencode({"windows": window_ranges(record.windows).replace(" ", ""), "language": language}, safe=",")
    alternative = w.plan(floor(record.floor), w.windows(record.windows))
    first = Plan(f"/floor-plan/{record.floor}.svg?{marked}", alternative)
    if has_entrance:
        return first, None
    ground = next(iter(catalog.center.floors))
    return first, Plan(f"/floor-plan/{ground}.svg?to=lift&language={language}", w.plan_to_lift(floor(ground)))


def structured_data(catalog: Catalog, record: Transaction, address: Address) -> Markup:
    """schema.org JSON-LD of a transaction in the language of its page."""
    node = government_service(catalog, record, address.language, address.whole(address.language))
    return Markup(embeddable(node))  # noqa: S704 - embeddable leaves nothing in it that could end the element
