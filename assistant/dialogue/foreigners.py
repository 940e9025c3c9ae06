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


def read(decided: Decided, talked_of: tuple[str, ...], facets: tuple[str, ...], catalog: Catalog) -> Decided | None:
    """What the center has for a foreigner in place of the matter talked of, or among several that were offered.

    Those whose papers name foreigners and the siblings that are theirs, answered or asked about; else what the record
    says of foreigners, theirs in the department, or none. None where the matter is one of foreigners itself.
    """
    current = talked_of[0]
    if len(talked_of) == 1 and _is_theirs(catalog, current):
        return None
    kin = [i for one in talked_of for i in kin_of(catalog, one) if _is_theirs(catalog, i)]
    theirs = tuple(dict.fromkeys([*(i for i in talked_of if _is_open_to(catalog, i)), *kin]))
    if kin or (theirs and len(talked_of) > 1):
        return _asked(theirs, facets, decided, catalog)
    record = catalog.transactions[current]
    if _OF_FOREIGNERS.search(record.model_dump_json(exclude={"aliases", "source"})):
        return _answered(current, ("eligibility",), decided, FOREIGNER)
    beside = [t.id for t in catalog.transactions.values() if t.department == record.department]
    offered = [i for i in beside if _is_theirs(catalog, i)][:_OFFERED]
    candidates = tuple(Candidate(i, 1.0 / len(offered)) for i in offered)
    outcome = Understanding("clarify" if offered else "not_covered", None, facets, candidates, confidence=0.9)
    return Decided(outcome, move=SEPARATOR.join((FOREIGNER, current)), ranking=decided.ranking)


def _is_theirs(catalog: Catalog, transaction: str) -> bool:
    return _FOR_FOREIGNERS.search(catalog.transactions[transaction].name.zh) is not None


def _is_open_to(catalog: Catalog, transaction: str) -> bool:
    """Whether a matter is one of foreigners, or names among its papers what a foreigner brings."""
    papers = catalog.transactions[transaction].materials
    return _is_theirs(catalog, transaction) or any(_OF_FOREIGNERS.search(item.model_dump_json()) for item in papers)


def _asked(ids: tuple[str, ...], facets: tuple[str, ...], decided: Decided, catalog: Catalog) -> Decided:
    """The one matter answered, or the question which of several is meant."""
    if len(ids) == 1:
        return _answered(ids[0], facets, decided, None)
    offered = ids[:_OFFERED]
    family = next((f.id for f in catalog.families_of(*offered) if set(offered) <= set(f.members)), None)
    share = 1.0 / len(offered)
    candidates = tuple(Candidate(i, share) for i in offered)
    return Decided(Understanding("clarify", None, facets, candidates, confidence=share, family=family))


def _answered(transaction: str, facets: tuple[str, ...], decided: Decided, move: str | None) -> Decided:
    candidates = (Candidate(transaction, 0.9),)
    found = Understanding("answer", transaction, facets or ("overview",), candidates, confidence=0.9)
    return Decided(found, move=move, ranking=decided.ranking)
