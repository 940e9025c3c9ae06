"""The engine: ready only with a model that understands, without TensorFlow, with state that stays small."""

import asyncio
import json
import re
import secrets
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.bootstrap import Assistant, open_stores, starter
from assistant.engine.absent_packages import ABSENT, is_absent
from assistant.messages import Inbound, Saying
from assistant.settings import ROOT

CONFIG = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))


@pytest.fixture
def engine_module(assistant: Assistant) -> Any:
    """The engine's module: Rasa can be imported once the assistant has put the stand-ins in place."""
    from assistant.engine import engine

    return engine


def test_the_canaries_speak_both_languages(engine_module: Any) -> None:
    chinese = {matter for sentence, matter in engine_module.CANARIES if not sentence.isascii()}
    english = {matter for sentence, matter in engine_module.CANARIES if sentence.isascii()}
    assert chinese == english != set()


def test_each_canary_is_understood_in_conversation(assistant: Assistant, engine_module: Any) -> None:
    for sentence, matter in engine_module.CANARIES:
        turn = asyncio.run(assistant.conversation.reply(Inbound(secrets.token_hex(8), sentence)))
        assert (turn.understanding.outcome, turn.understanding.transaction) == ("answer", matter), sentence


@pytest.mark.filterwarnings("ignore")  # Rasa's own deprecations while it loads
def test_a_model_that_understands_a_canary_wrong_does_not_serve(
    model: Path, tmp_path: Path, settings_at: Any, engine_module: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "CANARIES", (("我的护照快到期了，怎么换新的", "gas_account_transfer"),))
    start, stop = starter(open_stores(settings_at(tmp_path, "2026-11-23T10:00:00+08:00")), model)
    try:
        with pytest.raises(engine_module.EngineError, match="passport_renewal, not gas_account_transfer"):
            start()
    finally:
        stop()


def python(program: str) -> subprocess.CompletedProcess[str]:
    """Runs a program in a fresh interpreter."""
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=120)


def test_no_absent_package_is_installed() -> None:
    installed = {name.lower().replace("-", "_") for d in distributions() if (name := d.metadata["Name"])}
    assert not installed & {name.lower() for name in ABSENT}
    assert len(installed) > 50


def test_rasa_is_imported_without_tensorflow() -> None:
    done = python(
        "from assistant.bootstrap import prepare_rasa; prepare_rasa()\n"
        "import rasa.core.agent, rasa.nlu.classifiers.diet_classifier, tensorflow, sys\n"
        "print(type(tensorflow).__name__, tensorflow.__spec__.loader.__class__.__name__, tensorflow.__file__ if "
        "hasattr(tensorflow, '__file__') else None)"
    )
    assert (done.returncode, done.stdout.split()) == (0, ["_InertModule", "_AbsentFinder", "None"]), done.stderr


def test_without_the_stand_ins_rasa_can_not_be_imported() -> None:
    assert "ModuleNotFoundError" in python("import rasa.core.agent").stderr


def test_an_installed_package_is_not_stood_in_for(assistant: Assistant) -> None:
    assert all(is_absent(name) for name in ("tensorflow", "tensorflow.keras", "transformers"))
    assert not any(is_absent(name) for name in ("rasa", "yaml", "no_such_package"))


def test_every_component_of_the_configuration_loads(assistant: Assistant) -> None:
    from rasa.engine.graph import GraphComponent
    from rasa.engine.recipes.default_recipe import DefaultV1Recipe
    from rasa.shared.data import TrainingType

    graph = DefaultV1Recipe().graph_config_for_recipe(CONFIG, {}, TrainingType.BOTH)
    kinds = {node.uses for schema in (graph.train_schema, graph.predict_schema) for node in schema.nodes.values()}
    assert all(issubclass(kind, GraphComponent) for kind in kinds)
    names = {f"{kind.__module__}.{kind.__name__}" for kind in kinds}
    assert {part["name"] for part in CONFIG["pipeline"]} <= names
    assert {kind.__name__ for kind in kinds} >= {part["name"] for part in CONFIG["policies"]}


def test_a_component_that_needs_tensorflow_says_so(command: Callable[..., Any], tmp_path: Path) -> None:
    pipeline = [{"name": "WhitespaceTokenizer"}, {"name": "CountVectorsFeaturizer"}, {"name": "DIETClassifier"}]
    config = {"recipe": "default.v1", "assistant_id": "a", "language": "en", "pipeline": pipeline, "policies": []}
    (tmp_path / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    (tmp_path / "domain.yml").write_text('version: "3.1"\nintents: [a, b]\n', encoding="utf-8")
    nlu = [{"intent": name, "examples": f"- {name} one\n- {name} two\n"} for name in ("a", "b")]
    (tmp_path / "nlu.yml").write_text(yaml.safe_dump({"version": "3.1", "nlu": nlu}), encoding="utf-8")
    done = command("rasa", "train", "nlu", "--config", "config.yml", "--nlu", "nlu.yml", "--domain", "domain.yml")
    assert done.returncode != 0
    assert re.search(r"AbsentPackageError: \w+ is not part of this installation.* DIET", done.stderr.replace("(", " "))
    assert not list(tmp_path.glob("models/*.tar.gz"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("run",),
        ("run", "actions"),
        ("run", "--enable-api"),
        ("shell", "--enable-api"),
        ("shell", "--enable-ap"),
        ("interactive", "--enable-api"),
    ],
    ids=" ".join,
)
def test_rasas_own_server_is_refused(command: Callable[..., Any], arguments: tuple[str, ...]) -> None:
    done = command("rasa", *arguments)
    assert done.returncode == 2
    assert "never exposed" in done.stderr


@pytest.mark.parametrize("text", ["/restart", "/outcome_ticket", '/ticket{"service":"x"}', "/session_start"])
def test_a_command_of_rasas_is_a_text_like_others(assistant: Assistant, text: str) -> None:
    """Even where one gets past the normaliser: the model's graph is left before the node that would obey it."""
    name = secrets.token_hex(8)
    engine: Any = assistant.conversation._engine
    understanding, replies = engine.say(Saying(name, text, "en")).result(60)
    assert replies and understanding.confidence < 1.0
    state = assistant.stores.history.load_tracker(name)
    assert state is not None
    said = next(event for event in state["events"] if event["event"] == "user")
    assert said["parse_data"]["intent"]["name"] == f"outcome_{understanding.outcome}"
    assert (said["text"], said["parse_data"]["entities"]) == (text, [])


def test_the_state_of_a_long_talk_stays_small(assistant: Assistant) -> None:
    from assistant.engine.trackers import KEPT_EVENTS

    name = secrets.token_hex(8)
    said = [
        "我护照快到期了",
        "那要带啥",
        "帮我取个号",
        "过户",
        "第二个",
        "where can I park",
        "取个号",
        "你好",
        "多少钱",
        "在哪办",
    ]
    sizes: list[int] = []

    async def talk() -> None:
        for number in range(60):
            await assistant.conversation.reply(Inbound(name, said[number % len(said)]))
            state = assistant.stores.history.load_tracker(name)
            assert state is not None
            assert len(state["events"]) <= KEPT_EVENTS
            assert [event["event"] for event in state["events"]].index("user") == 0, "the last turn and no more"
            sizes.append(len(json.dumps(state)))

    asyncio.run(talk())
    assert max(sizes[40:]) <= max(sizes[:40]) * 1.1
    assert len(assistant.stores.history.messages_after(name, 0)) == 120


def test_the_linear_algebra_of_a_running_engine_has_one_thread(assistant: Assistant) -> None:
    """A second one waits busily for products that take microseconds."""
    from threadpoolctl import threadpool_info  # type: ignore[import-untyped]

    threads = {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"}
    assert threads == {1}
