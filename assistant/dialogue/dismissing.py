"""
A sentence that takes leave of what was just said, before the question behind it: "行，我问教育局去。前后要多长时间",
"leave that one. The filing: what does it cost". It may hold nothing else: what tells or asks something is kept.
"""

from __future__ import annotations

import re

from assistant.nlu.courtesies import asks

# Possessive: what one reading has taken is not tried in another, or "啊啊啊…" would be looked through again and again.
_TAKEN_IN_ZH = (
    r"(?>好的|好吧|行吧|可以|ok|知道了?|晓得了?|明白了?|懂了?|了解了?|收到|没事|可惜|谢谢|謝謝|[哦噢喔嗯恩唉哎诶好行呀啊哈]"
    r"|[吧哦啦的了,，、\s])"
)
# Where one goes instead: an office or people, nothing that the center may do.
_ELSEWHERE_ZH = (
    r"[^。.！!；;？?，,几哪谁什]{0,8}?(?:局|银行|銀行|学校|學校|院|公司|馆|館|处|處|所|单位|單位|店|委会|委會|厂|廠|平台|客服|律师|律師|中介|物业|物業"
    r"|老板|老闆|房东|房東|老师|老師|家里|家人|[他她]们?|[他她]們|那边|那邊|那儿|那里|那裡|别处|別處|别人|別人)"
)
_GOES_ZH = (
    r"(?:那|就|还是)*(?:我|我们|我們|咱|咱们|他|她)(?:自己|就|得|会|只好|还是|明天|回头|改天|先)*"
    r"(?:去|去?问问?|去?問問?|去?找|打给|打給|打(?:个|個)?(?:电话|電話)(?:给|給|问|問|到)?|联系|聯繫|聯絡)"
    rf"{_ELSEWHERE_ZH}(?>[问問看办辦说說去吧了]|好了)*+"
)
_LEAVES_ZH = (
    r"(?:那|这|這)(?:个|個|张|件|件事|事)?(?:先|就|以后|以後|回头|改天|等我?[^。，,？?几哪]{1,5})?"
    r"(?:不管|不问|不問|不办了|不说|放着|放一放|放放|搁着|再说|再說|再讲|再講|算了|不急)"
    r"|(?:那|就)*算了|不管了|也罢"
)
_DONE_ZH = re.compile(
    rf"^{_TAKEN_IN_ZH}*+(?:{_GOES_ZH}|{_LEAVES_ZH})[啊呀吧哦啦了先]*[。.！!；;…]+\s*(?P<rest>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_TAKEN_IN_EN = (
    r"(?>ok(?:ay)?|k|right|fine|alright|all right|got it|i see|i understand|understood|hm+|ah+|noted|sure|good to know"
    r"|makes sense|well|thanks|thank you|then|so|but|and)\b"
)
_LEAVES_EN = (
    r"(?:fair enough|thought (?:so|as much)|as i feared|oh well|too bad|(?:a )?(?:pity|shame)|whatever"
    r"|never ?mind(?: (?:that|it))?"
    r"|(?:leave|forget|skip|drop|park|scrap) (?:that|it|this)(?: one| thing)?)(?: then| for now)?"
)
_GOES_EN = (
    r"i(?:['’]ll| will| shall|['’]d better|['’]m going to| can)(?: just| simply| then)*"
    r" (?:ask|call|ring|phone|contact|try|email|check with|write to|go to)"
    r" (?:the|my|our|his|her|their|them|him|an?)\b(?: [a-z'’]+){0,4}?(?: then| instead| about (?:it|that))?"
)
_DONE_EN = re.compile(
    rf"^(?:{_TAKEN_IN_EN}[\s,]*+)*+(?:{_LEAVES_EN}|{_GOES_EN})\s*[.!;:…]+\s*(?P<rest>.+)$", re.IGNORECASE | re.DOTALL
)


def rest_of(text: str) -> str | None:
    """The question behind a sentence that only takes leave of what was said; None where nothing is asked behind one."""
    found = _DONE_ZH.match(text) or _DONE_EN.match(text)
    rest = found["rest"].strip() if found else ""
    return rest if rest and asks(rest) else None
