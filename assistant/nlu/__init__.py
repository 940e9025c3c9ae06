"""Understanding: graph components, and what they share."""

from catalog import pinyin as _pinyin  # noqa: F401 - it keeps its library small, so it has to be the first to import it
