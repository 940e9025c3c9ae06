"""Which texts of a message are read: each once, and only those that can still change what is decided."""

import asyncio
from collections.abc import Mapping

from assistant.bootstrap import prepare_rasa

prepare_rasa()

from assistant.dialogue.context import ContextReader  # noqa: E402
from assistant.engine.reading import MessageReader  # noqa: E402
from assistant.messages import Understanding  # noqa: E402
from assistant.nlu.decision import Context, Decider  # noqa: E402
from assistant.nlu.evidence import Evidence  # noqa: E402
from catalog import load_catalog  # noqa: E402
from catalog.live import LiveCatalog  # noqa: E402

MATTER = "passport_renewal"


def about(facet: str, share: float = 0.95) -> Evidence:
    """A text that is about a passport's renewal and asks this aspect; another one may be asked as well."""
    return Evidence(
        {MATTER: 0.98, "not_covered": 0.02},
        {"matter": 0.98, "not_covered": 0.02},
        {},
        {"overview": -1.0, "fee": 0.5, "duration": -0.5, "materials": -0.6},
        best_margin=1.0,
        transactions=(MATTER,),
        facet_share={facet: share, "overview": 1.0 - share},
    )


def understood(
    text: str, texts: Mapping[str, Evidence], context: Context | None = None
) -> tuple[Understanding, list[str]]:
    """How a message is understood, and what was read for it."""
    read: list[str] = []

    def reading(part: str) -> Evidence:
        read.append(part)
        return texts.get(part, about("fee"))

    live = LiveCatalog(load_catalog())
    decider = Decider(live)
    reader = MessageReader(decider, ContextReader(live, decider), None, reading)
    return asyncio.run(reader.understood(text, context)).understanding, read


def test_parts_that_ask_nothing_are_read_first_and_the_last_not_where_it_changes_nothing() -> None:
    """One aspect at most is left, and the first part has made clear what it is about."""
    texts = {"我护照快过期了": about("overview", 0.6)}
    found, read = understood("多少钱，我护照快过期了", texts)
    assert found.facets == ("fee",)
    assert read == ["多少钱，我护照快过期了", "我护照快过期了"]


def test_two_aspects_are_read_of_two_parts() -> None:
    texts = {"要带什么": about("materials"), "要等几天": about("duration")}
    found, read = understood("要带什么，要等几天", texts)
    assert found.facets == ("materials", "duration")
    assert len(read) == 3


def test_a_part_that_comes_twice_is_read_once() -> None:
    _, read = understood("多少钱，多少钱", {})
    assert len(read) == len(set(read))


def test_a_message_that_picks_by_place_is_not_read_behind_its_topics() -> None:
    """They were read for every message once, whatever it said."""
    offered = ("passport_first_issue", MATTER)
    found, read = understood("第二个", {}, Context(pending=offered))
    assert found.transaction == MATTER
    assert read == ["第二个"]


def test_a_description_after_a_question_is_read_behind_what_was_offered() -> None:
    """Nothing in it names one of them, so the topic is asked; its name by itself is not, as no gain is looked at."""
    offered = ("passport_first_issue", MATTER)
    nothing = Evidence({"not_covered": 0.6}, {"not_covered": 0.6}, {}, {}, folded="他才七岁呢")
    _, read = understood("他才七岁呢", {"他才七岁呢": nothing}, Context(pending=offered))
    assert read == ["他才七岁呢", "护照，他才七岁呢"]
