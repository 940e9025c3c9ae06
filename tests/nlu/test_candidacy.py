"""What a message is asked beside the matter it looks most like: is it clear, is it the center's business."""

import tempfile
from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.svm import LinearSVC

from assistant.nlu.candidacy import (
    COVERED,
    SETTLED,
    Candidacy,
    Fitness,
    nearest,
    not_meant,
    pairs_of,
    places_of,
    salt_of,
)
from assistant.nlu.candidacy_component import CANDIDACY, OFFERABLE, CandidacyClassifier
from assistant.nlu.featurizer import ViewFeaturizer
from assistant.nlu.heads import SCORES
from assistant.nlu.labels import is_matter
from assistant.nlu.pair_descent import descend_pairs, place_of
from assistant.nlu.tokenizer import BilingualTokenizer

WIDTH, SHARE, COST = 2**14, 0.6, 0.5
CONTEXT = ExecutionContext(GraphSchema({}), node_name="candidacy")


@pytest.fixture(scope="module")
def rows() -> sp.csr_matrix:
    return sp.random(90, 30, density=0.3, format="csr", dtype=np.float32, random_state=5)


def test_the_compiled_places_are_those_that_a_message_reads() -> None:
    columns = np.array([0, 1, 77, 180_000], dtype=np.int32)
    salt, last = salt_of("passport_renewal"), np.uint64(WIDTH - 1)
    assert places_of(columns, "passport_renewal", WIDTH).tolist() == [
        int(place_of(int(column), salt, last)) for column in columns
    ]


def test_matters_have_places_of_their_own() -> None:
    columns = np.arange(100, dtype=np.int32)
    one, other = (places_of(columns, matter, WIDTH) for matter in ("passport_renewal", "passport_reissue_lost"))
    assert (one == other).mean() < 0.05


def test_the_machine_is_liblinear_s_over_the_columns_written_out(rows: sp.csr_matrix) -> None:
    """The columns of all matters at their share beside each matter's own, as a library would be given them."""
    clear, against = {"a": range(0, 30), "b": range(30, 60)}, {"a": range(60, 80), "b": range(70, 90)}
    pairs = pairs_of(clear, against, COST)
    shared, own, bias = descend_pairs(rows, pairs, WIDTH, SHARE, 1e-4, most=5000)
    written = []
    for row, salt in zip(pairs.rows, pairs.salts, strict=True):
        line = rows[row]
        places = places_of(line.indices, "a" if salt == salt_of("a") else "b", WIDTH)
        owned = sp.csr_matrix((line.data, (np.zeros(len(places), int), places)), (1, WIDTH))
        written.append(sp.hstack([line * SHARE, owned]))
    table = sp.vstack(written, format="csr")
    theirs = LinearSVC(C=COST, tol=1e-7, max_iter=200_000, random_state=1)
    theirs.fit(table, pairs.fits, sample_weight=np.where(pairs.fits > 0, 1.0, 2.0))
    ours = Fitness(shared.astype(np.float16), own.astype(np.float16), bias)
    asked = ((3, "a"), (65, "a"), (40, "b"), (88, "b"))
    at = [np.flatnonzero((pairs.rows == row) & (pairs.salts == salt_of(matter)))[0] for row, matter in asked]
    margins = [ours.margin(rows[row], matter) for row, matter in asked]
    assert np.allclose(margins, theirs.decision_function(table[at]), atol=2e-2)


def test_what_resembles_a_matter_most_stands_first(rows: sp.csr_matrix) -> None:
    of = {"a": [0], "b": [1], "c": [2]}
    assert [each[0] for each in nearest(rows, of, np.array([1, 2, 0]), 2)] == ["b", "c", "a"]


ASKED = ("", "要多久", "带什么", "去哪里", "多少钱")
EITHER = ["passport_renewal", "passport_reissue_lost"]
LINES = [
    (text + asked, intent, candidates)
    for text, intent, candidates in (
        ("换一本到期的护照", "passport_renewal", None),
        ("护照丢了补一本", "passport_reissue_lost", None),
        ("要一本护照", "ambiguous", EITHER),
        ("给狗办本出国的护照", "pet_passport", None),
        ("美国签证", "not_covered", None),
    )
    for asked in ASKED
]


def featurised(texts: list[Message]) -> list[Message]:
    with tempfile.TemporaryDirectory() as folder:
        storage = LocalModelStorage(Path(folder))
        tokenizer = BilingualTokenizer.create(
            BilingualTokenizer.get_default_config(), storage, Resource("tokenizer"), CONTEXT
        )
        options = {**ViewFeaturizer.get_default_config(), "views": {"words": 4096, "characters": 4096}}
        featurizer = ViewFeaturizer.create(options, storage, Resource("views"), CONTEXT)
        data = TrainingData(texts)
        tokenizer.process_training_data(data)
        featurizer.train(data)
        featurizer.process_training_data(data)
    return texts


@pytest.fixture(scope="module")
def taught() -> list[Message]:
    return featurised(
        [
            Message.build(text, intent, intent_metadata={"candidates": candidates} if candidates else None)
            for text, intent, candidates in LINES
        ]
    )


@pytest.fixture(scope="module")
def trained(taught: list[Message], tmp_path_factory: pytest.TempPathFactory) -> CandidacyClassifier:
    storage, place = LocalModelStorage(tmp_path_factory.mktemp("candidacy")), Resource("candidacy")
    options = {**CandidacyClassifier.get_default_config(), "width": WIDTH, "cost": 1.0}
    CandidacyClassifier.create(options, storage, place, CONTEXT).train(TrainingData(taught))
    return CandidacyClassifier.load(options, storage, place, CONTEXT)


def noted(trained: CandidacyClassifier, message: Message, best: str) -> dict[str, float]:
    message.set(SCORES, {"matter": {best: 1.0, "not_covered": -1.0}})
    return trained.process([message])[0].get(SCORES)[CANDIDACY]


def test_what_is_clear_unclear_and_not_covered_is_told_beside_the_candidate(
    taught: list[Message], trained: CandidacyClassifier
) -> None:
    clear, unclear, elsewhere = (noted(trained, taught[place], "passport_renewal") for place in (0, 10, 20))
    assert clear[SETTLED] > 0 > unclear[SETTLED]
    assert clear[COVERED] > 0 > elsewhere[COVERED]


def test_what_an_unclear_line_only_resembles_stands_against_it(rows: sp.csr_matrix) -> None:
    clear = {"a": [0, 1], "b": [2, 3], "c": [4, 5]}
    found = not_meant(rows, clear, {"a": [60, 61], "b": [60]})
    assert found == {"c": [60, 61], "b": [61]}
    assert not_meant(rows, clear, {}) == {}


def test_what_an_unclear_message_may_mean_goes_before_what_it_resembles(
    taught: list[Message], trained: CandidacyClassifier
) -> None:
    """The head finds all three equally near; lines that mean a renewal or a loss never meant the third."""
    message = taught[10]
    message.set(SCORES, {"matter": {"passport_renewal": 0.2, "passport_reissue_lost": 0.2, "pet_passport": 0.2}})
    found = trained.process([message])[0].get(SCORES)[OFFERABLE]
    assert set(found) == {"passport_renewal", "passport_reissue_lost", "pet_passport"}
    assert found["pet_passport"] < min(found["passport_renewal"], found["passport_reissue_lost"])


def test_a_message_without_features_or_matters_gets_nothing(
    trained: CandidacyClassifier, taught: list[Message]
) -> None:
    bare = Message.build("?")
    bare.set(SCORES, {"matter": {"passport_renewal": 1.0}})
    assert CANDIDACY not in trained.process([bare])[0].get(SCORES)
    assert noted(trained, taught[0], "center_hours") == {}


def test_training_without_matters_says_so(tmp_path: Path) -> None:
    untrained = CandidacyClassifier.create(
        CandidacyClassifier.get_default_config(), LocalModelStorage(tmp_path), Resource("candidacy"), CONTEXT
    )
    with pytest.raises(ValueError, match="no training question is on a matter"):
        untrained.train(TrainingData([Message.build("你好", "greeting")]))
    with pytest.raises(RuntimeError, match="not trained"):
        untrained.process([Message.build("你好")])


def test_what_little_is_cut_off_changes_little(rows: sp.csr_matrix) -> None:
    clear, elsewhere = {"a": list(range(0, 30)), "b": list(range(30, 60))}, np.arange(60, 90)
    whole = Candidacy.fit(rows, clear, {"a": [60, 61]}, elsewhere, cost=COST, share=SHARE, width=WIDTH, tolerance=0.1)
    fitness = whole.asked[COVERED]
    kept = fitness.pruned(0.9 * float((fitness.own != 0).mean()))
    assert (kept.own != 0).sum() < (fitness.own != 0).sum()
    assert abs(kept.margin(rows[0], "a") - fitness.margin(rows[0], "a")) < 0.1


@pytest.mark.parametrize(
    ("intent", "matter"),
    [("passport_renewal", True), ("ambiguous", False), ("center_hours", False), ("journey_marriage", False),
     ("take_ticket", False), ("not_covered", False), ("thanks", False), ("affirm", False)],
)  # fmt: skip
def test_matters_are_told_from_what_is_asked_of_the_center_and_the_queue(intent: str, matter: bool) -> None:
    assert is_matter(intent) is matter
