"""What is counted, by one process and by several, and what is read in the stores."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from assistant.messages import Turn, Understanding
from assistant.operations.metrics import Metrics

CHILD = """
import sys
from pathlib import Path
from assistant.messages import Turn, Understanding
from assistant.operations.metrics import Metrics
metrics = Metrics(Path(sys.argv[1]))
for _ in range(int(sys.argv[2])):
    metrics.turn(Turn("zh", Understanding("answer", confidence=0.97)), 0.02)
metrics.beat()
print(metrics.page().decode())
"""


def values(page: str, name: str, **labels: str) -> list[float]:
    """The samples of a name with these labels."""
    return [
        sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
        if sample.name == name and labels.items() <= sample.labels.items()
    ]


def counted(folder: Path, turns: int) -> str:
    """The page of a process that has counted so many turns into a folder, and has ended since."""
    asked = [sys.executable, "-c", CHILD, str(folder), str(turns)]
    env = {"PROMETHEUS_MULTIPROC_DIR": str(folder), "PATH": ""}
    return subprocess.run(
        asked, env=env, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    ).stdout


def test_a_scrape_of_one_process_gives_the_sums_of_all(tmp_path: Path) -> None:
    """Counters and histograms of ended processes stay; nothing is counted twice."""
    counted(tmp_path, 3)
    page = counted(tmp_path, 4)
    assert values(page, "citizen_home_turns_total", outcome="answer") == [7]
    assert values(page, "citizen_home_turn_seconds_count") == [7]
    assert values(page, "citizen_home_turn_seconds_bucket", le="0.01") == [0]
    assert values(page, "citizen_home_confidence_bucket", le="0.95") == [0]
    assert values(page, "citizen_home_confidence_bucket", le="0.99") == [7]
    assert values(page, "citizen_home_processes") == [2], "until the supervisor buries the ended one"


def test_the_reasons_why_nothing_was_done_are_counted() -> None:
    """A turn without an answer tells nothing about the understanding's confidence."""
    metrics = Metrics()
    metrics.turn(Turn("zh", Understanding("handoff"), unanswered="understanding"), 0.1, "telegram")
    page = metrics.page().decode()
    assert values(page, "citizen_home_turns_unanswered_total", reason="understanding") == [1]
    assert values(page, "citizen_home_turns_total", channel="telegram") == [1]
    assert values(page, "citizen_home_confidence_count") == []


def test_what_the_stores_hold_is_told(http: Any, citizen: Callable[..., Any]) -> None:
    """Lines of the queues and the state of each store stand on the page, in Prometheus's form."""
    matter = http.get("/api/v1/transactions", params={"department": "marriage_registration"}).json()["transactions"][0]
    page = http.get("/metrics").text
    assert values(page, "citizen_home_store_up") == [1, 1, 1]
    assert len(values(page, "citizen_home_queue_waiting")) > 20
    assert min(values(page, "citizen_home_queue_windows")) > 0
    assert matter["id"] not in page


def test_a_store_that_does_not_answer_is_told_as_down(assistant: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other stores' figures stay on the page."""
    from assistant.tickets import LedgerUnavailable
    from connectors.readings import StoreReadings

    def down() -> None:
        raise LedgerUnavailable

    stores = assistant.stores
    monkeypatch.setattr(stores.ledger, "lines", down)
    told = {f.name: f for f in StoreReadings(stores.ledger, stores.history, stores.delivery)()}
    assert {s.labels["store"]: s.value for s in told["citizen_home_store_up"].samples} == {
        "tickets": 0,
        "conversations": 1,
        "delivery": 1,
    }
    assert "citizen_home_outbox_waiting" in told and "citizen_home_queue_waiting" not in told
