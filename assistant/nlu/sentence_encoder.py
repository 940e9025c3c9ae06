"""A sentence encoder that an operator has, run by ONNX Runtime on this machine: texts in, vectors of length 1 out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.shared.exceptions import RasaException

Floats = npt.NDArray[np.float32]
GRAPH, TOKENIZER = "model.onnx", "tokenizer.json"
POOLINGS = ("mean", "first")


class EncoderUnavailable(RasaException):
    """What to install, or to put where; Rasa hands errors of its own kind on whole."""


class SentenceEncoder:
    """The encoder in ``folder``: ``model.onnx`` (or ``onnx/model.onnx``) and ``tokenizer.json``, as published."""

    def __init__(
        self, folder: Path, *, prefix: str = "", pooling: str = "mean", most_tokens: int = 128, threads: int = 1
    ) -> None:
        """
        ``prefix`` goes before each text; ``pooling`` makes one vector of the tokens' (mean, or that of the first).

        Raises EncoderUnavailable when the packages or the files are missing or can't be read, ValueError for a pooling
        that is none.
        """
        if pooling not in POOLINGS:
            raise ValueError(f"pooling is one of {', '.join(POOLINGS)}, not {pooling}")
        graph, tokenizer = _files(folder)
        onnxruntime, tokenizers = _packages()
        try:
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
            options.log_severity_level = 3  # errors
            self._session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
            self._tokenizer = tokenizers.Tokenizer.from_file(str(tokenizer))
        except Exception as error:
            raise EncoderUnavailable(f"the encoder in {folder} can't be read: {error}") from error
        self._tokenizer.enable_truncation(max_length=most_tokens)
        self._tokenizer.enable_padding()
        self._inputs = [given.name for given in self._session.get_inputs()]
        self._prefix, self._pooling = prefix, pooling
        self.digest = _digest(graph, tokenizer)

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Vectors (texts x size) of length 1; one of zeros for an encoder's vector without a length."""
        encoded = self._tokenizer.encode_batch([f"{self._prefix}{text}" for text in texts])
        given = {
            "input_ids": np.array([one.ids for one in encoded], dtype=np.int64),
            "attention_mask": np.array([one.attention_mask for one in encoded], dtype=np.int64),
            "token_type_ids": np.array([one.type_ids for one in encoded], dtype=np.int64),
        }
        unknown = set(self._inputs) - given.keys()
        if unknown:
            raise EncoderUnavailable(f"the encoder wants {', '.join(sorted(unknown))}: it is no encoder of sentences")
        found = np.asarray(self._session.run(None, {name: given[name] for name in self._inputs})[0], dtype=np.float32)
        whole = self._pooled(found, given["attention_mask"]) if found.ndim == 3 else found
        length = np.linalg.norm(whole, axis=1, keepdims=True)
        return np.asarray(whole / np.where(length > 0, length, 1), dtype=np.float32)

    def _pooled(self, found: Floats, mask: npt.NDArray[np.int64]) -> Floats:
        if self._pooling == "first":
            return found[:, 0]
        weights = mask[:, :, None].astype(np.float32)
        return np.asarray((found * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1), dtype=np.float32)


def _files(folder: Path) -> tuple[Path, Path]:
    graph = next((path for path in (folder / GRAPH, folder / "onnx" / GRAPH) if path.is_file()), None)
    if graph is None or not (folder / TOKENIZER).is_file():
        raise EncoderUnavailable(
            f"there is no encoder in {folder}: it needs {GRAPH} (or onnx/{GRAPH}) and {TOKENIZER} "
            f"(`model:` of EncoderFeaturizer in config.yml names the folder)"
        )
    return graph, folder / TOKENIZER


def _packages() -> tuple[Any, Any]:
    try:
        import onnxruntime
        import tokenizers
    except ImportError as error:
        raise EncoderUnavailable(
            f"config.yml names an encoder, but {error.name} is not installed: run `uv sync --extra encoder`"
        ) from error
    return onnxruntime, tokenizers


def _digest(*files: Path) -> str:
    digest = hashlib.sha256()
    for path in files:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
