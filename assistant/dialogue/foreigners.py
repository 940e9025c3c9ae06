"""A foreigner after a matter of Chinese citizens: "no, I am American", "我是外国人" ask what there is instead."""

from __future__ import annotations

import re

from assistant.dialogue.kin import kin_of
from assistant.messages import Candidate, Understanding
from assistant.nlu.decision import Decided
from assistant.rendering.offers import SEPARATOR
from catalog import Catalog

FOREIGNER = "foreigner"
_OFFERED = 5
_NATIONAL = (
    "american|british|english|scottish|irish|canadian|australian|german|french|italian|spanish|portuguese|dutch|belgian"
    "|swiss|austrian|swedish|norwegian|danish|finnish|polish|czech|hungarian|greek|russian|ukrainian|turkish|iranian"
    "|israeli|saudi|egyptian|nigerian|ghanaian|kenyan|ethiopian|south african|moroccan|indian|pakistani|bangladeshi"
    "|nepali|nepalese|sri lankan|thai|vietnamese|malaysian|singaporean|indonesian|filipino|filipina|burmese|cambodian"
    "|laotian|lao|mongolian|kazakh|uzbek|korean|south korean|japanese|brazilian|mexican|argentinian|chilean"
    "|colombian|peruvian|new zealander|kiwi"
)
_STATES = (
    "america|the us|the usa|the united states|the uk|britain|england|canada|australia|new zealand|germany|france|italy"
    "|spain|russia|ukraine|india|pakistan|nigeria|japan|korea|south korea|thailand|vietnam|malaysia|singapore|indonesia"
    "|the philippines|brazil|mexico|abroad"
)
_STATES_ZH = (
    "日本|加拿大|澳大利亚|新西兰|意大利|西班牙|葡萄牙|荷兰|瑞士|瑞典|挪威|丹麦|芬兰|比利时|奥地利|俄罗斯|乌克兰|波兰|土耳其|印度|巴基斯坦"
    "|尼泊尔|越南|马来西亚|新加坡|印尼|印度尼西亚|菲律宾|老挝|柬埔寨|缅甸|蒙古|哈萨克斯坦|尼日利亚|埃及|南非|巴西|墨西哥"
)
_PERSON_EN = (
    r"(?:i|we|he|she|they|(?:my|the) (?:wife|husband|partner|boyfriend|girlfriend|friend|son|daughter|child|colleague))"
)
_FOREIGN_EN = re.compile(
    r"^(?:(?:no|nope|sorry|actually|but|well|oh|wait|hmm*|it'?s|not|because)\b[\s,.!;:-]*)*"
    rf"(?:{_PERSON_EN}\s*(?:['’]?m|am|['’]?s|is|['’]?re|are)\s+(?:actually |also |only |just )?"
    rf"(?:(?:an? )?(?:{_NATIONAL}|foreigner|foreign)s?"
    r"(?: (?:citizen|national|person|passport holder|tourist|student)s?)?"
    r"|not (?:an? )?(?:chinese|mainlander)(?: (?:citizen|national)s?)?"
    rf"|from (?:{_STATES})|(?:an? )?us citizen)"
    rf"|{_PERSON_EN} (?:have|has|hold|holds|got) (?:an? )?(?:{_NATIONAL}|foreign|us|uk) passport)"
    r"(?: myself| though| you know| here)*[\s.!]*$"
)
_FOREIGN = rf"(?:外国|外籍|(?<!中)[^中我你他她是,，\s]{{1,3}}国|(?:{_STATES_ZH}))"
_FOREIGN_ZH = re.compile(
    r"^(?:不是|不对|不|哦|噢|可是|但是|但|因为|其实|[\s,，。!！])*"
    r"(?:我们?|他|她|我(?:先生|太太|老公|老婆|爱人|朋友|女朋友|男朋友|孩子|儿子|女儿|同事))?"
    rf"(?:(?:也|其实|可|都|就)*是(?:一?个|一名)?{_FOREIGN}(?:来的|过来的)?(?:人|公民|国籍|籍|护照|留学生|游客)?"
    rf"|(?:拿|持|用)的?(?:是)?{_FOREIGN}(?:的)?护照"
    r"|(?:又|可|并)?不是(?:中国|本国|国内|内地|大陆)(?:人|公民|国籍|籍|的)?|老外)"
    r"(?:呀|啊|哦|的|嘛|了)*[\s。.!！]*$"
)
_FOR_FOREIGNERS = re.compile(r"外国人|涉外|境外|国际")
_OF_FOREIGNERS = re.compile(r"外国|外籍")


def says_foreign(folded: str) -> bool:
    """Whether a folded text says that the person is no Chinese citizen, and nothing else."""
    return bool(_FOREIGN_EN.match(folded) or _FOREIGN_ZH.match(folded))


def read(decided: Decided, current: str, facets: tuple[str, ...], catalog: Catalog) -> Decided | None:
    """What the center has for a foreigner in place of ``current``; None where that is a matter of foreigners itself.

    The one sibling that is theirs, else what the record itself says of them, else theirs in the department, else none.
    """
    record = catalog.transactions[current]
    if _FOR_FOREIGNERS.search(record.name.zh):
        return None
    theirs = [i for i in kin_of(catalog, current) if _FOR_FOREIGNERS.search(catalog.transactions[i].name.zh)]
    if len(theirs) == 1:
        return _answered(theirs[0], facets or ("overview",), decided, None)
    if _OF_FOREIGNERS.search(record.model_dump_json(exclude={"aliases", "source"})):
        return _answered(current, ("eligibility",), decided, FOREIGNER)
    beside = [t.id for t in catalog.transactions.values() if t.department == record.department]
    theirs += [i for i in beside if i not in theirs and _FOR_FOREIGNERS.search(catalog.transactions[i].name.zh)]
    offered = tuple(Candidate(i, 1.0 / len(theirs)) for i in theirs[:_OFFERED])
    outcome = Understanding("clarify" if offered else "not_covered", None, facets, offered, confidence=0.9)
    return Decided(outcome, move=SEPARATOR.join((FOREIGNER, current)), ranking=decided.ranking)


def _answered(transaction: str, facets: tuple[str, ...], decided: Decided, move: str | None) -> Decided:
    found = Understanding("answer", transaction, facets, (Candidate(transaction, 0.9),), confidence=0.9)
    return Decided(found, move=move, ranking=decided.ranking)
