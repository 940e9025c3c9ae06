"""Scores by nearness of meaning, and the table of word vectors they stand on."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.heads import SCORES
from assistant.nlu.meaning import MeaningClassifier, dense_vector
from assistant.nlu.nearness import Nearness, even_shares, rarity_of_words
from assistant.nlu.vector_featurizer import VectorFeaturizer
from assistant.nlu.vectors import WordVectors, word_vectors

CONTEXT = ExecutionContext(GraphSchema({}))
TAUGHT = {
    "passport": ("lost my passport", "renew my passport", "passport photo", "护照 丢 了"),
    "marriage": ("we want to marry", "register our marriage", "wedding papers", "我们 要 结婚"),
    "car": ("sell my car", "number plate for a car", "vehicle inspection", "汽车 过户"),
}


def unit(*tokens: str) -> np.ndarray:
    table = word_vectors()
    return table.mean(table.places(tokens), np.ones(len(table), dtype=np.float32))


@pytest.mark.parametrize(
    ("zh", "en", "another"),
    [("护照", "passport", "marriage"), ("结婚", "marriage", "car"), ("汽车", "car", "passport")],
)
def test_a_word_is_nearer_to_its_translation_than_to_another_word(zh: str, en: str, another: str) -> None:
    assert unit(zh) @ unit(en) > unit(zh) @ unit(another) + 0.2


def test_a_word_that_is_not_in_the_table_counts_by_its_characters() -> None:
    table = WordVectors(["护", "照", "passport"], np.eye(3, dtype=np.int8))
    assert table.places(["护照", "㐀"]).tolist() == [0, 1]
    assert table.places(["passport's", "!", "passport"]).tolist() == [2]


def test_a_text_without_a_known_word_has_no_direction() -> None:
    assert not unit("zzzzqq").any()
    assert np.linalg.norm(unit("lost", "passport")) == pytest.approx(1.0, abs=1e-5)


def test_rare_words_weigh_more() -> None:
    found = [np.array([0, 0, 1]), np.array([0]), np.array([], dtype=np.int64)]
    weights = rarity_of_words(found, 3)
    assert weights[0] < weights[1] < weights[2]


def test_many_questions_of_one_label_do_not_drown_the_others() -> None:
    targets = np.array([0] * 1000 + [1] * 10)
    shares = even_shares(targets, np.ones(1010, dtype=np.float32))
    assert shares[:1000].sum() == pytest.approx(250)
    assert shares[1000:].sum() == 10


def test_nearness_learns_what_no_line_can_part() -> None:
    """A ring around a disk: no linear machine tells them apart."""
    angles = np.linspace(0, 6.28, 200)
    ring = np.c_[np.cos(angles), np.sin(angles)]
    vectors = np.r_[ring * 0.3, ring * 1.5].astype(np.float32)
    targets = np.repeat([0, 1], 200)
    fitted = Nearness.fit(vectors, targets, np.ones(400, dtype=np.float32), 2, features=200)
    asked = np.array([[0.1, 0.1], [1.4, 0.3]], dtype=np.float32)
    assert fitted.scores(asked).argmax(axis=1).tolist() == [0, 1]
    stored = Nearness.from_state(fitted.state())
    assert stored.scores(asked) == pytest.approx(fitted.scores(asked), abs=0.02)


def test_a_message_with_two_meanings_shares_its_weight() -> None:
    vectors = np.eye(4, dtype=np.float32)[[0, 0, 1, 2]]
    targets, shares = np.array([0, 1, 0, 1]), np.array([0.5, 0.5, 1.0, 1.0], dtype=np.float32)
    fitted = Nearness.fit(vectors, targets, shares, 2, features=300)
    both = fitted.scores(np.eye(4, dtype=np.float32)[:1])[0]
    assert abs(both[0] - both[1]) < 0.2


def test_where_the_meanings_of_a_message_stand_changes_nothing() -> None:
    """They are spread once where they follow each other, and each by itself where others stand between them."""
    following = np.array([0, 0, 1, 1, 1, 2])
    targets, shares = np.array([0, 1, 0, 1, 1, 0]), np.array([0.4, 0.6, 0.3, 0.3, 0.4, 1.0], dtype=np.float32)
    apart, vectors = np.array([0, 2, 5, 1, 3, 4]), np.eye(3, dtype=np.float32)
    one, other = (
        Nearness.fit(vectors[following[order]], targets[order], shares[order], 2, features=50)
        for order in (np.arange(6), apart)
    )
    assert one.scores(vectors) == pytest.approx(other.scores(vectors), abs=1e-3)


def message(text: str, intent: str | None = None) -> Message:
    made = Message.build(text, intent)
    made.set(TOKENS_NAMES["text"], [Token(word, 0) for word in text.split()])
    return made


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[VectorFeaturizer, MeaningClassifier]:
    """Both components, trained on a few questions and loaded again."""
    folder: Path = tmp_path_factory.mktemp("storage")
    storage = LocalModelStorage(folder)
    data = TrainingData([message(text, intent) for intent, texts in TAUGHT.items() for text in texts])
    options = VectorFeaturizer.get_default_config()
    featurizer = VectorFeaturizer.create(options, storage, Resource("words"), CONTEXT)
    featurizer.train(data)
    featurizer.process_training_data(data)
    config = {**MeaningClassifier.get_default_config(), "features": 300}
    MeaningClassifier.create(config, storage, Resource("meaning"), CONTEXT).train(data)
    return (
        VectorFeaturizer.load(options, storage, Resource("words"), CONTEXT),
        MeaningClassifier.load(config, storage, Resource("meaning"), CONTEXT),
    )


@pytest.mark.parametrize(
    ("text", "intent"),
    [("newlyweds bride groom", "marriage"), ("truck trailer tyre", "car"), ("出境 签证", "passport")],
)
def test_words_that_were_never_taught_come_near_what_they_mean(
    text: str, intent: str, trained: tuple[VectorFeaturizer, MeaningClassifier]
) -> None:
    asked = message(text)
    asked.set(SCORES, {"matter": dict.fromkeys([*TAUGHT, "unknown to it"], -1.0), "act": {"no_act": 1.0}})
    for component in trained:
        component.process([asked])
    matter = asked.get(SCORES)["matter"]
    assert max(matter, key=matter.__getitem__) == intent
    assert matter["unknown to it"] == -1.0
    assert asked.get(SCORES)["act"] == {"no_act": 1.0}


@pytest.mark.parametrize(("text", "scores"), list(product(["", "zzzzqq"], [None, {"matter": {"car": -0.5}}])))
def test_nothing_is_added_where_nothing_is_known(
    text: str, scores: dict | None, trained: tuple[VectorFeaturizer, MeaningClassifier]
) -> None:
    asked = message(text)
    asked.set(SCORES, scores)
    for component in trained:
        component.process([asked])
    assert asked.get(SCORES) == scores


def test_training_without_vectors_is_refused(tmp_path: Path) -> None:
    config = MeaningClassifier.get_default_config()
    untrained = MeaningClassifier.create(config, LocalModelStorage(tmp_path), Resource("meaning"), CONTEXT)
    with pytest.raises(ValueError, match="dense featurizer"):
        untrained.train(TrainingData([message("a", "passport")]))
    assert dense_vector(message("a")) is None


def test_a_model_of_another_table_is_refused(tmp_path: Path) -> None:
    storage = LocalModelStorage(tmp_path)
    with storage.write_to(Resource("words")) as folder:
        np.save(folder / "words.npy", np.ones(3, dtype=np.float32))
    with pytest.raises(ValueError, match="train it again"):
        VectorFeaturizer.load({}, storage, Resource("words"), CONTEXT)
