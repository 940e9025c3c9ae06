"""A sentence encoder goes through Rasa's graph at training and serving; what is missing is said in a sentence."""

import importlib
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnx
import pytest
import tokenizers
from onnx import TensorProto, helper, numpy_helper
from tokenizers import models, pre_tokenizers

from assistant.nlu.importer import QuestionsImporter
from assistant.nlu.sentence_encoder import EncoderUnavailable, SentenceEncoder

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Rasa's own deprecations
    from rasa.core.channels.channel import UserMessage
    from rasa.engine.loader import load_predict_graph_runner
    from rasa.engine.recipes.recipe import Recipe
    from rasa.engine.runner.dask import DaskGraphRunner
    from rasa.engine.storage.local_model_storage import LocalModelStorage
    from rasa.engine.training.graph_trainer import GraphTrainer
    from rasa.shared.data import TrainingType

    from assistant.engine.training import NoCache

# Words of the same meaning stand in one direction: what no training line says is understood by it alone.
MEANINGS = {"lost": 0, "gone": 0, "丢": 0, "vanished": 0, "cost": 1, "price": 1, "钱": 1, "charge": 1}
WORDS = ["[PAD]", "[UNK]", *MEANINGS]


def made(folder: Path, *, pooled: bool = False, scale: float = 1.0) -> Path:
    """A tiny encoder: a table of three numbers a word, given token by token or (``pooled``) as their mean."""
    table = np.zeros((len(WORDS), 3), dtype=np.float32)
    table[1] = [0.0, 0.0, 0.1]
    for word, place in MEANINGS.items():
        table[WORDS.index(word), place] = scale
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "tokens"])
    mask = helper.make_tensor_value_info("attention_mask", TensorProto.INT64, ["batch", "tokens"])
    shape = ["batch", 3] if pooled else ["batch", "tokens", 3]
    given = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, shape)
    nodes = [helper.make_node("Gather", ["table", "input_ids"], ["rows" if pooled else "vectors"])]
    if pooled:
        nodes.append(helper.make_node("ReduceMean", ["rows"], ["vectors"], axes=[1], keepdims=0))
    graph = helper.make_graph(nodes, "tiny", [ids, mask], [given], [numpy_helper.from_array(table, "table")])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=9)
    folder.mkdir(exist_ok=True)
    onnx.save(model, str(folder / "model.onnx"))
    tokenizer = tokenizers.Tokenizer(models.WordLevel({word: n for n, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """The folder of the tiny encoder."""
    return made(tmp_path / "tiny")


def test_vectors_have_length_one_and_padding_does_not_count(tiny: Path) -> None:
    """Alone and beside a longer text a text has the same vector; what means the same is near."""
    encoder = SentenceEncoder(tiny)
    alone = encoder.vectors(["lost"])
    both = encoder.vectors(["lost", "the price of a gone cost thing"])
    assert np.allclose(both[0], alone[0]) and np.allclose(np.linalg.norm(both, axis=1), 1)
    assert np.allclose(alone, encoder.vectors(["gone"]))
    assert alone[0] @ encoder.vectors(["price"])[0] == 0


def test_poolings(tiny: Path, tmp_path: Path) -> None:
    """The first token's vector, and that of an encoder which pools by itself."""
    text = ["lost price"]
    assert np.allclose(SentenceEncoder(tiny, pooling="first").vectors(text), [[1, 0, 0]])
    mean = SentenceEncoder(tiny).vectors(text)
    assert np.allclose(mean, [[0.5**0.5, 0.5**0.5, 0]])
    assert np.allclose(SentenceEncoder(made(tmp_path / "pooled", pooled=True)).vectors(text), mean)
    with pytest.raises(ValueError, match="mean, first"):
        SentenceEncoder(tiny, pooling="max")


def test_long_texts_are_cut(tiny: Path) -> None:
    """The price stands beyond the tokens that are read."""
    assert np.allclose(SentenceEncoder(tiny, most_tokens=4).vectors(["lost " * 4 + "price"]), [[1, 0, 0]])


@pytest.mark.parametrize("missing", ["model.onnx", "tokenizer.json"])
def test_a_missing_file_is_named(missing: str, tiny: Path) -> None:
    """With the folder and what belongs there."""
    (tiny / missing).unlink()
    with pytest.raises(EncoderUnavailable, match=f"no encoder in .*tiny: .*{missing}"):
        SentenceEncoder(tiny)


def test_a_damaged_file_is_said_to_be(tiny: Path) -> None:
    """Half a download is no encoder."""
    (tiny / "model.onnx").write_bytes(b"half")
    with pytest.raises(EncoderUnavailable, match="can't be read"):
        SentenceEncoder(tiny)


def test_a_missing_package_is_said_with_its_remedy(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra."""
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(EncoderUnavailable, match="onnxruntime is not installed: run `uv sync --extra encoder`"):
        SentenceEncoder(tiny)


QUESTIONS = """
version: "3.1"
nlu:
- intent: replace
  examples: |
    - lost
    - gone
    - lost gone
- intent: fee
  examples: |
    - cost
    - price
    - cost price
"""


def trained(folder: Path, encoder: Path) -> Path:
    """A model by Rasa's own trainer: our featurizer before Rasa's classifier of dense features."""
    (folder / "nlu.yml").write_text(QUESTIONS, encoding="utf-8")
    (folder / "domain.yml").write_text('version: "3.1"\nintents: [replace, fee]\n', encoding="utf-8")
    (folder / "config.yml").write_text(
        "recipe: default.v1\nassistant_id: tiny\nlanguage: zh\npipeline:\n"
        "- name: assistant.nlu.tokenizer.BilingualTokenizer\n"
        f"- name: assistant.nlu.encoder_featurizer.EncoderFeaturizer\n  model: {encoder}\n"
        "- name: SklearnIntentClassifier\n  max_cross_validation_folds: 2\n  num_threads: 1\n  C: [1]\n",
        encoding="utf-8",
    )
    importer = QuestionsImporter(
        *(str(folder / name) for name in ("config.yml", "domain.yml")), [str(folder / "nlu.yml")]
    )
    config = importer.get_config()
    graph = Recipe.recipe_for_name("default.v1").graph_config_for_recipe(config, {}, training_type=TrainingType.NLU)
    with tempfile.TemporaryDirectory() as storage:
        trainer = GraphTrainer(LocalModelStorage(Path(storage)), NoCache(), DaskGraphRunner)
        trainer.train(graph, importer, folder / "model.tar.gz", force_retraining=True)
    return folder / "model.tar.gz"


def understood(model: Path, texts: list[str]) -> list[str]:
    """The intents that a served model finds."""
    with tempfile.TemporaryDirectory() as folder:
        metadata, runner = load_predict_graph_runner(Path(folder), model, LocalModelStorage, DaskGraphRunner)
        messages = [UserMessage(text) for text in texts]
        found = runner.run({"__message__": messages}, targets=[metadata.nlu_target])[metadata.nlu_target]
    return [message.get("intent")["name"] for message in found]


@pytest.mark.filterwarnings("ignore")  # Rasa's own deprecations
def test_a_model_is_trained_and_served_with_it_and_refuses_another_encoder(tiny: Path, tmp_path: Path) -> None:
    """Words that no training line has are understood by the encoder alone; another encoder is not served with it."""
    importlib.import_module("assistant.nlu.encoder_featurizer")
    model = trained(tmp_path, tiny)
    assert understood(model, ["丢", "vanished", "钱", "charge"]) == ["replace", "replace", "fee", "fee"]
    made(tiny, scale=2.0)
    with pytest.raises(EncoderUnavailable, match="another encoder"):
        understood(model, ["lost"])
