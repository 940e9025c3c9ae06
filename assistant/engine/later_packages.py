"""
Leaves packages for later that Rasa imports at module level and a process that serves never calls.

Rasa's agent names them for its own server and channels, its graph runner and its training. While it is imported here,
each of these names is a stand-in; the package itself is imported when something first calls what it took from there.
Whoever imports such a package afterwards gets the package.

SQLAlchemy is called while Rasa's modules are read, to describe tables of a tracker store and an event broker that are
not used here: what these calls make is a stand-in too, and the two are dead in this process.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import sys
from collections.abc import Iterator, MutableSequence
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from assistant.engine.absent_packages import StandInMeta

LATER = frozenset(
    {
        "aiohttp",
        "apscheduler",
        "cachecontrol",
        "dask",
        "engineio",
        "jwt",
        "matplotlib",
        "prompt_toolkit",
        "questionary",
        "sanic",
        "sanic_cors",
        "sanic_jwt",
        "sanic_routing",
        "sentry_sdk",
        "sklearn",
        "skops",
        "socketio",
        "structlog_sentry",
        "terminaltables",
    }
)


DESCRIBING = frozenset({"sqlalchemy"})


class _LaterMeta(StandInMeta):
    """A name that is looked up when it is first called; it can be subscripted, joined with others and derived from."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _later(self.__module__, f"{self.__qualname__}.{name}")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if "_is_stand_in" not in vars(self):
            raise RuntimeError(f"{self.__qualname__} derives from a part of Rasa that a serving process does without")
        if _root(self.__module__) in DESCRIBING:
            return _later(self.__module__, self.__qualname__)
        found: Any = importlib.import_module(self.__module__)
        for name in self.__qualname__.split("."):
            found = getattr(found, name)
        return found(*args, **kwargs)


def _root(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


def _later(module: str, qualified: str) -> _LaterMeta:
    name = qualified.rpartition(".")[2]
    return _LaterMeta(name, (), {"__module__": module, "__qualname__": qualified, "_is_stand_in": True})


class _LaterModule(ModuleType):
    __path__: MutableSequence[str] = []  # noqa: RUF012 - ModuleType declares it so; nobody adds to it

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _later(self.__name__, name)


class _LaterFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, fullname: str, path: object = None, target: object = None) -> Any:
        root = _root(fullname)
        known = sys.modules.get(root)
        if root not in LATER | DESCRIBING or not (known is None or isinstance(known, _LaterModule)):
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _LaterModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run: a stand-in has no content."""


@contextmanager
def left_for_later() -> Iterator[None]:
    """Within the block a package of ``LATER`` or ``DESCRIBING`` that nobody has imported yet is stood in for."""
    finder = _LaterFinder()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        for name in [name for name, module in sys.modules.items() if isinstance(module, _LaterModule)]:
            del sys.modules[name]
