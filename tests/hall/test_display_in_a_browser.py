"""The hall screen: large, heard in both languages, honest about its line, the same after days."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .conftest import Hall, Opens

# A voice that says nothing and remembers everything.
VOICE = """
    window.said = [];
    Object.defineProperty(window, 'speechSynthesis', { value: {
        speak(words) { window.said.push([words.lang, words.text]); setTimeout(() => words.onend?.(), 5); },
        cancel() {},
    } });
"""


def stream_of(calls: list[dict[str, Any]], now: str) -> str:
    """The text of an event stream that shows calls at a time."""
    events = [("calls", {"calls": calls}), ("ping", {"at": now})]
    return "".join(f"event: {kind}\ndata: {json.dumps(data)}\n\n" for kind, data in events)


def call(no: int, at: str = "2026-11-23T02:00:00+00:00") -> dict[str, Any]:
    return {"number": f"A{no:03d}", "window": no % 100 + 1, "floor": "1F", "at": at}


def until(page: Page, holds: str) -> None:
    """Waits for something in the page; Playwright's own way needs what the security policy forbids."""
    for _ in range(600):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never: {holds}")


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (3840, 2160)])
def test_numbers_are_read_from_afar(hall: Hall, opens: Opens, size: tuple[int, int]) -> None:
    """At 1080p every number measures 120 px or more, the newest far more; nothing is cut off on any screen."""
    tickets = [hall.takes() for _ in range(3)]
    window = hall.window_of(tickets[0])
    for _ in tickets:
        hall.empties_once(window)
    screen = opens("/display?sound=off", "zh", *size)
    page = screen.page
    expect(page.locator(".clock time")).to_contain_text("10:")
    expect(page.locator(".large .figure").first).to_have_text(tickets[-1].number)
    expect(page.locator(".row").first).to_contain_text(tickets[1].number)
    scale = min(size) / 1080
    fonts = page.evaluate(
        """() => [...document.querySelector('ch-display').shadowRoot.querySelectorAll('.figure, .row > span')]
            .map((node) => parseFloat(getComputedStyle(node).fontSize))"""
    )
    assert min(fonts) >= 120 * scale and fonts[0] >= 240 * scale
    overflowing = page.evaluate(
        """() => [...document.querySelector('ch-display').shadowRoot.querySelectorAll('.stage, .large, .row, header')]
            .filter((n) => n.scrollWidth > n.clientWidth + 1 || n.scrollHeight > n.clientHeight + 4)
            .map((n) => [n.className || n.localName, n.scrollWidth, n.clientWidth, n.scrollHeight, n.clientHeight])"""
    )
    assert overflowing == []
    assert screen.violations() == []


def test_a_call_rings_and_is_said_in_chinese_then_english(hall: Hall, opens: Opens) -> None:
    """After one click; what was called before the screen was opened is not said again; a recall is."""
    old, ticket = hall.takes(), hall.takes()
    window = hall.window_of(ticket)
    hall.empties_once(window)
    screen = opens("/display", "zh", 1920, 1080, script=VOICE)
    screen.excused.append("AudioContext was not allowed to start")
    page = screen.page
    expect(page.locator(".large .figure").first).to_have_text(old.number)
    page.get_by_role("button").click()
    expect(page.get_by_role("button")).to_have_count(0)
    hall.calls(window)
    until(page, "window.said.length === 2")
    (zh_lang, zh_text), (en_lang, en_text) = page.evaluate("window.said")
    assert (zh_lang, en_lang) == ("zh-CN", "en-US")
    assert f"{window} 号窗口" in zh_text and f"window {window}" in en_text
    assert " ".join(ticket.number) in en_text
    hall.parts.ledger.recall(window)
    until(page, "window.said.length === 4")


def test_it_works_where_there_is_no_voice(hall: Hall, opens: Opens) -> None:
    """A browser without speech shows every call and complains of nothing."""
    ticket = hall.takes()
    screen = opens("/display", "zh", 1920, 1080, script="delete window.speechSynthesis; delete window.AudioContext;")
    expect(screen.page.locator(".clock time")).to_be_visible()
    hall.calls(hall.window_of(ticket))
    expect(screen.page.locator(".large .figure").first).to_have_text(ticket.number)


def test_a_screen_of_one_floor_shows_no_other(hall: Hall, opens: Opens) -> None:
    """Calls of other floors do not stand there."""
    ticket = hall.takes()
    window = hall.window_of(ticket)
    floors = list(hall.parts.catalog.center.floors)
    here = hall.parts.queues.by_window[window].floor
    other = next(floor for floor in floors if floor != here)
    pages = {floor: opens(f"/display?floor={floor}&sound=off", "zh", 1920, 1080).page for floor in (here, other)}
    for page in pages.values():
        expect(page.locator(".clock time")).to_be_visible()
    hall.calls(window)
    expect(pages[here].locator(".large .figure").first).to_have_text(ticket.number)
    assert ticket.number not in pages[other].locator("ch-display").inner_text()


def test_hundreds_of_calls_leave_no_trace(opens: Opens) -> None:
    """A day of calls, replayed at once: the screen holds no more than it shows."""
    page = opens("/display?sound=off", "zh", 1920, 1080).page
    expect(page.locator(".clock time")).to_be_visible()
    now = page.evaluate("document.querySelector('ch-display').now")
    lists = [[call(turn + place) for place in range(20, 0, -1)] for turn in range(1000)]
    held = page.evaluate(
        """async ([now, lists]) => {
            const screen = document.querySelector('ch-display');
            for (const [turn, list] of lists.entries()) {
                for (const call of list) call.at = new Date(now + turn).toISOString();
                screen.take(list);
                if (turn % 50 === 0) await screen.updateComplete;
            }
            await screen.updateComplete;
            return [screen.shadowRoot.querySelectorAll('*').length, screen.calls.fresh.length];
        }""",
        [now, lists],
    )
    assert held[0] < 80 and 0 < held[1] <= 24


def test_it_says_when_the_line_is_lost_and_comes_back(opens: Opens) -> None:
    """Twenty silent seconds: a warning in both languages, calls dimmed but legible; the next event takes it away."""
    alive = [True]
    screen = opens("about:blank", "zh", 1280, 800)
    page = screen.page
    screen.excused.append("Failed to load resource")
    before = [call(no, "2026-11-23T01:58:00+00:00") for no in (100, 99, 98)]
    shown = stream_of([call(7), *before], "2026-11-23T02:00:05+00:00")

    def answers(route: Any) -> None:
        if alive[0]:
            route.fulfill(status=200, content_type="text/event-stream", body=shown)
        else:
            route.abort()

    page.route("**/api/v1/display/events*", answers)
    page.clock.install()
    page.goto("/display?sound=off")
    expect(page.locator(".large .figure").first).to_have_text("A007")
    alive[0] = False
    page.clock.run_for(10_000)  # the page's clock goes on by itself as well: a busy machine adds seconds of its own
    expect(page.locator(".lost")).to_have_count(0)
    page.clock.run_for(15_000)
    expect(page.locator(".lost")).to_contain_text("连接中断")
    expect(page.locator(".lost [lang=en]")).to_contain_text("Connection lost")
    assert screen.violations() == []
    alive[0] = True
    page.clock.run_for(8_000)
    expect(page.locator(".lost")).to_have_count(0)


def test_midnight_clears_it_and_minutes_move_it(opens: Opens) -> None:
    """Yesterday's calls go when the hall's day ends, also with the line down; the picture moves 2 px a minute."""
    screen = opens("about:blank", "zh", 1920, 1080)
    page = screen.page
    screen.excused.append("Failed to load resource")
    evening = stream_of([call(7, "2026-11-23T15:58:00+00:00")], "2026-11-23T15:58:30+00:00")
    once = iter([evening])
    page.route(
        "**/api/v1/display/events*",
        lambda route: (
            route.fulfill(status=200, content_type="text/event-stream", body=body)
            if (body := next(once, None))
            else route.abort()
        ),
    )
    page.clock.install()
    page.goto("/display?sound=off")
    expect(page.locator(".large .figure").first).to_have_text("A007")
    places = set()
    for _ in range(6):
        places.add(page.evaluate("document.querySelector('ch-display').style.transform"))
        page.clock.run_for(20_000)
    expect(page.locator(".quiet")).to_be_visible()
    expect(page.locator(".clock time")).to_contain_text("00:00")
    steps = sorted(places)
    assert len(steps) == 2
