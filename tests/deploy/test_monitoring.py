"""The dashboard and the alarms ask for metrics that exist, with labels that they have."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from assistant.messages import Turn, Understanding
from assistant.operations.metrics import Metrics
from connectors.readings import StoreReadings

DEPLOY = Path(__file__).parents[2] / "deploy"
NAME = re.compile(r"\bcitizen_home_\w+")
SELECTED = re.compile(r"(citizen_home_\w+)\{([^}]*)\}")
GROUPED = re.compile(r"\bby \(([^)]*)\)")
OF_PROMETHEUS = {"le", "instance", "job"}


class FullStores:
    """Stores with a little of everything, so that every metric is on the page."""

    def lines(self) -> list[object]:
        """One queue."""
        from assistant.tickets import Crowd
        from assistant.tickets.waits import Line

        return [Line("a-queue", Crowd(1, 1), 1)]

    def ping(self) -> None:
        """Answers."""

    def waiting(self) -> dict[str, tuple[int, float]]:
        """One channel."""
        return {"telegram": (1, 2.0)}

    def arrivals_waiting(self) -> dict[str, tuple[int, float]]:
        """One channel."""
        return {"telegram": (1, 2.0)}


@pytest.fixture(scope="module")
def known() -> dict[str, set[str]]:
    """The labels of every metric that can be scraped, by name."""
    metrics, full = Metrics(), FullStores()
    metrics.add(StoreReadings(full, full, full))  # type: ignore[arg-type]
    metrics.turn(Turn("zh", Understanding("answer", confidence=1.0)), 0.1)
    metrics.unanswered.labels("tickets").inc()
    metrics.request("GET", "/healthz", 200, 0.1)
    metrics.tickets.labels("issued").inc()
    metrics.deliveries.labels("telegram", "sent").inc()
    metrics.failing("tickets")()
    metrics.reranks.labels("chosen").inc()
    metrics.beat()
    families = text_string_to_metric_families(metrics.page().decode())
    return {sample.name: set(sample.labels) for family in families for sample in family.samples}


def queries() -> Iterator[tuple[str, str]]:
    """Where a query stands, and the query."""
    for panel in json.loads((DEPLOY / "grafana" / "citizen-home.json").read_text("utf-8"))["panels"]:
        yield from ((panel["title"], target["expr"]) for target in panel["targets"])
    for group in yaml.safe_load((DEPLOY / "prometheus" / "alarms.yml").read_text("utf-8"))["groups"]:
        yield from ((rule["alert"], rule["expr"]) for rule in group["rules"])


def unknown_in(query: str, known: dict[str, set[str]]) -> set[str]:
    """Metrics and labels of a query that are not there."""
    names = set(NAME.findall(query))
    labels = {(name, part.split("=")[0].strip(" !~")) for name, inside in SELECTED.findall(query)
              for part in inside.split(",")}  # fmt: skip
    grouped = {label.strip() for inside in GROUPED.findall(query) for label in inside.split(",")} - OF_PROMETHEUS
    had = set.union(*(known.get(name, set()) for name in names))
    wrong = {f"{name}.{label}" for name, label in labels if label not in known.get(name, set())}
    return (names - known.keys()) | wrong | (grouped - had)


@pytest.mark.parametrize(("place", "query"), queries())
def test_every_query_asks_for_what_there_is(place: str, query: str, known: dict[str, set[str]]) -> None:
    assert NAME.search(query), place
    assert unknown_in(query, known) == set()


@pytest.mark.parametrize(
    "query",
    [
        "sum(rate(citizen_home_turns[5m]))",
        'citizen_home_turns_total{outcom="answer"}',
        "sum by (chanel) (citizen_home_outbox_waiting)",
    ],
)
def test_a_wrong_query_would_be_found(query: str, known: dict[str, set[str]]) -> None:
    assert unknown_in(query, known)


def test_every_metric_is_looked_at(known: dict[str, set[str]]) -> None:
    """One that nobody looks at is on the dashboard, or goes."""
    asked = {name for _, query in queries() for name in NAME.findall(query)}
    bare = {re.sub(r"_(bucket|count|sum|created)$", "", name) for name in known if not name.endswith("_created")}
    shown = {re.sub(r"_(bucket|count|sum)$", "", name) for name in asked}
    assert bare - shown == set()


def test_panels_stand_beside_each_other() -> None:
    """No two cover the same place, and all of them ask the data source that is chosen."""
    panels = json.loads((DEPLOY / "grafana" / "citizen-home.json").read_text("utf-8"))["panels"]
    taken: set[tuple[int, int]] = set()
    for panel in panels:
        at = panel["gridPos"]
        cells = {(at["x"] + x, at["y"] + y) for x in range(at["w"]) for y in range(at["h"])}
        assert not cells & taken and at["x"] + at["w"] <= 24, panel["title"]
        taken |= cells
        assert panel["datasource"]["uid"] == "${datasource}"
    assert len({panel["id"] for panel in panels}) == len(panels)


def test_every_alarm_is_explained() -> None:
    """The operator's handbook says what to do about each."""
    handbook = (DEPLOY.parent / "docs" / "operation.md").read_text("utf-8")
    alarms = yaml.safe_load((DEPLOY / "prometheus" / "alarms.yml").read_text("utf-8"))["groups"][0]["rules"]
    assert [rule["alert"] for rule in alarms if f"`{rule['alert']}`" not in handbook] == []
