"""Short and plain things said in English: an answer in a sentence or two, a term. zh_plain.py has the same names."""

from __future__ import annotations

from assistant.rendering import en
from assistant.rendering.facts import AnswerFacts
from assistant.rendering.formats import first_sentence, sentence_list


def short(facts: AnswerFacts, facet: str) -> str:
    """What is asked of a matter, in a sentence or two."""
    record = facts.transaction
    if facet == "overview":
        return f'For "{record.name.en}" go to {en.place(record.floor, record.windows)}. {_bring(facts)}'
    if facet == "materials":
        return _bring(facts)
    if facet == "procedure":
        last = f" The last: {record.steps[-1].en}" if len(record.steps) > 1 else ""
        count = "1 step" if len(record.steps) == 1 else f"{len(record.steps)} steps"
        return f"It takes {count}. The first: {record.steps[0].en}{last}"
    said: str = getattr(en, facet)(facts)
    return said if facet in ("location", "phone", "fee", "duration") else first_sentence(said, "en")


def _bring(facts: AnswerFacts) -> str:
    always = [item.name.en for item in facts.transaction.materials if item.need == "required"]
    others = len(facts.transaction.materials) - len(always)
    more = f" {others} more only in some cases." if others else ""
    return f"Bring: {'; '.join(always)}.{more}"


def short_hint() -> str:
    """How to have answers large and read aloud."""
    return 'On the web page, "Large text" makes the letters bigger, and "Read it to me" reads an answer aloud.'


def short_of_nothing() -> str:
    """Nothing was answered yet."""
    return "Sure, I will keep it short. What do you need to get done?"


def where_told(name: str | None, text: str) -> str:
    """What the record says of the place of a step, or of a paper with its name."""
    return f"The record says: {name}: {text}" if name else f"The record says: {text}"


def where_untold(phones: tuple[str, ...]) -> str:
    """The record names no place for that."""
    return f"The record does not tell where that is done; please ring {sentence_list(phones, 'en')}. The window itself:"


def foreigner_told(name: str, texts: list[str]) -> str:
    """What the record of a matter says of foreigners."""
    return f'Of foreigners the record of "{name}" says:\n' + "\n".join(texts)


def foreigner_may(name: str, who: str) -> str:
    """Whom the matter talked of is for."""
    return f'"{name}" is for: {who}'


def foreigner_untold(name: str) -> str:
    """The record of a matter does not say how it is with foreigners."""
    return f'The record of "{name}" does not tell how it is for foreign nationals.'


def foreigner_instead(options: list[str]) -> str:
    """What the same windows do for foreigners."""
    lines = "\n".join(f"{n}. {option}" for n, option in enumerate(options, 1))
    return f"For foreign nationals the same department does these. Which one is it?\n{lines}"


def foreigner_none(phones: tuple[str, ...]) -> str:
    """Nothing in the catalog is for foreigners here."""
    return f"I would rather not guess. Please ring {sentence_list(phones, 'en')} before you come."


def term_told(text: str, options: list[str]) -> str:
    """A term explained, and the matters it belongs to."""
    lines = "\n".join(f"{n}. {option}" for n, option in enumerate(options, 1))
    return f"{text}\nIt belongs to these; tap one or say its name:\n{lines}" if options else text
