"""
Runs Rasa's graphs: a message's node after node in one thread, as Dask's scheduler costs more than our components take;
a training's side by side where nodes do not need each other.
"""

from __future__ import annotations

from typing import Any, TypeVar

from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner

_Component = TypeVar("_Component")
_AT_ONCE = 8  # heads and whatever else is learnt from the same questions; each says by itself how much it takes


class TrainingGraphRunner(DaskGraphRunner):
    """Learns side by side what does not need each other: compiled code and products of matrices hold no lock."""

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """Runs what the targets need. Raises GraphRunError, and what a failing component raises."""
        from dask.threaded import get  # only training needs it

        wanted = list(targets or self._graph_schema.target_names)
        graph = self._build_dask_graph(self._graph_schema.minimal_graph_schema(wanted))
        self._add_inputs_to_graph(inputs, graph)
        try:
            return dict(get(graph, wanted, num_workers=_AT_ONCE))
        except RuntimeError as error:
            raise GraphRunError("the graph could not be run") from error


class DirectGraphRunner(DaskGraphRunner):
    """Instantiates the nodes as Dask's runner does; the order of each set of targets is worked out once."""

    _order: dict[tuple[str, ...], list[str]]

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """Runs what the targets need. Raises GraphRunError on a cycle, a name that is no node, or a failing node."""
        wanted = tuple(targets or self._graph_schema.target_names)
        orders = self.__dict__.setdefault("_order", {})
        if wanted not in orders:
            orders[wanted] = self._ordered(wanted)
        done: dict[str, tuple[str, Any]] = {name: (name, value) for name, value in (inputs or {}).items()}
        clash = done.keys() & self._graph_schema.nodes.keys()
        if clash:
            raise GraphRunError(f"inputs are called like nodes of the graph: {', '.join(sorted(clash))}")
        for name in orders[wanted]:
            needs = self._graph_schema.nodes[name].needs.values()
            done[name] = self._instantiated_nodes[name](*(done.get(need, need) for need in needs))
        return {name: done[name][1] for name in wanted}

    def component(self, kind: type[_Component]) -> _Component | None:
        """The first component of a kind in the graph, loaded; None where the model was trained without one."""
        return next(iter(self.components(kind)), None)

    def components(self, kind: type[_Component]) -> list[_Component]:
        """All components of a kind in the graph, loaded."""
        loaded = (node._component for node in self._instantiated_nodes.values())
        return [component for component in loaded if isinstance(component, kind)]

    def _ordered(self, targets: tuple[str, ...]) -> list[str]:
        nodes, ordered, open_ = self._graph_schema.nodes, dict[str, None](), set[str]()

        def visit(name: str) -> None:
            if name in ordered or name not in nodes:
                return
            if name in open_:
                raise GraphRunError(f"the graph has a cycle at {name}")
            open_.add(name)
            for need in nodes[name].needs.values():
                visit(need)
            ordered[name] = None

        for target in targets:
            if target not in nodes:
                raise GraphRunError(f"the graph has no node {target}")
            visit(target)
        return list(ordered)
