"""Reads pinyin: the likeliest Chinese characters for a text of syllables, with or without spaces between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from assistant.nlu.characters import OTHER, START, CharacterModel, Ids, Logs
from assistant.nlu.syllables import MAX_LETTERS, likened, mixed_up

# So many ways to a place are followed, of those that are not less likely than the best by more than this logarithm.
_BEAM, _WIDTH = 16, 8.0
# What it costs, as a logarithm, to take one sound of a syllable for one that it is mixed up with, and a character for
# one of its less usual readings.
_MIXED_UP, _SELDOM_READ = -4.5, -2.0
# A masked number, a number of the queue, a word, a Chinese character, a number, white space, anything else.
_PIECE = re.compile(r"\[[^]]*\]|[a-z]+\d[a-z\d]*|[a-z]+(?:'[a-z]+)*|[\u3400-\u9fff]|\d+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Reading:
    """A text with its pinyin read, the natural logarithm of what was decoded, and how many characters that is."""

    text: str
    log: float
    characters: int


@dataclass
class _Ways:
    """Ways through a text: for each place those that lead there, and for each way its last piece and the way before."""

    pieces: list[str] = field(default_factory=lambda: [""])
    before: list[int] = field(default_factory=lambda: [0])
    coming: dict[int, list[tuple[Ids, Logs, Ids, list[str]]]] = field(default_factory=dict)

    def add(self, place: int, contexts: Ids, logs: Logs, came: Ids, pieces: list[str]) -> None:
        """Ways that lead to a place, each with its last piece."""
        self.coming.setdefault(place, []).append((contexts, logs, came, pieces))

    def at(self, place: int) -> tuple[Ids, Logs, Ids]:
        """Contexts, logarithms and numbers of the likeliest ways to a place; of those with one context, of the best."""
        parts = self.coming.pop(place)
        contexts, logs, came = (np.concatenate([part[row] for part in parts]) for row in range(3))
        pieces = [piece for part in parts for piece in part[3]]
        order = np.argsort(-logs, kind="stable")[: 4 * _BEAM]
        _, first = np.unique(contexts[order], return_index=True)
        kept = order[np.sort(first)[:_BEAM]]
        kept = kept[logs[kept] > logs[kept[0]] - _WIDTH]
        number = len(self.pieces)
        self.pieces += [pieces[row] for row in kept]
        self.before += came[kept].tolist()
        return contexts[kept], logs[kept], np.arange(number, len(self.pieces))

    def text(self, way: int) -> list[str]:
        """The pieces of a way from the beginning."""
        found = []
        while way:
            found.append(self.pieces[way])
            way = self.before[way]
        return found[::-1]


class PinyinDecoder:
    """Decodes with a model of characters, the ways in which they are read, and how likely a word is in English."""

    def __init__(
        self, model: CharacterModel, readings: Mapping[str, list[str]], english: Callable[[str], float | None]
    ) -> None:
        """``english``: the logarithm of a word's share among English words; None for one that is not known."""
        self._model, self._english = model, english
        self._sounds: dict[str, list[tuple[str, int, float]]] = {}
        for character, syllables in readings.items():
            for place, syllable in enumerate(syllables):
                entry = (syllable, model.ids[character], _SELDOM_READ if place else 0.0)
                self._sounds.setdefault(likened(syllable), []).append(entry)
        self._characters = np.array(["", "", *model.vocabulary], dtype=object)
        self._candidates = lru_cache(maxsize=2048)(self._read_as)

    def read(self, text: str) -> Reading:
        """The likeliest Chinese for a toneless lower-case text; what is no pinyin stays as it is."""
        ways, place = _Ways(), 0
        ways.add(0, np.full(1, START), np.zeros(1, dtype=np.float32), np.zeros(1, dtype=np.int64), [""])
        for piece in _PIECE.findall(text):
            cuts = self._cuts(piece) if piece.isascii() and piece[-1].isalpha() and not piece[0].isdigit() else []
            if cuts:
                self._through(ways, place, piece, cuts)
            else:
                self._past(ways, place, piece)
            place += len(piece)
        _, logs, numbers = ways.at(place)
        pieces = ways.text(int(numbers[0]))
        return Reading(_joined(pieces), float(logs[0]), sum(piece in self._model.ids for piece in pieces))

    def _read_as(self, typed: str) -> tuple[Ids, Logs]:
        """Characters that a typed syllable may stand for, and the logarithm of the slip and the seldom reading."""
        best: dict[int, float] = {}
        for syllable, character, seldom in self._sounds.get(likened(typed), ()):
            cost = seldom + mixed_up(typed, syllable) * _MIXED_UP
            best[character] = max(cost, best.get(character, cost))
        return np.array(list(best), dtype=np.int64), np.array(list(best.values()), dtype=np.float32)

    def _cuts(self, word: str) -> list[tuple[int, int]]:
        """Where syllables begin and end in a word that consists of them; none where a letter is left over."""
        ends = {len(word)}
        found = []
        for start in range(len(word) - 1, -1, -1):
            if word[start] == "'":
                if start + 1 in ends:
                    ends.add(start)
                continue
            for end in range(start + 1, min(start + MAX_LETTERS, len(word)) + 1):
                if end in ends and likened(word[start:end]) in self._sounds:
                    found.append((start, end))
                    ends.add(start)
        return sorted(found) if 0 in ends else []

    def _through(self, ways: _Ways, place: int, word: str, cuts: list[tuple[int, int]]) -> None:
        """Every way to cut and to read a word, and to take it for an English one where it is known as such."""
        english = self._english(word)
        if english is not None:
            contexts, logs, numbers = ways.at(place)
            ways.add(place, contexts, logs, numbers, [""] * len(contexts))
            self._said(ways, place + len(word), (contexts, logs + english, numbers), OTHER, word)
        ends: dict[int, list[int]] = {}
        for start, end in cuts:
            ends.setdefault(start, []).append(end)
        for start in range(len(word)):
            if place + start not in ways.coming:
                continue
            if word[start] == "'":
                contexts, logs, numbers = ways.at(place + start)
                ways.add(place + start + 1, contexts, logs, numbers, [""] * len(contexts))
            elif start in ends:
                self._read_on(ways, place, word, start, ends[start])

    def _read_on(self, ways: _Ways, place: int, word: str, start: int, ends: list[int]) -> None:
        contexts, logs, numbers = ways.at(place + start)
        for end in ends:
            characters, costs = self._candidates(word[start:end])
            rows = np.repeat(np.arange(len(contexts)), len(characters))
            said = np.tile(characters, len(contexts))
            scores = logs[rows] + np.tile(costs, len(contexts)) + self._model.log(contexts[rows], said)
            after = self._model.after(contexts[rows], said)
            ways.add(place + end, after, scores, numbers[rows], self._characters[said].tolist())

    def _past(self, ways: _Ways, place: int, piece: str) -> None:
        """A piece that is taken over: a Chinese character or a word counts as said, a space or a mark does not."""
        at = ways.at(place)
        character = self._model.ids.get(piece, OTHER if piece[0].isalnum() else None)
        if character is None:
            ways.add(place + len(piece), *at, [piece] * len(at[0]))
        else:
            self._said(ways, place + len(piece), at, character, piece)

    def _said(self, ways: _Ways, place: int, at: tuple[Ids, Logs, Ids], character: int, piece: str) -> None:
        contexts, logs, numbers = at
        said = np.full(len(contexts), character)
        logs = logs + self._model.log(contexts, said)
        ways.add(place, self._model.after(contexts, said), logs, numbers, [piece] * len(contexts))


def _joined(pieces: Iterable[str]) -> str:
    """Pieces as one text; of the spaces those stay that keep Latin words and numbers apart."""
    text, space = "", False
    for piece in pieces:
        if piece.isspace():
            space = True
        elif piece:
            text += " " * (space and bool(text) and text[-1].isascii() and piece[0].isascii()) + piece
            space = False
    return text
