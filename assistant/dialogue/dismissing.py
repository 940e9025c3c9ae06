"""
A sentence that is done with what was just said, before the question behind it: "行，我问教育局去。前后要多长时间",
"leave that one. The filing: what does it cost".
"""

from __future__ import annotations

import re

from assistant.nlu.courtesies import asks

# Possessive: what one reading has taken is not tried in another, or "啊啊啊…" would be looked through again and again.
_TAKEN_IN_ZH = (
    r"(?>好的|好吧|行吧|可以|ok|知道了?|晓得了?|明白了?|懂了?|了解了?|收到|没事|那?就?算了|不管了|也罢|可惜"
    r"|[哦噢喔嗯恩唉哎诶好行呀啊哈])"
)
_GOES_ZH = (
    r"(?:那?(?:我|你|他|她|咱们?|我们)?(?:自己|先|再|就|得|会|只好|还是|明天|回头|改天)*+"
    r"(?:去|打|问|找|上|到|跑|联系|不|等|想|另|放|搁|先|再)[^。.！!；;？?]{0,18})?"
)
# So it begins; what else stands in the sentence says where one goes instead, or that it can wait.
_DONE_ZH = re.compile(
    rf"^(?:那(?!就?算))?{_TAKEN_IN_ZH}++[啊呀吧哦啦的了,，、\s]*+{_GOES_ZH}[。.！!；;…]+\s*(?P<rest>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_PUT_OFF_ZH = re.compile(
    r"^(?:那|这)个?(?:个|件事?|事)?(?:先|就|以后|回头|改天|等)[^。.！!；;？?]{0,14}[。.！!；;…]+\s*(?P<rest>.+)$",
    re.DOTALL,
)
_TAKEN_IN_EN = (
    r"(?:ok(?:ay)?|k|right|fine|alright|all right|fair enough|got it|thought so|thought as much|i see|i understand"
    r"|understood|hm+|ah+|oh(?: well)?|too bad|pity|(?:a )?shame|no (?:worries|problem)|never ?mind(?: that| it)?"
    r"|whatever|noted|sure|good to know|makes sense|as i feared|well)"
)
_GOES_EN = r"i(?:'ll| will| shall|'d better|'m going to| can)\b"
_DONE_EN = re.compile(
    rf"^(?:{_TAKEN_IN_EN}|(?:leave|forget|skip|drop|park|scrap) (?:that|it|this)(?: one| thing)?(?: then| for now)?)"
    rf"(?>[\s,]+(?>{_TAKEN_IN_EN}|then|so|but)\b)*+"
    rf"(?:[\s,]+(?:then )?(?:so )?{_GOES_EN}[^.!?;:]{{0,40}})?\s*[.!;:…]+\s*(?P<rest>.+)$"
    rf"|^(?:then )?{_GOES_EN} (?:ask|call|ring|phone|try|check with|go to|write to|see|email)\b[^.!?;]{{0,40}}[.!;…]+"
    r"\s*(?P<other>.+)$",
    re.IGNORECASE | re.DOTALL,
)


def rest_of(text: str) -> str | None:
    """The question behind a sentence that only takes leave of what was said; None where nothing is asked behind one."""
    for pattern in (_DONE_ZH, _PUT_OFF_ZH, _DONE_EN):
        if found := pattern.match(text):
            rest = next(value for value in found.groupdict().values() if value is not None).strip()
            return rest if rest and asks(rest) else None
    return None
