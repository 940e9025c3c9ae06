"""A citizen's ticket page, read as a browser without JavaScript reads it."""

import inspect
import re
from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from types import FunctionType, ModuleType

import pytest
import segno
from pages.html_reading import Page

from assistant.operations.limits import RULES, Limiter
from assistant.tickets import LedgerUnavailable, Status
from connectors.hall import en, zh
from connectors.hall.ticket_view import NEAR, phase

from .conftest import MATTER, Hall, text

BOTH = {"zh": zh, "en": en}
STRANGE = [
    "nonsense",
    "A" * 22,
    "A" * 5000,
    "%00",
    "..%2f..%2fetc%2fpasswd",
    "%ff%fe",
    "x/y/z",
    "%F0%9F%98%80",
    "'%20or%201=1--",
    "",
]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_waiting_number_shows_its_place_its_range_and_its_way(hall: Hall, language: str) -> None:
    """Number, people ahead, minutes, times of day, floor, windows, what to bring: all from ledger and record."""
    tickets = [hall.takes() for _ in range(NEAR + 2)]
    w, record = BOTH[language], hall.parts.catalog.transactions[MATTER]
    place = hall.parts.ledger.place(tickets[-1])
    html = hall.page(tickets[-1], language).text
    shown = text(html)
    assert w.STATES["waiting"] in shown and w.NEXT["waiting"] in shown
    assert w.people(NEAR + 1) in shown and w.minutes(place.low, place.high) in shown
    assert w.windows(record.windows) in shown
    assert all(item.name.in_(language) in shown for item in record.materials)
    earliest, latest = (
        hall.parts.clock().astimezone().timestamp() + minutes * 60 for minutes in (place.low, place.high)
    )
    times = {w.times(*(datetime.fromtimestamp(t + d).astimezone() for t in (earliest, latest))) for d in (-60, 0, 60)}
    assert any(time in shown for time in times)
    assert f"/floor-plan/{record.floor}.svg?windows=" in html


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_phase_is_told(hall: Hall, language: str) -> None:
    """Near, called with the window's number, serving, served, missed, given up: each with what to do now."""
    w, ledger = BOTH[language], hall.parts.ledger
    first, second, third = (hall.takes() for _ in range(3))
    window = hall.window_of(first)

    def told(ticket, state: str) -> str:
        shown = text(hall.page(ticket, language).text)
        assert w.STATES[state] in shown and w.NEXT[state] in shown
        assert all(w.NEXT[other] not in shown for other in w.NEXT if other != state)
        return shown

    told(first, "near")
    hall.calls(window)
    assert " ".join(part for part in w.go_to(window) if part) in told(first, "called")
    ledger.start(window)
    assert w.at_window(window) in told(first, "serving")
    ledger.served(window)
    assert w.windows(()) not in told(first, "served")
    hall.calls(window)
    ledger.missed(window)
    assert "/check-in" not in hall.page(second).text
    told(second, "missed")
    ledger.cancel(third.reference, "citizen")
    assert "/give-up" not in hall.page(third).text
    told(third, "cancelled")


def test_a_number_of_yesterday_has_expired(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says so even before the nightly job has run."""
    ticket = hall.takes()
    later = hall.parts.clock() + timedelta(days=1)
    monkeypatch.setattr(hall.parts.ledger, "_day", lambda tx, now: later.date())
    shown = text(hall.page(ticket).text)
    assert zh.STATES["expired"] in shown and zh.NEW_NUMBER in shown


def test_every_status_has_a_phase(hall: Hall) -> None:
    """Each status of the ledger, near or far, absent or put aside, has its words in both languages."""
    ticket, now = hall.takes(), hall.parts.clock()
    kinds = [{}, {"held_at": now}, {"passed_at": now, "checked_in_at": None}]
    found = {
        phase(replace(ticket, status=status, **kind), ahead)
        for status in Status
        for kind in kinds
        for ahead in (0, NEAR + 1)
    }
    assert found == set(zh.STATES) == set(zh.NEXT) == set(en.STATES) == set(en.NEXT)


def test_a_number_put_aside_and_one_passed_over_say_what_to_do(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """Back to the very window; or check in before a time, or lose it."""
    ticket = hall.takes()
    window = hall.window_of(ticket)
    hall.calls(window)
    hall.parts.ledger.start(window)
    hall.parts.ledger.hold(window)
    shown = text(hall.page(ticket, "en").text)
    assert en.STATES["hold"] in shown and en.NEXT["hold"] in shown and en.windows((window,)) in shown
    hall.parts.ledger.resume(window)
    hall.parts.ledger.start(window)
    hall.parts.ledger.served(window)
    absent, present = hall.parts.ledger.issue("absent", MATTER, remote=True).ticket, hall.takes()
    assert hall.calls(window).number == present.number
    passed = hall.parts.ledger.by_reference(absent.reference).passed_at
    shown = text(hall.page(absent, "en").text)
    assert en.NEXT["passed"] in shown and en.CHECK_IN in shown
    assert en.release_by(passed + timedelta(minutes=hall.parts.ledger.rules.grace_minutes)) in shown
    hall.parts.ledger.cancel(absent.reference, "citizen")


def test_a_number_sent_on_shows_where_to_go_now(hall: Hall) -> None:
    """The floor and the windows of the queue it was sent to, not those of its matter."""
    ticket, queues = hall.takes(), hall.parts.queues
    window = hall.window_of(ticket)
    other = next(q for q in queues.by_id.values() if q.floor != queues.by_window[window].floor and len(q.windows) > 1)
    hall.calls(window)
    hall.parts.ledger.transfer(window, other.id)
    html = hall.page(ticket).text
    assert zh.windows(other.windows) in text(html)
    assert f"/floor-plan/{other.floor}.svg?windows=" in html
    hall.empties(other.windows[0])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_keeps_or_carries_the_reference_away(hall: Hall, language: str) -> None:
    """No copy, no referrer, no frame, nothing inline, and not one address of another host."""
    ticket = hall.takes()
    answer = hall.page(ticket, language)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "noindex" in answer.headers["x-robots-tag"]
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    page = Page(answer.text)
    for tag, known in page.elements:
        assert tag != "style" and "style" not in known and not [name for name in known if name.startswith("on")]
        for name in ("src", "href", "action"):
            address = known.get(name) or "/"
            assert address.startswith(("/", "?", "#", "tel:")) and not address.startswith("//")
    assert all("src" in script for script in page.all("script"))
    assert hall.parts.ledger.by_reference(ticket.reference).citizen not in answer.text


def test_files_of_the_page_are_there(hall: Hall) -> None:
    """Whatever it loads by itself."""
    page = Page(hall.page(hall.takes()).text)
    loaded = [k.get("src") or k.get("href") for tag, k in page.elements if tag in ("script", "img", "link")]
    assert len(loaded) > 5
    for address in loaded:
        assert hall.http.get(address).status_code == 200, address


def test_the_code_leads_back_to_the_page(hall: Hall) -> None:
    """The QR code of the card is that of the page's own address, without a language."""
    ticket = hall.takes()
    written = segno.make(f"{hall.address}/t/{ticket.reference}", error="m", micro=False)
    path = re.search(r' d="([^"]+)"', written.svg_inline(border=4))
    assert path[1] in hall.page(ticket).text


OWN_HEADERS = ("date", "x-request-id")  # each answer has its own


@pytest.mark.parametrize("language", ["zh", "en"])
def test_unknown_and_malformed_references_look_the_same(hall: Hall, language: str) -> None:
    """The same 404 and the same body to the byte: nothing of what was asked for is in it."""
    answers = [hall.http.get(f"/t/{strange}", params={"language": language}) for strange in STRANGE]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(sorted((k, v) for k, v in a.headers.items() if k not in OWN_HEADERS)) for a in answers}) == 1
    assert BOTH[language].MISSING in answers[0].text


def test_a_store_that_is_down_is_said_kindly(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """503, and that the number is not lost."""

    def down(reference: str) -> None:
        raise LedgerUnavailable

    monkeypatch.setattr(hall.parts.ledger, "by_reference", down)
    answer = hall.http.get("/t/whatever?language=en")
    assert answer.status_code == 503
    assert en.DOWN.replace("'", "&#39;") in answer.text


def test_guessing_slows_the_guesser_only(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """After too many wrong references the address gets 429 for wrong ones; holders behind it are still served."""
    monkeypatch.setattr(hall.parts, "limiter", Limiter(on=True))
    ticket = hall.takes()
    allowed = int(RULES["references"].split("/")[0])
    statuses = [hall.http.get(f"/t/guess{n}").status_code for n in range(allowed + 3)]
    assert statuses == [404] * allowed + [429] * 3
    assert hall.http.get("/api/v1/tickets/guess").status_code == 429
    assert hall.page(ticket).status_code == 200
    assert hall.http.get(f"/api/v1/tickets/{ticket.reference}").status_code == 200


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_code_of_the_entrance_leads_to_how_to_check_in(hall: Hall, language: str) -> None:
    """The steps, with the code to enter; what is no code is not repeated; the other language keeps it."""
    path = hall.http.get("/api/v1/hall/check-in-code", headers=hall.staff).json()["path"]
    code, w = path.partition("code=")[2], BOTH[language]
    shown = hall.http.get(path, params={"code": code, "language": language})
    assert code in text(shown.text) and all(step in text(shown.text) for step in w.ARRIVE_STEPS)
    switch = next(link["href"] for link in Page(shown.text).all("a") if link.get("hreflang"))
    assert code in hall.http.get(f"/check-in{switch}").text
    strange = hall.http.get("/check-in", params={"code": "<b>x</b>", "language": language})
    assert strange.status_code == 200 and w.ARRIVE_CODE not in unescape(strange.text)


def test_the_language_can_be_switched(hall: Hall) -> None:
    """The other language is a link to this very page."""
    ticket = hall.takes()
    page = Page(hall.page(ticket, "zh").text)
    assert page.all("html")[0]["lang"] == "zh-CN"
    switch = next(link for link in page.all("a") if link.get("hreflang") == "en")
    there = hall.http.get(f"/t/{ticket.reference}{switch['href']}")
    assert Page(there.text).all("html")[0]["lang"] == "en"


def own(module: ModuleType, kind: type) -> dict[str, object]:
    source = Path(str(module.__file__)).read_text(encoding="utf-8")
    return {
        name: value
        for name, value in vars(module).items()
        if isinstance(value, kind) and re.search(rf"^(def {name}\(|{name} = )", source, re.MULTILINE)
    }


def test_both_languages_have_the_same_words() -> None:
    """Names, signatures, keys; no Chinese in the English and no English sentence in the Chinese."""
    functions = {module: own(module, FunctionType) for module in (zh, en)}
    assert set(functions[zh]) == set(functions[en]) and len(functions[zh]) > 12
    for name, function in functions[zh].items():
        assert inspect.signature(function) == inspect.signature(functions[en][name])
    texts = {module: own(module, str) for module in (zh, en)}
    assert set(texts[zh]) == set(texts[en]) and len(texts[zh]) > 30
    assert len(zh.ARRIVE_STEPS) == len(en.ARRIVE_STEPS)
    for table in ("STATES", "NEXT"):
        assert list(getattr(zh, table)) == list(getattr(en, table))
    said = {module: [*texts[module].values(), *module.STATES.values(), *module.NEXT.values()] for module in (zh, en)}
    assert [t for t in said[en] if re.search("[㐀-鿿]", t)] == ["中文"]
    assert [t for t in said[zh] if re.search("[A-Za-z]{2,} [A-Za-z]{2,}", t)] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_numbers_of_a_visit_are_shown_and_kept_while_one_is_called(hall: Hall, language: str) -> None:
    """All numbers with their places; while one is at a window the other says where, and that its place is kept."""
    w, ledger = BOTH[language], hall.parts.ledger
    first, second = ledger.issue_visit("together", [("gas_activation",), (MATTER,)]).tickets
    shown = text(hall.page(second, language).text)
    assert w.VISIT in shown and first.number in shown and w.VISIT_HINT in shown
    assert f'href="/t/{first.reference}' in hall.page(second, language).text
    window = hall.window_of(first)
    while (called := hall.calls(window)) and called.number != first.number:
        ledger.missed(window)
    kept = text(hall.page(second, language).text)
    assert w.kept(first.number, window) in kept
    assert w.ABOUT not in kept  # no minutes are promised meanwhile
    ledger.start(window)
    ledger.served(window)
    assert w.kept(first.number, window) not in text(hall.page(second, language).text)
    ledger.cancel(second.reference, "citizen")
    alone = text(hall.page(hall.takes(), language).text)
    assert w.VISIT not in alone
