"""The public pages: languages, addresses, search, what machines read in them, and that nothing foreign can run."""

import dataclasses
import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from xml.etree import ElementTree as ET

import httpx
import pytest
import segno
from fastapi import FastAPI

from catalog import Bilingual, Catalog
from connectors.pages import en, zh
from connectors.pages.shelves import sort_key
from connectors.pages.views import qr_code

from .html_reading import Page

PASSPORT = "/transactions/passport_first_issue"
PAGES = [
    "/",
    "/chat",
    "/transactions",
    "/transactions?by=letter",
    "/transactions?q=passport",
    PASSPORT,
    "/transactions/none_such",
]


def heading(page: Page, html: str) -> str:
    """The main heading."""
    assert len(page.all("h1")) == 1
    return re.search(r"<h1[^>]*>(.*?)</h1>", html)[1]


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        ("", "", "zh-CN"),
        ("", "en-GB,en;q=0.9", "en"),
        ("", "zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("", "en;q=0.5, zh-TW;q=0.9", "zh-CN"),
        ("", "fr-FR, en;q=0.3", "en"),
        ("", "fr;q=x, ,;q=", "zh-CN"),
        ("en", "zh-CN", "en"),
        ("zh", "en", "zh-CN"),
        ("fr", "en", "en"),
    ],
)
def test_the_language_asked_for_wins_over_the_browsers(
    reader: httpx.Client, asked: str, accepted: str, language: str
) -> None:
    """Chinese where neither says anything."""
    for path in (PASSPORT, "/transactions", "/transactions/none_such"):
        parameters = {"language": asked} if asked else {}
        answer = reader.get(path, params=parameters, headers={"Accept-Language": accepted})
        assert Page(answer.text).all("html")[0]["lang"] == language
        assert answer.headers["content-language"] == language
        assert answer.headers["vary"] == "Accept-Language"


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_on_a_page_needs_what_the_security_policy_forbids(
    reader: httpx.Client, path: str, language: str
) -> None:
    """No inline script or style, nothing from other hosts; JSON-LD is data."""
    answer = reader.get(path, params={"language": language})
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    page = Page(answer.text)
    assert [s for s in page.all("script") if "src" not in s and s.get("type") != "application/ld+json"] == []
    for tag, known in page.elements:
        assert tag != "style" and "style" not in known
        assert not [name for name in known if name.startswith("on")]
        if tag in ("script", "img", "link") and known.get("rel") not in ("canonical", "alternate"):
            address = known.get("src") or known.get("href") or "/"
            assert address.startswith("/")
            assert reader.get(address).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_built_for_screen_readers(reader: httpx.Client, path: str) -> None:
    """One heading of the first rank, names for pictures and fields, ids that are unique, links that lead somewhere."""
    html = reader.get(path, params={"language": "en"}).text
    page = Page(html)
    assert heading(page, html)
    ids = [known["id"] for _, known in page.elements if "id" in known]
    assert len(ids) == len(set(ids))
    assert all(picture.get("alt") is not None for picture in page.all("img"))
    labelled = {label.get("for") for label in page.all("label")}
    assert {field["id"] for field in page.all("input") if field.get("type") != "hidden"} == labelled
    for _, known in page.elements:
        for name in ("aria-labelledby", "aria-describedby"):
            assert set((known.get(name) or "").split()) <= set(ids)
    for link in page.all("a"):
        if (link["href"] or "").startswith("#"):
            assert (link["href"] or "")[1:] in ids


def test_a_page_names_itself_and_its_other_language(reader: httpx.Client, catalog: Catalog) -> None:
    """Title, description, canonical address, alternates, and the link to the other language."""
    html = reader.get(f"{PASSPORT}?language=en").text
    page, record = Page(html), catalog.transactions["passport_first_issue"]
    base = str(reader.base_url).rstrip("/")
    alternates = {link["hreflang"]: link["href"] for link in page.all("link") if link.get("rel") == "alternate"}
    assert alternates == {
        "zh-CN": f"{base}{PASSPORT}?language=zh",
        "en": f"{base}{PASSPORT}?language=en",
        "x-default": f"{base}{PASSPORT}",
    }
    named = {m.get("name") or m.get("property"): m.get("content") for m in page.all("meta")}
    assert named["description"] == named["og:description"] == record.summary.en
    assert record.name.en in (named["og:title"] or "")
    assert reader.get((named["og:image"] or "").removeprefix(base)).headers["content-type"] == "image/png"
    switch = next(link for link in page.all("a") if link.get("hreflang") == "zh")
    assert switch["lang"] == "zh"
    assert record.name.zh in heading(Page(other := reader.get(switch["href"]).text), other)


def test_the_language_switch_keeps_a_search(reader: httpx.Client) -> None:
    """Nobody has to type again."""
    page = Page(reader.get("/transactions", params={"q": "护照&<", "language": "zh"}).text)
    switch = next(link["href"] for link in page.all("a") if link.get("hreflang") == "en")
    assert httpx.URL(switch).params["q"] == "护照&<"


def test_each_page_carries_its_schema_org_document(reader: httpx.Client, catalog: Catalog) -> None:
    """Readable JSON that names the record."""
    for language in ("zh", "en"):
        page = Page(reader.get(f"{PASSPORT}?language={language}").text)
        document = json.loads(page.scripts[0])
        assert document["@type"] == "GovernmentService"
        assert document["identifier"] == "passport_first_issue"
        assert document["name"] == catalog.transactions["passport_first_issue"].name.in_(language)


def test_the_qr_code_leads_to_the_page(reader: httpx.Client) -> None:
    """It is the very code of the page's address."""
    svg = re.search(r"<svg.*?</svg>", reader.get(PASSPORT).text, re.S)[0]
    code = segno.make(f"{str(reader.base_url).rstrip('/')}{PASSPORT}", error="m", micro=False)
    path = re.search(r'stroke="#000" d="([^"]+)"', svg)[1]
    assert path in code.svg_inline(border=4, omitsize=True, light="#fff")


def test_all_187_are_listed_either_way(reader: httpx.Client, catalog: Catalog) -> None:
    """By department and by letter, in both languages, each once and each link good."""
    for order in ("department", "letter", "nonsense"):
        for language in ("zh", "en"):
            page = Page(reader.get("/transactions", params={"by": order, "language": language}).text)
            ids = [m[1] for a in page.all("a") if (m := re.match(r"/transactions/(\w+)\?", a["href"] or ""))]
            assert sorted(ids) == sorted(catalog.transactions)


def test_letters_follow_the_sound_in_chinese_and_the_spelling_in_english(catalog: Catalog) -> None:
    """重 in 重新 is chóng."""
    assert sort_key("重新申领", "zh").startswith("chong")
    assert sort_key("普通护照", "zh") == "putonghuzhao"
    assert sort_key("Passport", "en") == "passport"


@pytest.mark.parametrize(
    ("typed", "first"), [("换护照", "renewal"), ("jiaotongweifa", "violation"), ("gas leak", "gas")]
)
def test_search_works_by_a_plain_form(reader: httpx.Client, typed: str, first: str) -> None:
    """Chinese, pinyin and English; what was typed stays in the box."""
    page = Page(reader.get("/transactions", params={"q": typed}).text)
    assert next(box for box in page.all("input") if box.get("type") == "search")["value"] == typed
    found = [m[1] for a in page.all("a") if (m := re.match(r"/transactions/(\w+)\?", a["href"] or ""))]
    assert first in found[0] and len(found) <= 60


def test_a_search_without_a_result_says_where_to_turn(reader: httpx.Client) -> None:
    """And does not echo anything that could run."""
    for typed in ("☃☃☃☃☃☃", "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'):
        answer = reader.get("/transactions", params={"q": typed, "language": "en"})
        page = Page(answer.text)
        assert len(page.all("script")) == 2
        assert [picture for picture in page.all("img") if picture.get("src") == "x"] == []
    assert en.NOTHING in reader.get("/transactions", params={"q": "☃☃☃☃☃☃", "language": "en"}).text
    assert reader.get("/transactions", params={"q": "x" * 201}).status_code == 422


def test_an_unknown_transaction_is_a_page_with_a_way_on(reader: httpx.Client) -> None:
    """404, in the reader's language, and not to be indexed."""
    answer = reader.get("/transactions/none_such?language=zh")
    assert answer.status_code == 404
    assert zh.MISSING in answer.text
    page = Page(answer.text)
    assert {"name": "robots", "content": "noindex"} in page.all("meta")
    assert any((link["href"] or "").startswith("/transactions?") for link in page.all("a"))


@pytest.mark.parametrize("path", ["/nowhere", "/tablets", "//another.example/x", "/check-in/<b>"])
def test_an_address_without_a_page_leads_a_person_on(reader: httpx.Client, path: str) -> None:
    """A page with ways on, all of them to this site; a program gets the problem document."""
    address = f"{str(reader.base_url).rstrip('/')}{path}"
    answer = reader.get(address, headers={"Accept": "text/html", "Accept-Language": "en-GB"})
    assert (answer.status_code, answer.headers["content-language"]) == (404, "en")
    links = [link["href"] or "" for link in Page(answer.text).all("a")]
    assert any(link.startswith("/chat?") for link in links)
    assert all(link.startswith(("/", "#", "tel:")) and not link.startswith("//") for link in links)
    for program in (reader.get(address), reader.get("/api/v1/nowhere", headers={"Accept": "text/html"})):
        assert (program.status_code, program.headers["content-type"]) == (404, "application/problem+json")


def test_the_sitemap_lists_every_page_in_both_languages(reader: httpx.Client, catalog: Catalog) -> None:
    """Well-formed, with the day each record was checked."""
    answer = reader.get("/sitemap.xml")
    assert answer.headers["content-type"] == "application/xml"
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    entries = list(ET.fromstring(answer.content))
    base = str(reader.base_url).rstrip("/")
    places = {entry.findtext(f"{name}loc"): entry.findtext(f"{name}lastmod") for entry in entries}
    assert len(entries) == len(places) == 2 * (187 + len(catalog.journeys) + 1)
    for journey in catalog.journeys.values():
        assert places[f"{base}/journeys/{journey.id}?language=en"] == journey.checked_on.isoformat()
    for record in catalog.transactions.values():
        for language in ("zh", "en"):
            assert places[f"{base}/transactions/{record.id}?language={language}"] == record.checked_on.isoformat()


def test_robots_are_sent_to_the_sitemap_and_kept_off_tickets(reader: httpx.Client) -> None:
    """A ticket's address is a secret."""
    lines = reader.get("/robots.txt").text.splitlines()
    assert "Disallow: /t/" in lines
    assert f"Sitemap: {str(reader.base_url).rstrip('/')}/sitemap.xml" in lines


def test_a_forged_host_cannot_put_markup_into_a_page(reader: httpx.Client) -> None:
    """What the Host header says is escaped like anything else."""
    answer = reader.get(PASSPORT, headers={"Host": 'evil"><script>alert(1)</script>'})
    assert "<script>alert" not in answer.text


def test_a_host_that_is_no_name_is_not_handed_on(reader: httpx.Client) -> None:
    """Links and the QR code lead to the server's own address instead."""
    page = Page(reader.get(PASSPORT, headers={"Host": "evil.example/path?"}).text)
    base = str(reader.base_url).rstrip("/")
    canonical = next(link["href"] or "" for link in page.all("link") if link.get("rel") == "canonical")
    assert canonical.startswith(base)


def test_the_public_address_is_used_wherever_an_address_is_handed_on(
    public_app: FastAPI, reader: httpx.Client, catalog: Catalog
) -> None:
    """Behind a proxy the request does not tell it: links, QR code, sitemap, robots, JSON-LD and CPSV-AP."""
    services = public_app.state.services
    services.public_url = address = "https://home.example/hall"
    try:
        for path in (PASSPORT, "/journeys/lost_wallet"):
            html = reader.get(f"{path}?language=en").text
            links = [link for link in Page(html).all("link") if link.get("rel") in ("canonical", "alternate")]
            assert len(links) == 4 and all((link["href"] or "").startswith(f"{address}{path}") for link in links)
            assert qr_code(f"{address}{path}", en.SHARE) in html
        assert f'"url":"{address}{PASSPORT}?language=en"' in reader.get(f"{PASSPORT}?language=en").text
        assert f"<loc>{address}/journeys/lost_wallet?language=zh</loc>" in reader.get("/sitemap.xml").text
        assert f"Sitemap: {address}/sitemap.xml" in reader.get("/robots.txt").text
        linked = reader.get(f"/api/v1{PASSPORT}", headers={"Accept": "application/ld+json"}).json()
        assert linked["@graph"][0]["@id"] == f"{address}/api/v1{PASSPORT}"
    finally:
        services.public_url = None


def test_text_of_a_record_cannot_run(
    public_app: FastAPI,
    catalog: Catalog,
    serving: Callable[[FastAPI], AbstractContextManager[str]],
    reader: httpx.Client,
) -> None:
    """Markup in a name is shown as it was written, in the page, its head, its JSON-LD and the list."""
    hostile = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    record = catalog.transactions["passport_first_issue"]
    planted = record.model_copy(update={"name": Bilingual(zh=hostile, en=hostile), "summary": record.name})
    services = public_app.state.services
    served = services.live
    services.live = dataclasses.replace(catalog, transactions={**catalog.transactions, record.id: planted})
    try:
        for path in (PASSPORT, "/transactions", "/transactions?by=letter"):
            page = Page(reader.get(path).text)
            assert len(page.all("script")) == (3 if path == PASSPORT else 2)
            assert [picture for picture in page.all("img") if picture.get("src") == "x"] == []
            assert any(hostile in text for texts in page.texts.values() for text in texts)
    finally:
        services.live = served


def test_both_languages_have_the_same_words() -> None:
    """What one side says the other says too, and takes the same facts."""
    public = [{name for name in vars(module) if not name.startswith("_")} for module in (zh, en)]
    assert public[0] == public[1] and len(public[0]) > 40
    for name in public[0]:
        one, other = getattr(zh, name), getattr(en, name)
        assert type(one) is type(other), name
        if isinstance(one, dict):
            assert set(one) == set(other)
