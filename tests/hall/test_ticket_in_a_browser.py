"""A citizen's ticket on a phone: live, honest when the line is lost, readable without JavaScript, fit to be printed."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from connectors.hall import en, zh

from .conftest import MATTER, Hall, Opens

LISTENING = """
    window.rung = []; window.buzzed = [];
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...at) {
        window.rung.push(this.frequency.value);
        return start.apply(this, at);
    };
    Object.defineProperty(navigator, 'vibrate', { value: (pattern) => { window.buzzed.push(pattern); return true; } });
"""


def phases(hall: Hall) -> dict[str, str]:
    """A path of a ticket in each phase."""
    tickets = [hall.takes() for _ in range(8)]
    window, ledger = hall.window_of(tickets[0]), hall.parts.ledger
    hall.calls(window)
    ledger.missed(window)
    hall.calls(window)
    ledger.start(window)
    ledger.served(window)
    hall.calls(window)
    ledger.cancel(tickets[4].reference, "citizen")
    shown = {"missed": 0, "served": 1, "called": 2, "near": 3, "cancelled": 4, "waiting": 7}
    visit = ledger.issue_visit(uuid.uuid4().hex, [("gas_activation",), (MATTER,), ("passport_renewal",)]).tickets
    paths = {phase: f"/t/{tickets[place].reference}" for phase, place in shown.items()}
    return paths | {"visit": f"/t/{visit[0].reference}", "unknown": "/t/nobody"} | aside(hall)


def aside(hall: Hall) -> dict[str, str]:
    """Paths of numbers that are not simply in line: at the window, put aside, sent on, queueing again."""
    ledger, matter = hall.parts.ledger, "citizen_card_replacement_lost"
    window = hall.parts.queues.by_transaction[matter].windows[0]
    hall.empties(window)
    shown = {name: hall.takes(matter) for name in ("hold", "passed on", "again", "serving")}
    hall.calls(window)
    ledger.start(window)
    ledger.hold(window)
    hall.calls(window)
    ledger.transfer(window, hall.parts.queues.by_transaction[MATTER].id)
    hall.calls(window)
    ledger.missed(window)
    ledger.rejoin(shown["again"].reference)
    hall.calls(window)
    ledger.start(window)
    return {name: f"/t/{ticket.reference}" for name, ticket in shown.items()}


@pytest.mark.parametrize(("language", "scheme"), [("zh", "light"), ("en", "dark")])
def test_axe_finds_nothing_and_everything_fits(hall: Hall, opens: Opens, language: str, scheme: str) -> None:
    """In every phase on a small phone: no violation, nothing sticks out, what is tapped measures 44 px."""
    for phase, path in phases(hall).items():
        screen = opens(path, language, 320, 640, color_scheme=scheme, reduced_motion="reduce")
        screen.excused.append("404")
        page = screen.page
        page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
        assert screen.violations() == [], phase
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, phase
        small = page.evaluate(
            """() => [...document.querySelectorAll('button, summary, label, a')]
                .filter((node) => !node.matches('p a:not(.button), .skip') && node.checkVisibility())
                .filter((node) => node.getBoundingClientRect().height < 43.5)
                .map((node) => node.textContent.trim())"""
        )
        assert small == [], phase


@pytest.mark.parametrize(("language", "size"), [("zh", "elder-larger"), ("en", "elder")])
def test_elders_edition_is_kept_here_and_can_be_chosen_here(hall: Hall, opens: Opens, language: str, size: str) -> None:
    """As large as in the chat; nothing sticks out, targets measure 60 px; one tap makes it small again."""
    ticket = hall.takes()
    hall.calls(hall.window_of(ticket))
    keep = f"sessionStorage.seen ??= localStorage['citizen-home.size'] = '\"{size}\"'"
    screen = opens(f"/t/{ticket.reference}?language={language}", language, 390, 844, script=keep)
    page = screen.page
    size_of = "(node) => parseFloat(getComputedStyle(node).fontSize)"
    expect(page.locator(".ring")).to_be_visible()
    assert page.locator(".next").evaluate(size_of) >= (24 if size == "elder" else 40)
    assert screen.violations() == []
    wide = "document.documentElement.scrollWidth - innerWidth"
    cut = """() => ['.stub', '.number', '.go', '.state'].filter((part) => {
        const box = document.querySelector(part).getBoundingClientRect();
        const around = document.querySelector('.ticket').getBoundingClientRect();
        return box.left < around.left - 1 || box.right > around.right + 1;
    })"""
    assert page.evaluate(wide) <= 0 and page.evaluate(cut) == []
    heights = page.locator("button:visible").evaluate_all(
        "(all) => all.map((node) => node.getBoundingClientRect().height)"
    )
    assert min(heights) >= 59.5
    page.locator("[data-size-switch]").click()
    assert page.locator("html").get_attribute("data-size") == "standard"


def test_the_page_follows_its_number(hall: Hall, opens: Opens) -> None:
    """Place, call, window and title change by themselves; a tick stays; it rings and buzzes once."""
    first, second = hall.takes(), hall.takes()
    window = hall.window_of(second)
    screen = opens(f"/t/{second.reference}?language=en", "en", script=LISTENING)
    page = screen.page
    expect(page.locator(".wait dd").first).to_have_text(en.people(1))
    page.locator("#material-1").check()
    page.evaluate("window.stays = true")
    hall.empties_once(window)
    expect(page.locator(".wait dd").first).to_have_text(en.people(0))
    assert page.evaluate("window.rung") == []
    hall.calls(window)
    expect(page.locator(".go b")).to_have_text(str(window))
    expect(page).to_have_title(re.compile(f"{second.number}: go to window {window}"))
    expect(page.locator("#said")).to_have_text(en.headline(second.number, "called", window))
    expect(page.locator("#material-1")).to_be_checked()
    assert page.evaluate("window.stays")
    assert page.evaluate("[window.rung.length, window.buzzed.length]") == [2, 1]
    assert first.number != second.number


def test_checking_in_and_giving_up_ask_the_server_first(hall: Hall, opens: Opens) -> None:
    """A lost press is said and changes nothing; sent again it works; giving up asks back."""
    ticket = hall.parts.ledger.issue("somebody", MATTER, remote=True).ticket
    screen = opens(f"/t/{ticket.reference}?language=zh")
    page = screen.page
    screen.excused.append("Failed to load resource")
    page.route("**/check-in?*", lambda route: route.abort(), times=1)
    page.get_by_role("button", name=zh.CHECK_IN).click()
    expect(page.locator(".notice")).to_have_text(zh.NOT_SENT)
    assert hall.parts.ledger.by_reference(ticket.reference).checked_in_at is None
    page.get_by_role("button", name=zh.CHECK_IN).click()
    expect(page.locator(".arrived")).to_be_visible()
    expect(page.locator(".notice")).to_have_count(0)
    assert hall.parts.ledger.by_reference(ticket.reference).checked_in_at is not None
    expect(page.get_by_role("button", name=zh.GIVE_UP_YES)).to_be_hidden()
    page.get_by_text(zh.GIVE_UP, exact=True).click()
    page.get_by_role("button", name=zh.GIVE_UP_YES).click()
    expect(page.locator(".state")).to_have_text(zh.STATES["cancelled"])
    assert hall.parts.ledger.by_reference(ticket.reference).status == "cancelled"


def test_a_tick_is_kept_at_once(hall: Hall, opens: Opens) -> None:
    """Without a button and without moving the page; a tick that could not be kept is said to be so."""
    ticket = hall.takes()
    screen = opens(f"/t/{ticket.reference}?language=en", "en")
    page = screen.page
    screen.excused.append("Failed to load resource")
    expect(page.get_by_role("button", name=en.SAVE)).to_be_hidden()
    with page.expect_response("**/t/*/bring?*"):
        page.locator("#material-2").check()
    assert hall.parts.ledger.by_reference(ticket.reference).ready == (1,)
    expect(page.locator("#material-2")).to_be_focused()
    page.route("**/bring?*", lambda route: route.abort())
    page.locator("#material-1").check()
    expect(page.locator(".notice")).to_have_text(en.NOT_SAVED)
    assert hall.parts.ledger.by_reference(ticket.reference).ready == (1,)


def test_a_lost_line_is_said_and_ends_by_itself(hall: Hall, opens: Opens) -> None:
    """A look that fails: the page says so, keeps what it knew, and recovers without a reload."""
    ticket = hall.takes()
    screen = opens(f"/t/{ticket.reference}?language=en", "en")
    page = screen.page
    expect(page.locator("body.live")).to_have_count(1)
    screen.excused.append("Failed to load resource")
    page.route("**/t/*", lambda route: route.abort())
    page.route("**/events", lambda route: route.abort())
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#lost")).to_have_text(en.LOST)
    expect(page.locator(".number")).to_have_text(ticket.number)
    page.unroute("**/t/*")
    page.unroute("**/events")
    expect(page.locator("#lost")).to_be_hidden()


def test_it_reads_without_javascript(hall: Hall, opens: Opens) -> None:
    """The number, its place and its way; buttons that need a script are not shown, the forms work."""
    ticket = hall.parts.ledger.issue("somebody else", MATTER, remote=True).ticket
    page = opens(f"/t/{ticket.reference}?language=zh", java_script_enabled=False).page
    expect(page.locator(".number")).to_have_text(ticket.number)
    expect(page.locator(".plan img.by-day").first).to_be_visible()
    expect(page.locator("#ring, #print").first).to_be_hidden()
    page.get_by_role("button", name=zh.CHECK_IN).click()
    expect(page.locator(".arrived")).to_be_visible()


def test_the_card_has_the_size_of_a_wallet(hall: Hall, opens: Opens) -> None:
    """On paper: 85.6 × 54 mm with number, window, day and code; everything on it fits, nothing else is printed."""
    page = opens(f"/t/{hall.takes().reference}?language=en", "en", 794, 1123).page
    page.emulate_media(media="print")
    box = page.locator(".card").bounding_box()
    assert (round(box["width"] / 96 * 25.4, 1), round(box["height"] / 96 * 25.4, 1)) == (85.6, 54.0)
    assert (
        page.evaluate("(() => { const c = document.querySelector('.card'); return c.scrollHeight - c.clientHeight })()")
        <= 0
    )
    expect(page.locator(".card svg")).to_be_visible()
    for hidden in (".top", ".ticket", ".checklist", ".plan"):
        expect(page.locator(hidden).first).to_be_hidden()
