"""
Words that name an aspect whatever the matter is, and words that ask at all: evidence beside the facet head's margins,
weighed in the softmax over facets (scope.py). The head learns from whole lines, where the matter's own words often
speak louder than "带啥"; and a story full of dates and sums, told to its end without a question, asks for no aspect.
"""

from __future__ import annotations

import re

from assistant.nlu.clauses import last_clauses

_WHAT = "(?:哪些|哪几|啥|什么|甚么|几样|几份|几张|那些)"
_DAY = "[一二三四五六日天1-7]"


class _Words:
    """Words in Chinese and words in Latin letters; the former are not looked for in a text that can't hold them."""

    def __init__(self, chinese: str, latin: str) -> None:
        self._chinese, self._latin = re.compile(chinese), re.compile(latin)

    def stand_in(self, folded: str) -> bool:
        """Whether one of them stands in a folded text."""
        if not folded.isascii() and self._chinese.search(folded):
            return True
        return self._latin.search(folded) is not None


ASPECTS: dict[str, _Words] = {
    "materials": _Words(
        rf"(?:带|拿|交|准备|备|提交|提供|递|凭|出示|携带|填)(?:上|好|齐|去|来)?(?:些|点|个)?{_WHAT}"
        rf"|(?:要|需要|需|用|缺)(?:用|带|交)?(?:些|点|个)?{_WHAT}(?:子|样)?(?:材料|证|资料|文件|东西|本|纸|单|票|表|吗|呢|呀|啊|$)"
        r"|材料|资料|证件|要件|文件|单据|原件|复印件|要带|带不带|要不要带|带齐|带上|照片.{0,6}(?:要|带|几|寸|底)|几寸|几张照|户口本.{0,4}(?:要|带|够)",
        r"\b(?:documents?|papers?|paperwork|docs?|photocop\w*|cop(?:y|ies)|originals?|materials?|certificates? do)\b"
        r"|\bwhat\b.{0,30}\b(?:bring|carry|need|prepare|submit|hand in|have (?:on|with) me|take (?:with|along|to))\b"
        r"|\b(?:bring|take along|carry|on me|with me)\b|\b(?:do|will) i need (?:a|an|my|the|to bring)\b",
    ),
    "location": _Words(
        r"哪里|哪儿|哪边|哪搭|何处|啥地方|什么地方|哪个地方|几楼|几号窗|几号口|哪个?窗|哪个?柜台|哪一?层|窗口|柜台|楼层|(?:去|到|往|上|找|在|跑)哪(?!些|几|样|个月|天|年)",
        r"\bwhere(?:abouts)?\b|\b(?:which|what) (?:floor|window|counter|desk|office|room|place|part)\b"
        r"|\b(?:window|floor|counter)\b",
    ),
    "phone": _Words(
        r"电话|热线|打哪个|打给谁|打什么号|联系方式|拨打|号码是?多少",
        r"\b(?:phone|telephone|hotline|contact number|helpline)\b"
        r"|\b(?:call|ring|dial|phone) (?:someone|somebody|up|you|them|to ask)\b"
        r"|\b(?:who|whom|number)\b.{0,12}\b(?:call|ring|dial)\b",
    ),
    "fee": _Words(
        r"多少钱|几块|几元|几多钱|收费|费用|要钱|要不要钱|免费|收钱|花钱|花多少|工本费|贵不贵|价格|价钱|多少费|收不收|多少前|几钱",
        r"\bhow much\b|\b(?:costs?|fees?|charges?|price|free of charge|expensive|for free)\b|\bis it free\b",
    ),
    "duration": _Words(
        r"多久|几天|多长时间|多少天|几个工作日|几个?月|几星期|几周|多快|当场|当天|立等|马上(?:能|可以|好)|(?:啥|什么|哪)(?:个)?时候.{0,6}(?:拿|好|取|领|下来|到|出)"
        r"|有效期|期限|几年|过期多|逾期|最晚|最迟|截止|来得及|几时(?:能|可以)",
        r"\bhow (?:long|soon|fast|quickly|many (?:days|weeks|months|years|working))\b"
        r"|\bwhen (?:will|can|do|would|should) (?:i|it|they|we|my)\b"
        r"|\b(?:same day|deadline|turnaround|by when|valid for|processing time|take long|how often|on the spot)\b",
    ),
    "procedure": _Words(
        r"怎么(?!办$|回事|这|那|样$)|咋(?!办$|回事)|如何|流程|步骤|怎样|程序|哪几步|哪些步|手续|该走|几道",
        r"\bhow (?:do|can|should|to|does|would|could|is|are)\b"
        r"|\b(?:procedure|process|steps?|walk me through|go about|how)\b",
    ),
    "hours": _Words(
        rf"几点|周末|(?:周|星期|礼拜|双休){_DAY}?|开门|关门|上班|下班|营业|中午|午休|节假日|放假|开不开|办公时间|工作时间|晚上",
        r"\b(?:what time|opening|open|opens|closes?|closing|hours"
        r"|weekends?|saturdays?|sundays?|lunch|holidays?|evenings?)\b",
    ),
    "eligibility": _Words(
        r"能不能|可不可以|可以.{0,12}(?:吗|么|嘛|不)|能.{0,14}(?:吗|么|嘛|不$)|条件|资格|符合|够不够|算不算"
        r"|谁可以|谁能|什么人|哪些人|哪种人|满足|几岁|多大|年龄|行不行|行吗|有份|轮得到|够格|达标|限制|住多久|交满|交几年",
        r"\b(?:can|may|could|am|are) (?:i|we|he|she|they|you|my|a|an)\b"
        r"|\b(?:eligib\w*|qualif\w*|allowed|entitled|requirements?|conditions?|criteria|who can)\b"
        r"|\b(?:permitted|age limit|old enough)\b",
    ),
    "online": _Words(
        r"网上|线上|手机(?:上|能|可以|办|里)|支付宝|微信|浙里办|在线|不用跑|不跑|不出门|在家|小程序|网办|网站|远程|自助机",
        r"(?<![a-z])app(?![a-z])|\b(?:online|website|internet|web|from home|alipay|wechat|remotely|mini program)\b",
    ),
    "proxy": _Words(
        r"代办|代领|代取|代签|代我|代他|代她|替(?:我|他|她|爸|妈|老|人|孩|你|办|领|交|家)|帮(?:我|他|她|忙|爸|妈|老|孩|家|别人).{0,3}(?:办|领|取|交|弄|去)"
        r"|委托|本人|别人|家人.{0,4}(?:去|来|办)|亲自|我自己(?:去|来)|到场|一起(?:去|来)|陪",
        r"\b(?:behalf|in person|someone else|somebody else|proxy|power of attorney|authori[sz]\w*"
        r"|representative|personally|instead of me|both of us|be present|be there)\b"
        r"|\b(?:wife|husband|mother|mum|mom|father|dad|son|daughter|friend|colleague|agent|spouse"
        r"|parents?|assistant|hr)\b.{0,12}\b(?:go|do|collect|pick|come|apply|handle|submit|get it)\b",
    ),
}


def aspects_named(folded: str) -> dict[str, float]:
    """For each aspect 1.0 where its words stand in a folded text and -1.0 where not; the same for its last clause."""
    last = _last_clause(folded)
    found = {}
    for facet, words in ASPECTS.items():
        found[f"named {facet}"] = told = 1.0 if words.stand_in(folded) else -1.0
        # Most messages are one clause: that need not be searched twice.
        found[f"named last {facet}"] = told if last == folded else 1.0 if words.stand_in(last) else -1.0
    return found


def _last_clause(folded: str) -> str:
    return (last_clauses(folded, 1) or [folded])[0]


_ASKS_ZH = re.compile(
    r"吗|么|嘛|呢|什么|甚么|啥|怎|咋|哪|几|多少|多久|多长|谁|如何|(.)不\1|有没有|是否|能否|可否|伐|不(?=[,，。!！\s]|$)"
)
_VERBS_FIRST = "can|could|may|do|does|did|is|are|am|will|would|should|must|shall"
_ASKS_EN = re.compile(
    r"\b(?:what|how|where|when|who|whom|which|whether|tell me)\b"
    rf"|(?:^|[.,;!?] ?|\b(?:and|so|but|or|then) )(?:{_VERBS_FIRST})\b"
)
_HAN = re.compile(r"[\u3400-\u9fff]")


def _asks(text: str) -> float:
    asks = "?" in text or _ASKS_EN.search(text) or (_HAN.search(text) and _ASKS_ZH.search(text))
    return 1.0 if asks else -1.0


def questions_put(folded: str) -> dict[str, float]:
    """1.0 where a folded text has words of a question, -1.0 where it only tells; the same for its last clause."""
    last, asks = _last_clause(folded), _asks(folded)
    return {"asks": asks, "asks last": asks if last == folded else _asks(last)}
