"""Takes greetings, excuses and thanks off a request: they say nothing of the matter, and the heads would count them."""

from __future__ import annotations

import re

_LEAD_ZH = (
    r"(?:[您你]好(?![像多久不容])|(?:早上|上午|中午|下午|晚上)好|哈[喽啰]|嗨|喂(?=[\s,，!！])|不好意思|对不起|對不起"
    r"|(?:打扰|打擾|麻烦|麻煩|劳烦|勞煩)(?:您|你|大家)?(?:一下|了|下)?|劳驾|勞駕"
    r"|我?(?:想|要)?(?:请问|請問|请教|請教|咨询|諮詢)(?:您|你)?(?:一下|下)?"
    r"|我?想要?(?:问|問)(?:您|你|问|問)?(?:一下|下|个事|個事)?|(?:问|問)(?:您|你)?(?:一下|下)|同志|师傅|師傅"
    r"|我?(?:也)?(?:是)?(?:头一回|頭一回|第一次)来?來?(?:这里|這裡|这儿|这边|你们这|你們這|市民之家)?(?:里|儿|边)?"
    r"[\s,，]*(?:很多|什么|什麼|啥)?(?:都|也)?(?:不太|不大|不)(?:懂|熟|清楚|晓得|会弄)"
    r"|我?想?(?:麻烦|麻煩|请|請|拜托|拜託)(?:您|你)(?:帮我|幫我|帮忙|幫忙)(?:问|問)(?:问|問|一下|下))"
)
_LEAD_EN = (
    r"(?:(?:hi|hello|hey)(?: there)?|good (?:morning|afternoon|evening|day)|dear sirs?(?: or madam)?"
    r"|excuse me|pardon me|(?:i'?m )?sorry to (?:bother|disturb|trouble) you|sorry|please"
    r"|(?:i have a )?(?:quick|small|one) question|may i ask(?: you)?|can i ask(?: you)?(?: something| a question)?"
    r"|i(?:'d| would) (?:just )?like to (?:ask|know|find out)(?: you)?"
    r"|i (?:just )?(?:want|wanted|need) to (?:ask|know)(?: you)?"
    r"|(?:could|can|would) you (?:please |kindly |possibly )?(?:tell|help|advise) me(?: with)?(?: please)?"
    r"|i was (?:just )?wondering|do you (?:happen to )?know"
    r"|(?:this is|it'?s) my first time here(?=[\s]*(?:[,.;:!]|and\b|so\b))(?:[\s,]*(?:and|so)\b)?"
    r"|i(?:'m| am) (?:a bit |a little |quite |so |really )?(?:lost|confused|new here)(?=\s*[,.;:!])"
    r"(?:[\s,]*(?:and|so)\b)?)\b"
)
_BEFORE = re.compile(rf"^(?:(?:{_LEAD_ZH}|{_LEAD_EN})[\s,，.。!！:：;~～-]*)+", re.IGNORECASE)
_AFTER = re.compile(
    r"[\s,，.。!！?？;~～-]*"
    r"(?:(?:谢谢|謝謝|多谢|多謝|感谢|感謝)(?:您|你|啦|了|哦)?"
    r"|(?:麻烦|麻煩|拜托|拜託|辛苦)(?:您|你)?(?:了|啦)"
    r"|(?:many )?thanks(?: a lot| so much| in advance)?|thank you(?: very much| so much| in advance)?"
    r"|thx|cheers|please)"
    r"[\s.。!！~～]*$",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u3400-\u9fff]")
# So much must be left for a request: what is shorter is a greeting or thanks itself.
_LEFT_BEFORE, _LEFT_AFTER = (3, 2), (4, 3)


def _is_a_request(text: str, least: tuple[int, int]) -> bool:
    han = len(_HAN.findall(text))
    return han >= least[0] if han else len(text.split()) >= least[1]


def without_courtesies(text: str) -> str:
    """The request within a normalised text; the text itself where little else than courtesy would be left."""
    bare = _BEFORE.sub("", text)
    text = bare if _is_a_request(bare, _LEFT_BEFORE) else text
    ended = _AFTER.sub("", text)
    return ended if _is_a_request(ended, _LEFT_AFTER) else text
