"""Links that carry a conversation elsewhere: unforgeable, short, once, ten minutes. Ids that tell no address."""

import string
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings, strategies as st

from assistant.operations.hand_over import LIFE, ConversationIds, HandOvers, Link, LinkRefused

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
LETTERS = string.ascii_letters + string.digits + "_-"
SUBJECTS = st.text(LETTERS, min_size=22, max_size=22)


class Spent:
    """Remembers in memory."""

    def __init__(self) -> None:
        self.by: dict[str, str] = {}

    def spend(self, digest: str, used_by: str) -> bool:
        return self.by.setdefault(digest, used_by) == used_by


def links(now: datetime = NOW, key: str = "key", spent: Spent | None = None) -> HandOvers:
    return HandOvers(key, spent or Spent(), lambda: now)


@settings(max_examples=50)
@given(SUBJECTS, st.sampled_from(["conversation", "ticket"]))
def test_a_code_leads_back_and_fits_every_messenger(subject: str, kind: str) -> None:
    made = links()
    code = made.code(kind, subject)  # type: ignore[arg-type]
    assert len(code) <= 64 and set(code) <= set(LETTERS)
    assert made.redeem(code, "a") == Link(kind, subject)  # type: ignore[arg-type]


def test_it_ends_after_ten_minutes() -> None:
    code = links().code("conversation", "c" * 22)
    assert links(NOW + LIFE - timedelta(seconds=1)).redeem(code, "a").subject == "c" * 22
    with pytest.raises(LinkRefused, match="expired"):
        links(NOW + LIFE).redeem(code, "a")


def test_it_serves_one_only() -> None:
    made = links(spent=Spent())
    code = made.code("conversation", "c" * 22)
    assert made.redeem(code, "a") == made.redeem(code, "a")
    with pytest.raises(LinkRefused, match="used"):
        made.redeem(code, "b")


def test_every_changed_letter_is_noticed() -> None:
    made = links()
    code = made.code("ticket", "r" * 22)
    for place, letter in enumerate(code):
        forged = code[:place] + ("A" if letter != "A" else "B") + code[place + 1 :]
        if place == len(code) - 1:
            continue  # the last letter of base64 holds spare bits
        with pytest.raises(LinkRefused, match="forged"):
            made.redeem(forged, "a")


@pytest.mark.parametrize("code", ["", "c", "护照" * 20, "c" * 56, "-" * 200, "\ud800" * 60])
def test_nonsense_is_refused(code: str) -> None:
    with pytest.raises(LinkRefused, match="forged"):
        links().redeem(code, "a")


def test_another_installation_s_code_is_refused() -> None:
    with pytest.raises(LinkRefused, match="forged"):
        links(key="ours").redeem(links(key="theirs").code("conversation", "c" * 22), "a")


@settings(max_examples=50)
@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))
def test_ids_are_steady_and_apart(one: str, other: str) -> None:
    ids = ConversationIds("key")
    one, other = (text.encode("utf-8", "replace").decode() for text in (one, other))
    assert ids.of("telegram", one) == ids.of("telegram", one) != ids.of("wechat", one)
    assert (ids.of("telegram", one) == ids.of("telegram", other)) == (one == other)
    assert len(ids.of("telegram", one)) == 22 and set(ids.of("telegram", one)) <= set(LETTERS)
    assert ConversationIds("another key").of("telegram", one) != ids.of("telegram", one)
    assert len(ids.button("conversation", one)) == 16
