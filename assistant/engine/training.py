"""Trains the model from its sources, through Rasa's own training."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

from assistant.engine.generated import write_generated
from assistant.engine.sources import model_path
from assistant.settings import ROOT
from catalog import Catalog


def train(models: Path, catalog: Catalog) -> Path:
    """Trains now. Raises RuntimeError when Rasa reports a failure."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"  # caching 30,000 featurised questions takes longer than making them
    models.mkdir(parents=True, exist_ok=True)
    os.environ["RASA_CACHE_DIRECTORY"] = str(models / ".cache")
    write_generated(catalog, ROOT)
    target = model_path(models, catalog)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Rasa's own deprecations
        from rasa.model_training import train as rasa_train

        result = rasa_train(
            domain=str(ROOT / "assistant" / "domain"),
            config=str(ROOT / "config.yml"),
            training_files=[str(ROOT / "nlu_data")],
            output=str(models),
            fixed_model_name=f".part-{target.name.removesuffix('.tar.gz')}",
            force_training=True,
        )
    if result.code != 0 or result.model is None:
        raise RuntimeError("training failed; the messages above say why")
    Path(result.model).replace(target)  # whole or not at all
    return target
