"""
Stands in for packages that Rasa imports at module level and this installation does without.

Rasa 3.6 imports TensorFlow, a client of MongoDB and the SDKs of a dozen channels when its agent is imported, used
or not. None of the components in config.yml needs them, and conversations are kept in our own store; so a finder at the
end of ``sys.meta_path`` answers exactly these names with inert modules. It stands last: where the real package is
installed, it wins.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections.abc import MutableSequence
from types import ModuleType
from typing import Any

ABSENT = frozenset(
    {
        "aio_pika",
        "aiogram",
        "aiormq",
        "boto3",
        "botocore",
        "bson",
        "confluent_kafka",
        "fbmessenger",
        "google",
        "keras",
        "mattermostwrapper",
        "mitie",
        "pymongo",
        "rocketchat_API",
        "slack_sdk",
        "tensorflow",
        "tensorflow_hub",
        "tensorflow_text",
        "transformers",
        "twilio",
        "webexteamssdk",
    }
)


class AbsentPackageError(RuntimeError):
    """A component asked for a package that this installation deliberately leaves out."""

    def __init__(self, package: str) -> None:
        super().__init__(
            f"{package} is not part of this installation; components that need it (DIET, TED, ResponseSelector, "
            f"Rasa's tracker store in MongoDB, some of its channels) can't be used here"
        )


class StandInMeta(type):
    """Lets a class that stands in for one of a library be used in annotations: subscripted, and joined with others."""

    def __getitem__(cls, _item: object) -> Any:
        return cls

    def __or__(cls, _other: Any) -> Any:
        return Any

    def __ror__(cls, _other: Any) -> Any:
        return Any


class _InertMeta(StandInMeta):
    """Lets an inert class be subscripted, called as a decorator and asked for any public attribute."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _inert(name, cls.__module__)

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if "_inert_root" in vars(cls):
            if len(args) == 1 and not kwargs and callable(args[0]):
                return args[0]  # used as a plain decorator
            return _inert(cls.__name__, cls.__module__)  # a decorator factory, or a module-level constant or base
        raise AbsentPackageError(cls._inert_package)  # a real use: someone instantiates a subclass


def _inert(name: str, module: str) -> _InertMeta:
    package = module.split(".", maxsplit=1)[0]
    return _InertMeta(name, (), {"__module__": module, "_inert_root": True, "_inert_package": package})


class _InertModule(ModuleType):
    __path__: MutableSequence[str] = []  # noqa: RUF012 - ModuleType declares it so; nobody adds to it

    def __getattr__(self, name: str) -> Any:
        # matplotlib asks by this name whether a value is TensorFlow's; without the name it knows that none is.
        if name.startswith("__") or name == "is_tensor":
            raise AttributeError(name)
        return _inert(name, self.__name__)


class _AbsentFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, fullname: str, path: object = None, target: object = None) -> Any:
        if fullname.split(".", maxsplit=1)[0] not in ABSENT:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _InertModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run: an inert module has no content."""


def stand_in() -> None:
    """Installs the finder once; must run before Rasa is first imported."""
    if not any(isinstance(finder, _AbsentFinder) for finder in sys.meta_path):
        sys.meta_path.append(_AbsentFinder())


def is_absent(package: str) -> bool:
    """Whether ``package`` is answered by an inert module here rather than by an installed one."""
    root = package.split(".", maxsplit=1)[0]
    if root not in ABSENT:
        return False
    spec = importlib.util.find_spec(root)
    return spec is None or isinstance(spec.loader, _AbsentFinder)
