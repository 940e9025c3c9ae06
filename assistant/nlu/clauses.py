"""Splits a long message into clauses: in a story, what is asked stands in one of the last ones."""

from __future__ import annotations

import re

_BREAK = re.compile(r"[。！？!?,，;；\n]+|(?<=\w)\. |(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")


def last_clauses(text: str, count: int = 2) -> list[str]:
    """The last ``count`` clauses of a text; none for a text that is a single clause."""
    clauses = [clause.strip() for clause in _BREAK.split(text) if clause.strip()]
    return clauses[-count:] if len(clauses) > 1 else []
