"""Short and plain things said in Chinese: an answer in a sentence or two, a term. en_plain.py has the same names."""

from __future__ import annotations

from assistant.rendering import zh
from assistant.rendering.facts import AnswerFacts
from assistant.rendering.formats import first_sentence, sentence_list


def short(facts: AnswerFacts, facet: str) -> str:
    """What is asked of a matter, in a sentence or two."""
    record = facts.transaction
    if facet == "overview":
        return f"办“{record.name.zh}”，到{zh.place(record.floor, record.windows)}。{_bring(facts)}"
    if facet == "materials":
        return _bring(facts)
    if facet == "procedure":
        last = f"最后：{record.steps[-1].zh}" if len(record.steps) > 1 else ""
        return f"一共{len(record.steps)}步。先做这个：{record.steps[0].zh}{last}"
    said: str = getattr(zh, facet)(facts)
    return said if facet in ("location", "phone", "fee", "duration") else first_sentence(said, "zh")


def _bring(facts: AnswerFacts) -> str:
    always = [item.name.zh for item in facts.transaction.materials if item.need == "required"]
    others = len(facts.transaction.materials) - len(always)
    return f"带上{sentence_list(always, 'zh')}。" + (f"还有{others}样，看情况才要。" if others else "")


def short_hint() -> str:
    """How to have answers large and read aloud."""
    return "字小的话，在网页上点“长辈版”，字会变大；点“读给我听”，我读出来。"


def short_of_nothing() -> str:
    """Nothing was answered yet."""
    return "好，我说短一点。您要办什么事？"


def where_told(name: str | None, text: str) -> str:
    """What the record says of the place of a step, or of a paper with its name."""
    return f"资料里是这样写的：{name}：{text}" if name else f"资料里是这样写的：{text}"


def where_untold(phones: tuple[str, ...]) -> str:
    """The record names no place for that."""
    return f"这一项去哪里做，资料里没有写，请打{sentence_list(phones, 'zh')}问。办这件事的窗口："


def foreigner_told(name: str, texts: list[str]) -> str:
    """What the record of a matter says of foreigners."""
    return f"“{name}”的资料里，外国人的情况是这样写的：\n" + "\n".join(texts)


def foreigner_may(name: str, who: str) -> str:
    """Whom the matter talked of is for."""
    return f"“{name}”能办的人：{who}"


def foreigner_untold(name: str) -> str:
    """The record of a matter does not say how it is with foreigners."""
    return f"“{name}”的资料里，没有单独写外国人怎么办。"


def foreigner_instead(options: list[str]) -> str:
    """What the same windows do for foreigners."""
    lines = "\n".join(f"{n}. {option}" for n, option in enumerate(options, 1))
    return f"外国人的事，同一个部门能办这些，您要问哪一件？\n{lines}"


def foreigner_none(phones: tuple[str, ...]) -> str:
    """Nothing in the catalog is for foreigners here."""
    return f"我不敢乱说，请打{sentence_list(phones, 'zh')}问清楚再来。"


def term_told(text: str, options: list[str]) -> str:
    """A term explained, and the matters it belongs to."""
    lines = "\n".join(f"{n}. {option}" for n, option in enumerate(options, 1))
    return f"{text}\n跟它有关的事，点一下或说一声就行：\n{lines}" if options else text
