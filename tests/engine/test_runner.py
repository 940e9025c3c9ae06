"""The runner of the prediction graph: what the targets need, in order, and faults by name."""

from typing import Any

import pytest

from assistant.bootstrap import prepare_rasa

prepare_rasa()

from rasa.engine.exceptions import GraphRunError  # noqa: E402
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode  # noqa: E402
from rasa.engine.runner.dask import DaskGraphRunner  # noqa: E402
from rasa.engine.storage.resource import Resource  # noqa: E402
from rasa.engine.storage.storage import ModelStorage  # noqa: E402

from assistant.engine.runner import DirectGraphRunner, TrainingGraphRunner  # noqa: E402


class Add(GraphComponent):
    """Adds what it gets and its own number."""

    calls = 0

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Add":
        return cls(config["number"])

    def __init__(self, number: int) -> None:
        self.number = number

    def one(self, first: int) -> int:
        type(self).calls += 1
        return first + self.number

    def two(self, first: int, second: int) -> int:
        return first + second + self.number


def node(needs: dict[str, str], number: int, fn: str = "one") -> SchemaNode:
    return SchemaNode(needs, Add, "create", fn, {"number": number}, eager=True, is_target=True)


def runner(kind: type[DaskGraphRunner], nodes: dict[str, SchemaNode]) -> DaskGraphRunner:
    schema = GraphSchema(nodes)
    return kind.create(schema, None, ExecutionContext(schema, "a model"))


DIAMOND = {
    "end": node({"first": "left", "second": "right"}, 1000, "two"),
    "left": node({"first": "start"}, 10),
    "right": node({"first": "start"}, 100),
    "start": node({"first": "input"}, 1),
    "unwanted": node({"first": "start"}, 5),
}


@pytest.mark.parametrize("targets", [["end"], ["left", "right"], ["start"]])
def test_it_finds_what_dask_finds(targets: list[str]) -> None:
    kinds = (DaskGraphRunner, DirectGraphRunner, TrainingGraphRunner)
    found = [runner(kind, DIAMOND).run({"input": 7}, targets) for kind in kinds]
    assert found[0] == found[1] == found[2] != {}


def test_a_node_runs_once_and_only_where_it_is_needed() -> None:
    Add.calls = 0
    assert runner(DirectGraphRunner, DIAMOND).run({"input": 0}, ["end"]) == {"end": 1112}
    assert Add.calls == 3


def test_the_same_runner_runs_again_on_other_inputs() -> None:
    direct = runner(DirectGraphRunner, DIAMOND)
    assert [direct.run({"input": n}, ["start"])["start"] for n in (1, 2)] == [2, 3]


def test_a_cycle_is_named() -> None:
    nodes = {"a": node({"first": "b"}, 1), "b": node({"first": "a"}, 1)}
    with pytest.raises(GraphRunError, match="cycle at a"):
        runner(DirectGraphRunner, nodes).run({}, ["a"])


@pytest.mark.parametrize(
    ("inputs", "targets", "said"), [({}, ["nowhere"], "nowhere"), ({"start": 1}, ["left"], "start")]
)
def test_names_that_do_not_fit_are_named(inputs: dict[str, int], targets: list[str], said: str) -> None:
    with pytest.raises(GraphRunError, match=said):
        runner(DirectGraphRunner, DIAMOND).run(inputs, targets)
