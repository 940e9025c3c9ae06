"""For whom a message asks: the citizen, a wife, a child, a colleague; by the words for them in both languages."""

from __future__ import annotations

import re
from collections.abc import Set

SELF = "self"
# A pronoun fits everybody who is not the citizen.
_SOMEBODY = "somebody"
_WORDS = {
    SELF: r"我自己|我自家|自己那|我本人|我这|我那(?!边)|我个人|我(?:的|俩|们俩?)的?(?:那|这|呢|证|卡|号|件|本|张)"
    r"|嗰?我嗰|我伲|阿拉自家|\bmine\b|\bmy own\b|\bmyself\b|\bme\b|\bours\b|^my\b(?! (?:\w+ )?(?:%s))",
    "spouse": r"老公|老婆|丈夫|妻子|先生(?!们)|太太|爱人|愛人|媳妇|媳婦|对象|男朋友|女朋友|未婚|老头子|老伴"
    r"|\b(?:husband|wife|spouse|partner|fianc\w+|boyfriend|girlfriend|hubby|missus)\b",
    "child": r"儿子|兒子|女儿|女兒|孩子|小孩|娃|宝宝|寶寶|小囡|囡囡|闺女|小朋友|孙子|孙女|外孙|老大|老二"
    r"|\b(?:son|daughter|kids?|child|children|baby|newborn|toddler|boy|girl|grandson|granddaughter|grandchild)\b",
    "parent": r"[我他她][爸妈]|妈妈|爸爸|老妈|老爸|母亲|父亲|爹|我娘|岳父|岳母|公公|婆婆|丈母娘|丈人|老爷子|老太太"
    r"|爷爷|奶奶|外公|外婆|爸妈|父母|老人"
    r"|\b(?:mum|mom|mother|dad|father|parents?|grand(?:ma|pa|mother|father)|in-laws?)\b",
    "kin": r"哥哥?|弟弟?|姐姐?|妹妹?|表[哥姐弟妹]|堂[哥姐弟妹]|姑姑|姑妈|舅|叔|伯|阿姨|姨"
    r"|\b(?:brother|sister|cousin|aunt|uncle|nephew|niece)\b",
    "other": r"同事|朋友|同学|室友|邻居|老板|徒弟|师傅|工友|老乡|房东|租客|客户|员工"
    r"|\b(?:colleague|co-?worker|friend|mate|flatmate|roommate|neighbou?r|boss|landlord|tenant|employees?|staff)\b",
    _SOMEBODY: r"[她他](?!妈的)|伊(?!朗|斯)|佢|\b(?:he|she|his|hers?|him|their|theirs)\b",
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
