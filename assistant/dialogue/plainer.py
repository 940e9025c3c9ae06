"""The last answer once more, in a sentence or two: "say it simpler", "太长了"."""

from __future__ import annotations

import re

SHORTER = "shorter"
_MOST_ZH, _MOST_EN = 12, 9  # characters and words of a clause
_ZH = re.compile(
    r"(?:说|讲|講|讲得|说得|回答|回|写|搞|弄)(?:得|的)?(?:简单|簡單|简短|简洁|简明|短|通俗|直白|明白|清楚|慢|白)(?:一?[点點些下]|一些)?"
    r"|(?:简单|簡單|简短|简洁|通俗|直白|短)(?:一?[点點些]|一些)?(?:说|讲|講|来说|地说|地讲)|(?:再|能不能|能|可以)?(?:简单|简短|简洁|短)[一]?[点點些]"
    r"|(?:太|这么|那么|好)(?:长|啰嗦|囉嗦|复杂|多字)(?:了|啦)?|字(?:太|这么|好)(?:多|小)|长话短说|[说讲]重点|一句话(?:说|讲|概括)|总结一下"
    r"|看不(?:清|懂|过来|明白|清楚|见)|听不(?:懂|明白)|没(?:看|听)(?:懂|明白)|(?:眼睛|眼神|视力)(?:不好|不行|不大好|不太好|花)|老花"
)
_EN = re.compile(
    r"\b(?:simpler|simply|more simple|simple words?|plain (?:words|english|language)|plainly|easier words|shorter"
    r"|in short"
    r"|briefly|brief|keep it short|short version|long story short|sum (?:it|that|this) up|summar(?:y|ise|ize)|tl;?dr"
    r"|(?:one|a single|two) (?:sentence|line)s?)\b|\btoo (?:long|much text|many words|complicated|wordy)\b"
    r"|\b(?:can'?t|cannot|hard to|difficult to) (?:read|see)\b(?! (?:english|chinese))"
    r"|\b(?:bad|poor|weak) (?:eyes|eyesight|sight|vision)\b|\beyes (?:are|aren'?t|are not|is) (?:so |very |too )?"
    r"(?:bad|poor|weak|good)\b|\bdon'?t understand (?:it|that|this|all (?:this|that)|you)\b"
)
# What is simple, short or bad here is no answer: a form, a video, a person's eyes at a medical.
_BREAK = re.compile(r"\s*[,，。.;；!！?？、~～]+\s*|(?<=[\u4e00-\u9fff])\s+")
_FILLING = re.compile(
    r"哎呀?|那个|你|您|请|麻烦(?:你|您)?(?:了)?|谢谢|好吗|行吗|可以吗|哦|啊|please|sorry|hey|ok(?:ay)?|thanks?|\s*"
)
_OF_SOMETHING = re.compile(
    r"体检|驾照|驾驶|残疾|证|办|手续|流程|材料|排|队|等|\b(?:licen[cs]e|drive|driving|medical|test|certificate|form"
    r"|process|procedure|stay|visa|queue|line|wait|way|how long)\b"
)


def wants_shorter(folded: str) -> bool:
    """Whether a folded text only asks to have the answer told in fewer or plainer words: each of its clauses does."""
    if _OF_SOMETHING.search(folded):
        return False
    clauses = [clause for clause in _BREAK.split(folded) if clause and not _FILLING.fullmatch(clause)]
    return bool(clauses) and all(_is_short(clause) and (_ZH.search(clause) or _EN.search(clause)) for clause in clauses)


def _is_short(clause: str) -> bool:
    han = sum("\u3400" <= c <= "\u9fff" for c in clause)
    return han <= _MOST_ZH if han else len(clause.split()) <= _MOST_EN
