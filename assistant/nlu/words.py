"""English words: how they are found and stemmed."""

from __future__ import annotations

_SUFFIXES = ("ations", "ation", "ings", "ing", "ments", "ment", "ies", "ied", "ers", "er", "ed", "es", "s", "e", "y")
_STEM = 4  # so many letters are left at least


# Forms that no ending betrays; people tell what happened in the past.
IRREGULAR = {
    "lost": "lose", "losing": "lose", "stolen": "steal", "stole": "steal", "broke": "break", "broken": "break",
    "bought": "buy", "sold": "sell", "paid": "pay", "went": "go", "gone": "go", "left": "leave", "died": "die",
    "dead": "die", "death": "die", "born": "birth", "got": "get", "gotten": "get", "gave": "give", "given": "give",
    "took": "take", "taken": "take", "found": "find", "forgot": "forget", "forgotten": "forget", "wrote": "write",
    "written": "write", "torn": "tear", "tore": "tear", "burnt": "burn", "spoilt": "spoil", "married": "marry",
    "marrying": "marry", "marriage": "marry", "divorced": "divorce", "expired": "expire", "expiring": "expire",
    "expiry": "expire", "expires": "expire", "moved": "move", "moving": "move", "moves": "move", "changed": "change",
    "changing": "change", "children": "child", "kids": "child", "kid": "child", "wives": "wife", "drove": "drive",
    "driven": "drive", "driver": "drive", "driving": "drive", "caught": "catch",
    "injured": "injury", "sent": "send", "thrown": "throw", "threw": "throw", "kept": "keep", "met": "meet",
    "chose": "choose", "chosen": "choose", "spent": "spend", "lent": "lend", "built": "build", "grew": "grow",
    "retired": "retire", "retiring": "retire", "retirement": "retire", "fees": "fee", "bills": "bill",
}  # fmt: skip


def stem(word: str) -> str:
    """A rough English stem: one common ending taken off longer words; irregular forms as their base."""
    word = word.replace("'", "")
    if word in IRREGULAR:
        return _regular(IRREGULAR[word])
    return _regular(word)


def _regular(word: str) -> str:
    if len(word) < _STEM + 1 or not word.endswith(_SUFFIXES):  # most words: no need to look at each ending
        return word
    for suffix in _SUFFIXES:
        if len(word) - len(suffix) >= _STEM and word.endswith(suffix):
            return word[: -len(suffix)]
    return word
