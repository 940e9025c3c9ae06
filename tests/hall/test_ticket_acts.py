"""What the forms of a ticket page do: check in, run late, queue again, give up, tick what is ready."""

import uuid
from dataclasses import replace

import pytest
from pages.html_reading import Page

from catalog.live import LiveCatalog
from connectors.hall import en, zh

from .conftest import MATTER, Hall, text


def test_running_late_moves_back_and_can_be_used_up(hall: Hall) -> None:
    """The form is there as often as the rules allow; the number stays."""
    tickets = [hall.takes() for _ in range(6)]
    first, rules = tickets[0], hall.parts.ledger.rules
    for _ in range(rules.lates):
        assert "/late?" in hall.page(first).text
        assert hall.http.post(f"/t/{first.reference}/late", follow_redirects=True).status_code == 200
    assert hall.parts.ledger.place(first).ahead > 0
    assert "/late?" not in hall.page(first).text
    assert hall.http.post(f"/t/{first.reference}/late").status_code == 409


def test_a_missed_number_can_queue_again_once(hall: Hall) -> None:
    """By the button of its page; a second time there is none."""
    ticket = hall.takes()
    window = hall.window_of(ticket)
    for offered in (True, False):
        hall.calls(window)
        hall.parts.ledger.missed(window)
        html = hall.page(ticket, "en").text
        assert (en.REJOIN in html) == offered
        if offered:
            again = hall.http.post(f"/t/{ticket.reference}/rejoin?language=en", follow_redirects=True)
            assert en.STATES["near"] in again.text
    assert hall.http.post(f"/t/{ticket.reference}/rejoin").status_code == 409


def test_ticks_are_kept_for_the_window(hall: Hall) -> None:
    """What is ticked comes ticked again and tells the window what is lacking; nonsense is passed over."""
    ticket = hall.takes()
    path, count = f"/t/{ticket.reference}/bring", len(hall.parts.catalog.transactions[MATTER].materials)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    sent = hall.http.post(path, content=b"has=0&has=1&has=999&has=x&has=-1&=&%ff", headers=kind, follow_redirects=True)
    ticked = [box["id"] for box in Page(sent.text).all("input") if "checked" in box]
    assert ticked == ["material-1", "material-2"]
    assert hall.parts.ledger.by_reference(ticket.reference).ready == (0, 1)
    window = hall.window_of(ticket)
    hall.calls(window)
    shown = hall.http.get(f"/api/v1/windows/{window}", headers=hall.staff).json()["ticket"]["ready"]
    assert [len(shown["has"]), len(shown["lacks"])] == [2, count - 2]
    for nonsense in (b"\x00\xff", b"has=1&" * 1000, b'{"has": [0]}'):
        assert hall.http.post(path, content=nonsense, headers=kind).status_code == 303


def test_check_in_asks_for_the_code_where_the_center_rules_so(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong code is said to be wrong and checks nobody in; today's does."""
    tickets = hall.parts.catalog.center.tickets
    strict = tickets.model_copy(update={"rules": tickets.rules.model_copy(update={"check_in_code": True})})
    center = hall.parts.catalog.center.model_copy(update={"tickets": strict})
    monkeypatch.setattr(hall.parts, "live", LiveCatalog(replace(hall.parts.catalog, center=center)))
    ticket = hall.parts.ledger.issue("somebody at the door", MATTER, remote=True).ticket
    assert 'id="code"' in hall.page(ticket).text
    for code in ("", "000000x"):
        refused = hall.http.post(f"/t/{ticket.reference}/check-in?language=en", data={"code": code})
        assert refused.status_code == 403 and en.BAD_CODE in text(refused.text)
    assert hall.parts.ledger.by_reference(ticket.reference).checked_in_at is None
    today = hall.parts.entrance.today()
    right = hall.http.post(f"/t/{ticket.reference}/check-in", data={"code": today}, follow_redirects=True)
    assert right.status_code == 200
    assert hall.parts.ledger.by_reference(ticket.reference).checked_in_at is not None


def test_a_number_is_checked_in_and_given_up_by_its_forms(hall: Hall) -> None:
    """Without JavaScript: the forms post, and the page comes again."""
    ticket = hall.parts.ledger.issue(str(uuid.uuid4()), MATTER, remote=True).ticket
    posts = [form["action"] for form in Page(hall.page(ticket, "en").text).all("form")]
    arrive = next(action for action in posts if "check-in" in action)
    leave = next(action for action in posts if "give-up" in action)
    checked = hall.http.post(arrive, follow_redirects=True)
    assert checked.status_code == 200 and "Checked in at" in checked.text
    assert hall.parts.ledger.by_reference(ticket.reference).checked_in_at is not None
    for _ in range(2):
        gone = hall.http.post(leave, follow_redirects=True)
        assert gone.status_code == 200 and en.STATES["cancelled"] in gone.text
    assert hall.parts.ledger.by_reference(ticket.reference).status == "cancelled"


def test_a_number_that_was_just_called_is_not_given_up(hall: Hall) -> None:
    """The page says so, shows how it stands now, and nothing has changed."""
    ticket = hall.takes()
    hall.calls(hall.window_of(ticket))
    refused = hall.http.post(f"/t/{ticket.reference}/give-up?language=en")
    assert refused.status_code == 409
    assert en.REFUSED in text(refused.text) and en.STATES["called"] in refused.text
    assert hall.parts.ledger.by_reference(ticket.reference).status == "called"


@pytest.mark.parametrize("path", ["/t/nonsense/give-up", "/t/nonsense/check-in", "/t/{}/explode"])
def test_a_post_to_nowhere_is_the_same_404(hall: Hall, path: str) -> None:
    """Also of a real ticket, with an act that there is not."""
    ticket = hall.takes()
    refused = hall.http.post(path.format(ticket.reference))
    assert refused.status_code == 404 and zh.MISSING in refused.text
    assert hall.parts.ledger.by_reference(ticket.reference).status == "waiting"
