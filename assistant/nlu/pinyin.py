"""What a message typed in pinyin says in Chinese: "wo yao huan hu zhao", "huanhuzhao", "hù zhào", "hu4 zhao4"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from assistant.nlu.characters import CharacterModel
from assistant.nlu.heard import Heard, as_typed
from assistant.nlu.latin_words import WORD, LatinWords, Spoken, dictionary_words, spoken_words
from assistant.nlu.normaliser import fold
from assistant.nlu.pinyin_decoder import PinyinDecoder
from assistant.nlu.syllables import readings, toneless

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_MASKED = re.compile(r"\[[^]]*\]")
_NOT_CHINESE = re.compile(r"[^\u3400-\u9fff]+")
_SAID = re.compile(r"[a-z\d]")
# A term in an English text is read where its characters are so likely, unless so many questions have taught it.
_LENT, _TAUGHT = -4.0, 3

Arrays = Mapping[str, NDArray[np.generic]]


class PinyinReader:
    """Finds pinyin in messages and reads it as the questions' Chinese."""

    def __init__(self, model: CharacterModel, spoken: Spoken) -> None:
        self._model, self._spoken = model, spoken
        self._words = LatinWords(spoken)
        read = {character: readings(character) for character in model.vocabulary}
        self._decoder = PinyinDecoder(model, read, self._english)

    @classmethod
    def learnt(cls, folded: Iterable[str]) -> PinyinReader:
        """The reader that folded training questions teach."""
        texts = list(folded)
        chinese = [text for text in texts if _HAN.search(text)]
        model = CharacterModel.learnt(_NOT_CHINESE.sub(_outline, text) for text in chinese)
        read = {character: readings(character)[:1] for character in model.vocabulary}
        counts = Counter(character for text in chinese for character in text)
        syllables = Counter(dict.fromkeys((s for c in model.vocabulary for s in readings(c)), 0))
        for character, usual in read.items():
            for syllable in usual:
                syllables[syllable] += counts[character]
        words = spoken_words(text for text in texts if not _HAN.search(text))
        return cls(model, Spoken(words, syllables, dictionary_words(syllables)))

    @property
    def characters(self) -> CharacterModel:
        """Which Chinese character follows which in the questions."""
        return self._model

    def heard(self, text: str) -> Heard:
        """The message with its pinyin as Chinese; the same text where there is none."""
        if _LATIN.search(text) is None:
            return as_typed(text)
        plain = toneless(text.lower())
        words = WORD.findall(_MASKED.sub(" ", plain))
        if self._words.are_pinyin(words):
            read = self._decoder.read(toneless(fold(text)))
            return Heard(read.text, pinyin=True)
        return Heard(self._lent(text, plain), pinyin=False)

    def _lent(self, text: str, plain: str) -> str:
        """A text in English with the Chinese terms in it that are typed in pinyin and that few questions have."""
        if len(plain) != len(text):
            return text  # with tone digits or a ligature: places differ
        parts, end = [], 0
        for run in self._runs(plain):
            read = self._decoder.read(plain[run])
            if not _SAID.search(read.text) and read.log > _LENT * read.characters:
                parts += [text[end : run.start], read.text]
                end = run.stop
        return "".join([*parts, text[end:]]) if parts else text

    def _runs(self, plain: str) -> list[slice]:
        """Where two syllables and more stand that could be pinyin and are hardly English."""
        runs: list[tuple[int, int, int]] = []
        for word in WORD.finditer(plain):
            beside = bool(runs) and plain[runs[-1][1] : word.start()] == " "
            count = self._words.lent(word[0], _TAUGHT, beside=beside)
            if count and beside:
                start, _, before = runs.pop()
                runs.append((start, word.end(), before + count))
            elif count:
                runs.append((*word.span(), count))
        return [slice(start, end) for start, end, count in runs if count > 1]

    def _english(self, word: str) -> float | None:
        return self._words.english(word) if self._words.is_known(word) else None

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """All that was learnt from the questions, for an archive."""
        words, syllables = self._spoken.words, self._spoken.syllables
        return self._model.arrays() | {
            "words": np.array("\n".join(sorted(words))),
            "questions": np.array([words[word] for word in sorted(words)], dtype=np.int32),
            "syllables": np.array("\n".join(sorted(syllables))),
            "characters": np.array([syllables[syllable] for syllable in sorted(syllables)], dtype=np.int32),
            "dictionary": np.array("\n".join(sorted(self._spoken.dictionary))),
        }

    @classmethod
    def from_arrays(cls, kept: Arrays) -> PinyinReader:
        """The reader that ``arrays`` describes."""
        words = dict(zip(str(kept["words"]).split("\n"), kept["questions"].tolist(), strict=True))
        syllables = dict(zip(str(kept["syllables"]).split("\n"), kept["characters"].tolist(), strict=True))
        dictionary = frozenset(str(kept["dictionary"]).split("\n"))
        return cls(CharacterModel.from_arrays(kept), Spoken(words, syllables, dictionary))


def _outline(found: re.Match[str]) -> str:
    """What is not Chinese: a space where it is a word or a number, nothing where it is punctuation."""
    return " " if _SAID.search(found[0]) else ""
