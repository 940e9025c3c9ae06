"""Replies that say less or explain: a short answer, the place of one paper, what there is for foreigners."""

from __future__ import annotations

import re
from types import ModuleType

from assistant.messages import Language, Reply, Understanding
from assistant.rendering import en_plain, offers, zh_plain
from assistant.rendering.facts import AnswerFacts
from assistant.rendering.formats import first_sentence, sentences
from assistant.rendering.renderer import words
from catalog import Catalog, Term, Transaction

_OF_FOREIGNERS = re.compile(r"外国|外籍|(?i:\bforeign)")
_OF_CITIZENS = re.compile(r"中国公民|(?i:\bChinese\b)")
_MOST = 3  # sentences on foreigners; the whole record is a tap away


def plain_words(language: Language) -> ModuleType:
    """The wording module of short and plain things."""
    return zh_plain if language == "zh" else en_plain


def short(facts: AnswerFacts, facets: tuple[str, ...], language: Language) -> Reply:
    """The asked aspects in a sentence or two each; all of it, a number and a person are a tap away."""
    w, p = words(language), plain_words(language)
    matter = facts.transaction.id
    text = "\n".join([*(p.short(facts, facet) for facet in facets), p.short_hint()])
    all_of_it = [offers.answer(w.FACET_TITLES[facet], matter, facet) for facet in dict.fromkeys((*facets, "overview"))]
    number = offers.act(w.TAKE_NUMBER, "take_ticket", matter)
    return Reply("text", text, language, (*all_of_it, number, offers.person(w.TALK_TO_PERSON)))


def short_of_nothing(language: Language) -> Reply:
    """Nothing was answered that could be made shorter."""
    p = plain_words(language)
    return Reply("text", f"{p.short_of_nothing()}\n{p.short_hint()}", language)


def where(answer: Reply, facts: AnswerFacts, part: str) -> Reply:
    """The answer about the window, led by what the record says of the paper or step asked for (``material:2``)."""
    p, record = plain_words(answer.language), facts.transaction
    kind, _, number = part.partition(offers.SEPARATOR)
    if kind == "material":
        item = record.materials[int(number)]
        name = item.name.in_(answer.language)
        lead = p.where_told(name, item.note.in_(answer.language)) if item.note else p.where_told(None, name)
    elif kind == "step":
        lead = p.where_told(None, record.steps[int(number)].in_(answer.language))
    else:
        lead = p.where_untold(facts.phones)
    return Reply(answer.kind, f"{lead}\n{answer.text}", answer.language, answer.choices, answer.card)


def of_foreigners(answer: Reply, facts: AnswerFacts) -> Reply:
    """What the record itself says of foreigners, in place of the answer's text."""
    p, language = plain_words(answer.language), answer.language
    said = said_of_foreigners(facts.transaction, language)[:_MOST] or [facts.transaction.eligibility.in_(language)]
    text = p.foreigner_told(facts.transaction.name.in_(language), said)
    return Reply(answer.kind, text, language, answer.choices, answer.card)


def instead(catalog: Catalog, understanding: Understanding, facts: AnswerFacts, language: Language) -> Reply:
    """Whom the matter talked of is for, and what there is for a foreigner; else where to ask."""
    w, p = words(language), plain_words(language)
    record = facts.transaction
    who, name = first_sentence(record.eligibility.in_(language), language), record.name.in_(language)
    lead = p.foreigner_may(name, who) if _OF_CITIZENS.search(who) else p.foreigner_untold(name)
    ids = [candidate.id for candidate in understanding.candidates]
    names = [w.say(catalog.transactions[i].name) for i in ids]
    if not ids:
        numbers = tuple(dict.fromkeys((*facts.phones, catalog.center.human_phone)))
        text = f"{lead}\n{p.foreigner_none(numbers)}"
        return Reply("text", text, language, (offers.person(w.TALK_TO_PERSON),))
    options = [offers.answer(name, i, *understanding.facets) for i, name in zip(ids, names, strict=True)]
    text = f"{lead}\n{p.foreigner_instead(names)}"
    return Reply("choices", text, language, (*options, offers.none_of_these(w.NONE_OF_THESE)))


def term(catalog: Catalog, explained: Term, language: Language) -> Reply:
    """A word explained, with the matters it belongs to as choices."""
    w, p = words(language), plain_words(language)
    names = [w.say(catalog.transactions[i].name) for i in explained.transactions]
    options = [offers.answer(name, i) for name, i in zip(names, explained.transactions, strict=True)]
    text = p.term_told(explained.text.in_(language), names)
    return Reply("choices" if options else "text", text, language, (*options, offers.person(w.TALK_TO_PERSON)))


def said_of_foreigners(record: Transaction, language: Language) -> list[str]:
    """What a record says of foreigners, each once: who may apply first, then papers with their lines, then the rest."""
    w, papers = words(language), [item for item in record.materials if _speaks(item.model_dump_json())]
    rest = [record.summary, *record.steps, record.proxy.text, record.online_guide, record.fee.note, record.note]
    said = [one for one in sentences(record.eligibility.in_(language), language) if _speaks(one)]
    said += [w.material(item) for item in papers]
    said += [one for text in rest if text for one in sentences(text.in_(language), language) if _speaks(one)]
    return list(dict.fromkeys(said))


def _speaks(text: str) -> bool:
    return _OF_FOREIGNERS.search(text) is not None
