"""Trains the model from its sources with Rasa's graph trainer, without its cache."""

from __future__ import annotations

import tempfile
import threading
import warnings
from pathlib import Path
from typing import Any

import rasa.engine.validation
from rasa.engine.caching import TrainingCache
from rasa.engine.recipes.recipe import Recipe
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelStorage
from rasa.engine.training.graph_trainer import GraphTrainer
from rasa.shared.data import TrainingType
from rasa.shared.importers.rasa import RasaFileImporter
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from assistant.engine.generated import write_generated
from assistant.engine.models import describe
from assistant.engine.runner import TrainingGraphRunner
from assistant.engine.sources import model_path
from assistant.nlu import known_lines
from assistant.nlu.descent import compile_ahead
from assistant.nlu.importer import QuestionsImporter
from assistant.settings import ROOT
from catalog import Catalog


class NoCache(TrainingCache):
    """Keeps nothing: writing 40,000 featurised questions to a cache takes longer than making them again."""

    def cache_output(
        self, fingerprint_key: str, output: Any, output_fingerprint: str, model_storage: ModelStorage
    ) -> None:
        """Nothing is kept."""

    def get_cached_output_fingerprint(self, fingerprint_key: str) -> str | None:
        """Nothing was kept."""
        return None

    def get_cached_result(self, output_fingerprint_key: str, node_name: str, model_storage: ModelStorage) -> Any:
        """Nothing was kept."""
        return None


def _importer() -> RasaFileImporter:
    return QuestionsImporter(str(ROOT / "config.yml"), str(ROOT / "assistant" / "domain"), [str(ROOT / "nlu_data")])


def train(models: Path, catalog: Catalog) -> Path:
    """Trains now and returns the model's path. Raises what a component or a file of questions raises."""
    write_generated(catalog, ROOT)
    target = model_path(models, catalog)
    models.mkdir(parents=True, exist_ok=True)
    threading.Thread(target=compile_ahead, name="compile", daemon=True).start()
    with warnings.catch_warnings(), tempfile.TemporaryDirectory() as folder:
        warnings.simplefilter("ignore")  # Rasa's own deprecations
        importer = _importer()
        config = importer.get_config()
        recipe = Recipe.recipe_for_name(config["recipe"])
        graph = recipe.graph_config_for_recipe(config, {}, training_type=TrainingType.BOTH)
        rasa.engine.validation.validate(graph)
        part = models / f".{target.name}"
        trainer = GraphTrainer(LocalModelStorage(Path(folder)), NoCache(), TrainingGraphRunner)
        # A product of matrices takes one core: the heads are learnt on the others.
        with known_lines.keeping(models), threadpool_limits(1, user_api="blas"):
            trainer.train(graph, importer, part, force_retraining=True)
        part.replace(target)  # whole or not at all
    describe(target)
    return target
