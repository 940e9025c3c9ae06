"""For whom a message asks: the citizen, a wife, a child, a colleague; by the words for them in both languages."""

from __future__ import annotations

import re
from collections.abc import Set

SELF = "self"
# A pronoun fits everybody who is not the citizen.
_SOMEBODY = "somebody"
# Folded, as the texts are: no Traditional characters. Common words that only hold one are left out: 其他, 未婚证明.
_WORDS = {
    SELF: r"我自己|我自家|自己那|我本人|我这(?!边|里|儿)|我那(?!边|里|儿)|我个人"
    r"|我(?:的|俩|们俩?)的?(?:那|这|呢|证|卡|号|件|本|张)"
    r"|我𠮶|我伲|阿拉自家|\bmine\b|\bmy own\b|\bmyself\b|\b(?:about|and|for) me\b|\bours\b|^my\b(?! (?:\w+ )?(?:%s))",
    "spouse": r"老公|老婆|丈夫|妻子|(?:我|她|的)先生|太太|爱人|媳妇|男朋友|女朋友|老头子|老伴"
    r"|\b(?:husband|wife|spouse|partner|fianc\w+|boyfriend|girlfriend|hubby|missus)\b",
    "child": r"儿子|女儿|孩子|小孩|娃|宝宝|小囡|囡囡|闺女|小朋友|孙子|孙女|外孙"
    r"|\b(?:son|daughter|kids?|child|children|baby|newborn|toddler|boy|girl|grandson|granddaughter|grandchild)\b",
    "parent": r"[我她][爸妈]|(?<!其)他[爸妈]|妈妈|爸爸|老妈|老爸|母亲|父亲|我爹|我娘|岳父|岳母|婆婆|丈母娘"
    r"|(?:我|她)公公|丈人|老爷子|老太太"
    r"|爷爷|奶奶|外公|外婆|爸妈|父母|老人家"
    r"|\b(?:mum|mom|mother|dad|father|parents?|grand(?:ma|pa|mother|father)|in-laws?)\b",
    "kin": r"哥哥|我哥|弟弟|我弟|姐姐|我姐|妹妹|我妹|表[哥姐弟妹]|堂[哥姐弟妹]|姑姑|姑妈|舅舅|叔叔|伯伯|阿姨|姨妈"
    r"|\b(?:brother|sister|cousin|aunt|uncle|nephew|niece)\b",
    "other": r"同事|朋友(?!圈)|同学|室友|邻居|老板|徒弟|工友|老乡|房东|租客"
    r"|\b(?:colleague|co-?worker|friend|flatmate|roommate|neighbou?r|boss|landlord|tenant)\b",
    _SOMEBODY: r"(?<![其吉])[她他](?!妈的)|伊(?!朗|斯|拉|犁|宁|始)|佢|\b(?:he|she|his|hers?|him|their|theirs)\b",
}
_RELATIVES = (
    "husband|wife|spouse|partner|boyfriend|girlfriend|son|daughter|kid|kids|child|children|baby|mum|mom|mother|dad"
    "|father|parents|grand\\w+|brother|sister|cousin|aunt|uncle|colleague|friend|flatmate|roommate|boss|mate|landlord"
)
_PERSONS = {name: re.compile(words.replace("%s", _RELATIVES)) for name, words in _WORDS.items()}


def persons_in(folded: str) -> frozenset[str]:
    """Who is spoken of in a folded text; nobody in most."""
    return frozenset(name for name, words in _PERSONS.items() if words.search(folded))


def agree(said: Set[str], before: Set[str]) -> float:
    """Whether those of a message may be those of whom a matter was asked before: 1 yes, -1 no, 0 nobody is named."""
    others = said - {SELF}
    known = before - {SELF}
    if others:
        if not known:
            return -1.0
        return 1.0 if others & known or others == {_SOMEBODY} or _SOMEBODY in known else -1.0
    if SELF in said:
        return -1.0 if known else 1.0
    return 0.0
