"""Takes greetings, excuses, thanks and "ok, got it" off a request, wherever they stand: they say nothing of the
matter, and the heads would count them.
"""

from __future__ import annotations

import re

from assistant.nlu.aspects import aspects_named
from assistant.nlu.normaliser import fold

_BREAK = r"[\s,，.。…!！:：;；~～、\-–—\U0001f300-\U0001faff\u2600-\u27bf\u2764\ufe0f]"
_END = rf"(?=\s*(?:{_BREAK}|[?？]|$))"
_SOFT_ZH = r"(?:啦|了|哦|喔|噢|哈|啊|呀|呢|哟|嘛|嗷|么|滴|咯|喽|嘞|哒|的)*"
_PERSON_ZH = (
    r"(?:师傅|師傅|同志|老师|老師|小姐姐|小哥哥|小哥|小妹|大姐|大哥|姐|哥|阿姨"
    r"|叔叔|帅哥|美女|亲|客服|机器人|工作人员|同学)"
)
_HELP_ZH = (
    r"(?:(?:您|你|你们)?(?:的)?(?:耐心|详细|热心|及时)?(?:的)?"
    r"(?:帮忙|帮助|幫忙|幫助|解答|回答|告知|提醒|告诉我|告訴我|回复|指点|指教|说明|介绍|服务|解释)"
    rf"(?:我)?(?:这些|这么多)?{_SOFT_ZH})"
)
_THANKS_ZH = (
    r"(?:(?:非常|太|十分|很|真是|真的?|也|先|那)*(?:谢谢|謝謝|多谢|多謝|感谢|感謝|谢啦|谢了|谢过|感激|有劳|感恩)"
    rf"(?:您|你|大家|你们)?{_SOFT_ZH}"
    rf"(?:{_PERSON_ZH}{_SOFT_ZH})?(?:{_HELP_ZH})?"
    rf"|(?:麻烦|麻煩|拜托|拜託|辛苦)(?:您|你|你们|大家)?(?:了|啦)+{_SOFT_ZH})"
)
_THANKS_EN = (
    r"(?:(?:(?:many|ok|great|oh|so|and|no) )?(?:thanks|thank (?:you|u|ya)|thankyou|thx|thks|tks|tnx|ty|cheers)\b"
    r"(?: (?:a lot|a bunch|a million|so much|very much|again|in advance|for now|ever so much|loads|heaps|mate"
    r"|man|sir|madam|ma'am|dear|guys|everyone|indeed|though|buddy|friend))*"
    r"(?: (?:for|to) (?:all |the |your |you |this |that |such )*(?:quick |kind |clear |prompt |great |useful )?"
    r"(?:help|helping(?: me)?|info|information|answers?|reply|replying|response|time|patience|explanation|explaining"
    r"|telling me|letting me know|advice|clarification|details|assistance|support|it|that|this)\b(?: me)?(?: out)?"
    r"(?: (?:with|about|on) [^,.!?]{1,40}(?=[,.!?]))?)?"
    r"|(?:i )?(?:really |very )?(?:much )?appreciated?(?: it| that| your help| the help)?\b(?! to)"
    r"|(?:that|this|it)(?:'s| is| was) (?:very |really |so |super )?(?:kind|nice|helpful|sweet)(?: of you)?\b"
    r"|(?:you(?:'re| are)) (?:so |very |really )?(?:kind|helpful|great|the best|a star|a lifesaver)\b)"
)
_LEAD_ZH = (
    rf"(?:[您你]好(?![像多久不容吗么嘛])|(?:早上|上午|中午|下午|晚上)好|哈[喽啰]|嗨|喂(?=[\s,，!！])|在吗(?={_BREAK})|不好意思|对不起|對不起|抱歉"
    r"|(?:打扰|打擾|麻烦|麻煩|劳烦|勞煩)(?:您|你|大家)?(?:一下|了|下)?|劳驾|勞駕"
    r"|我?(?:想|要)?(?:请问|請問|请教|請教|咨询|諮詢)(?:您|你)?(?:一下|下)?"
    r"|我?想要?(?:问|問)(?:您|你|问|問)?(?:一下|下|个事|個事)?|(?:问|問)(?:您|你)?(?:一下|下)|同志|师傅|師傅"
    r"|我?(?:也)?(?:是)?(?:头一回|頭一回|第一次)来?來?(?:这里|這裡|这儿|这边|你们这|你們這|市民之家)?(?:里|儿|边)?"
    r"[\s,，]*(?:很多|什么|什麼|啥)?(?:都|也)?(?:不太|不大|不)(?:懂|熟|清楚|晓得|会弄)"
    r"|我?想?(?:麻烦|麻煩|请|請|拜托|拜託)(?:您|你)(?:帮我|幫我|帮忙|幫忙)(?:问|問)(?:问|問|一下|下))"
)
_LEAD_EN = (
    r"(?:(?:hi+|hello|hey|hiya|yo)(?: there| again| all| guys)?|good (?:morning|afternoon|evening|day)"
    r"|dear sirs?(?: or madam)?"
    r"|excuse me|pardon me|(?:i'?m )?sorry to (?:bother|disturb|trouble) you(?: again)?|(?:so |i'?m )?sorry|please"
    r"|(?:i have a )?(?:quick|small|one) question|may i ask(?: you)?|can i ask(?: you)?(?: something| a question)?"
    r"|i(?:'d| would) (?:just )?like to (?:ask|know|find out)(?: you)?"
    r"|i (?:just )?(?:want|wanted|need) to (?:ask|know)(?: you)?"
    r"|(?:could|can|would) you (?:please |kindly |possibly )?(?:tell|help|advise) me(?: with)?(?: please)?"
    r"|i was (?:just )?wondering|do you (?:happen to )?know"
    r"|(?:this is|it'?s) my first time here(?=[\s]*(?:[,.;:!]|and\b|so\b))(?:[\s,]*(?:and|so)\b)?"
    r"|i(?:'m| am) (?:a bit |a little |quite |so |really )?(?:lost|confused|new here)(?=\s*[,.;:!])"
    r"(?:[\s,]*(?:and|so)\b)?)\b"
)
_BYE = (
    rf"(?:(?:再见|再見|拜拜|回见|回头见){_SOFT_ZH}"
    r"|(?:ok )?(?:bye(?: ?bye)?|goodbye|see (?:you|u|ya)|have a (?:nice|good) day)\b)"
)
# "好的", "got it": what was said is taken in. A noun may follow some of them ("good conduct", "好的驾校"), so that they
# count with a break behind them, or before thanks.
_ACK_ZH = (
    rf"(?:(?:好|行|可以|明白|清楚|知道|了解|晓得|懂|收到|ok|okay){_SOFT_ZH}(?={_BREAK}|那|{_THANKS_ZH}|明白|知道|了解|收到)"
    rf"|(?:嗯|恩|哦|噢|喔|啊|哎|唉|诶|欸|呃|额)+{_SOFT_ZH}|原来(?:如此|这样|是这样){_SOFT_ZH}|(?:没问题|太好|真好|不错|挺好|厉害|那好){_SOFT_ZH}{_END}"
    r"|好的(?=请|再|还|要|在|多|几|什么|怎|哪|如果|电话|我))"
)
_ACK_EN = (
    r"(?:(?:ok(?:ay|ey)?|k|kk|alright|all right|(?:oh|ah|aha|hmm+)(?!,? (?:wait|no|sorry|hang|hold))"
    r"|got (?:it|you|that)|gotcha|i see|i understand"
    r"|understood|noted|makes sense|right then|good to know|that helps|no (?:problem|worries))\b(?! ?[-/])"
    r"|(?:(?:that|this|it)(?:'s|s| is| sounds?) )?"
    r"(?:right|great|good|cool|nice|perfect|wonderful|lovely|awesome|excellent"
    rf"|fine|super|brilliant|fantastic|amazing|very helpful|helpful|clear|sweet)(?:{_END}|(?= {_THANKS_EN})))"
)
_COURTESY = rf"(?:{_LEAD_ZH}|{_LEAD_EN}|{_THANKS_ZH}|{_THANKS_EN}|{_BYE})"
# Atomic and possessive: what one reading has taken is not tried in another, of which "嗯嗯嗯嗯" and "ok ok" have more
# than a process could look through.
_ALONE = re.compile(
    rf"(?>(?>{_COURTESY}|{_ACK_ZH}|{_ACK_EN}|{_PERSON_ZH})(?>{_BREAK}|and\b|but\b|so\b)*+)++", re.IGNORECASE
)
_BEFORE = re.compile(rf"^{_BREAK}*+(?>{_COURTESY}{_BREAK}*+)++", re.IGNORECASE)
_TAKEN_IN = re.compile(
    rf"^{_BREAK}*+(?>(?>{_COURTESY}|{_ACK_ZH}|{_ACK_EN})(?>{_BREAK}|(?:and|but|n)\b(?=\s))*+)++", re.IGNORECASE
)
_AFTER = re.compile(
    rf"(?<!{_BREAK})(?<![?？])(?>{_BREAK}|[?？])*+"
    rf"(?>(?<![a-z])(?>{_THANKS_ZH}|{_THANKS_EN}|{_BYE}|please|pls|plz){_BREAK}*+)++$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[^,，.。!！?？;；\n]+[,，.。!！?？;；\n]*\s*")
_HAN = re.compile(r"[\u3400-\u9fff]")
# So much must be left for a request that names no aspect: what is shorter is a greeting or thanks itself.
_LEFT_BEFORE, _LEFT_AFTER = (3, 2), (4, 3)
_ASKS = re.compile(
    r"什么|甚么|啥|哪|怎|咋|几|多少|多久|吗|么|谁|能不能|可不可以|要不要"
    r"|\b(?:what|which|where|when|who|whom|how|can|could|may|must|does|is|are|will|should|do (?:i|you|we|they|my))\b"
)


def _is_a_request(text: str, least: tuple[int, int]) -> bool:
    han = len(_HAN.findall(text))
    return (han >= least[0] if han else len(text.split()) >= least[1]) or asks(text)


def asks(text: str) -> bool:
    """Whether a text asks something: a word of questions stands in it, or one that names an aspect ("phone?")."""
    folded = fold(text)
    return len(folded) > 1 and (_ASKS.search(folded) is not None or max(aspects_named(folded).values()) > 0)


def without_courtesies(text: str) -> str:
    """The request within a normalised text; the text itself where little else than courtesy would be left."""
    if _ALONE.fullmatch(text):
        return text
    taken_in, bare = _TAKEN_IN.sub("", text), _BEFORE.sub("", text)
    if asks(taken_in):
        text = taken_in
    elif _is_a_request(bare, _LEFT_BEFORE):
        text = bare
    ended = _AFTER.sub("", text)
    return _without_asides(ended if _is_a_request(ended, _LEFT_AFTER) else text)


def _without_asides(text: str) -> str:
    """The text without clauses in its midst that are thanks or an excuse and nothing else."""
    clauses = _CLAUSE.findall(text)
    kept = [clause for clause in clauses if not _ALONE.fullmatch(clause.strip())]
    return "".join(kept).strip() if kept and len(kept) < len(clauses) and "".join(clauses) == text else text
