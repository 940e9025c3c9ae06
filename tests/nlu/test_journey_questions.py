"""Training questions of the life events: enough, in both languages, and some for each life event of the catalog."""

import re
from collections import defaultdict

import pytest

from assistant.nlu.evidence import JOURNEY_FLOOR, JOURNEY_LEAD, Evidence
from assistant.nlu.importer import read_questions
from assistant.nlu.labels import JOURNEY_PREFIX
from assistant.settings import ROOT
from catalog import load_catalog

HAN, WORD = re.compile(r"[\u3400-\u9fff]"), re.compile(r"[A-Za-z]{3,}")


def questions() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted((ROOT / "nlu_data" / "journeys").glob("*.yml")):
        for text, intent, _ in read_questions(file):
            found[intent].append(text)
    return found


def test_every_life_event_is_asked_for_in_many_ways() -> None:
    found = questions()
    for journey in load_catalog().journeys:
        asked = found[f"{JOURNEY_PREFIX}{journey}"]
        zh = [text for text in asked if HAN.search(text) and not WORD.search(text)]
        en = [text for text in asked if not HAN.search(text)]
        assert len(set(asked)) == len(asked)
        assert (len(zh) >= 60, len(en) >= 40, len(asked) - len(zh) - len(en) >= 5) == (True, True, True), journey


def test_no_question_is_of_a_life_event_that_is_not_there() -> None:
    journeys = {f"{JOURNEY_PREFIX}{journey}" for journey in load_catalog().journeys}
    assert {intent for intent in questions() if intent.startswith(JOURNEY_PREFIX)} == journeys


@pytest.mark.parametrize(
    ("margin", "rival", "told"),
    [
        (0.3, -0.5, True),
        (JOURNEY_FLOOR - 0.01, -0.9, False),
        (0.3, 0.3, False),
        (0.3, 0.3 - JOURNEY_LEAD / 2, False),
        (0.3, 0.29 - JOURNEY_LEAD, True),
    ],
)
def test_a_life_event_must_be_sure_and_lead_every_other_label(margin: float, rival: float, told: bool) -> None:
    evidence = Evidence(
        {}, {}, {}, {}, journeys={"journey_retirement": margin, "journey_lost_wallet": -0.9}, rival_margin=rival
    )
    assert evidence.asked_journey == ("retirement" if told else None)


def test_without_life_events_none_is_asked() -> None:
    assert Evidence({}, {}, {}, {}).asked_journey is None
