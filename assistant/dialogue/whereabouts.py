"""Where one of a matter's papers or steps is done, as its record tells it: "where is the medical done" asks that."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog import Bilingual, Transaction

WHERE = "where"
MATERIAL, STEP, UNTOLD = "material", "step", "untold"
# What is left of a question when all of this is taken out is the thing whose place is asked.
_ASKING_ZH = re.compile(
    r"材料|资料|手续|业务|东西|申请|办理|办事|请问|麻烦|我|您|你|那么?|这个?|应该|可以|一般|需要|得|要|能|该|先|的话|到底|具体|自己"
    r"|(?:在|去|到|上|往|找)?(?:哪里|哪儿|哪边|哪个?|什么地方|啥地方|何处|几楼|几号)(?:里|些)?"
    r"|(?:指定)?(?:医院|窗口|地方|柜台|楼层|楼|机构)|[做拍办弄搞查开领取交盖找买写](?!照)|进行|一下|[的是在去到呢啊呀吗嘛吧了,，。?？!！\s]"
)
_ASKING_EN = re.compile(
    r"\b(?:where|which|what|whereabouts|is|are|was|do|does|did|can|could|should|must|may|will|would|have|has|had|get|got"
    r"|gets|be|been|done|do|go|going|make|made|take|taken|took|need|i|you|we|me|my|your|one|the|a|an|this|that|these"
    r"|it|of|for|to|at|in|on|from|and|so|then|ok|please|place|floor|window|counter|office|hospital|exactly|also|up"
    r"|hand|handed|find|there|here|about|how|if|with|license|licence|service|driving|apply|application|applied|papers?|documents?|submit"
    r"|thing|things|want|like|tell|know|write|written|sign|fill|print)\b"
)
_RUN = re.compile(r"[\u3400-\u9fff]{2,}")
_WORD = re.compile(r"[a-z]{4,}")
_STEM, _MOST = 5, 60
_CLAUSES = re.compile(r"[,，。.;；!！?？、\n]+")
_WHERE_ASKED = re.compile(r"哪|什么地方|啥地方|何处|几楼|几号|\b(?:where|whereabouts|which|what place)\b")
# Words for the same thing: the part that tells its place may have the other one, or have it in the other language only.
_SAME = (
    ("体检", "身体条件", "medic", "physi", "health"),
    ("照片", "证件照", "拍照", "photo", "pictu"),
    ("翻译", "译件", "trans"),
    ("公证", "notar"),
    ("考试", "考场", "exam", "test"),
    ("培训", "驾校", "学习", "train", "schoo", "cours"),
    ("评估", "鉴定", "评定", "asses", "appra"),
    ("检测", "检验", "验车", "inspe"),
)
_PLACE_ZH = re.compile(
    r"(?:到|在|去|由|找|从|凭|向|上)[^，。；,;]{0,16}?(?:医院|体检点|检测点|机构|窗口|大厅|中心|派出所|站|所|局|馆|银行|公司|现场|社区|街道"
    r"|村|学校|驾校|网点|网上|平台|app|APP|门店|照相点|公证处|自助机|机)|体检点|驾校"
)
_PLACE_EN = re.compile(
    r"\b(?:at|in|from|to|by|with)\b[^.;]{0,40}?\b(?:hospital|station|clinic|agency|window|hall|office|center|centre|bank"
    r"|studio|notary|school|police|community|app|website|company|bureau|court|shop|branch|machine)s?\b"
)


def things_of(folded: str, own: str) -> tuple[str, ...]:
    """What a folded question for a place may be about, the longest first: runs of two and more Chinese characters, or
    the stems of English words. ``own``: the matter's names in Chinese; what stands in them is no thing beside it.
    """
    asked = " ".join(clause for clause in _CLAUSES.split(folded) if _WHERE_ASKED.search(clause))
    if len(asked) > _MOST:  # a story, no question for one paper
        return ()
    runs = _RUN.findall(_ASKING_ZH.sub(" ", asked))
    left = [run for whole in runs for run in _RUN.findall(_without(whole, own))]
    if runs:
        han = {run[i:j] for run in left for i in range(len(run)) for j in range(i + 2, len(run) + 1)}
        return tuple(sorted(han, key=lambda thing: (-len(thing), thing)))
    return tuple(word[:_STEM] for word in _WORD.findall(_ASKING_EN.sub(" ", asked)))


def _without(run: str, own: str) -> str:
    """A run of characters with those blanked of which a pair stands in ``own``: "新护照" is the passport itself."""
    named = {place + n for place in range(len(run) - 1) if run[place : place + 2] in own for n in (0, 1)}
    return "".join(" " if place in named else character for place, character in enumerate(run))


def place_of(folded: str, record: Transaction) -> str | None:
    """Which part of the record tells where: ``where:material:2``, ``where:step:0``; ``where:untold`` where it names
    the thing and no place; None where the question is about the matter itself.
    """
    own = Bilingual(
        zh=" ".join((record.name.zh, *record.aliases.zh)), en=" ".join((record.name.en, *record.aliases.en)).lower()
    )
    for thing in things_of(folded, own.zh):
        same = next((words for words in _SAME if thing in words), (thing,))
        strange = not any(_within(word, own) for word in same)
        named = [part for part in _parts(record) if strange and any(_within(word, part[1]) for word in same)]
        if named:
            told = next((name for name, _, place in named if _tells(place)), UNTOLD)
            return f"{WHERE}:{told}"
    return None


def _parts(record: Transaction) -> Iterator[tuple[str, Bilingual, Bilingual]]:
    """Each paper and step: its name in a move, all that is said of it, and the text that may tell a place."""
    for number, item in enumerate(record.materials):
        if item.note is not None:
            said = Bilingual(zh=f"{item.name.zh} {item.note.zh}", en=f"{item.name.en} {item.note.en}")
            yield f"{MATERIAL}:{number}", said, item.note
    for number, step in enumerate(record.steps):
        yield f"{STEP}:{number}", step, step
    for number, item in enumerate(record.materials):
        yield f"{MATERIAL}:{number}", item.name, item.name


def _tells(text: Bilingual) -> bool:
    return bool(_PLACE_ZH.search(text.zh) or _PLACE_EN.search(text.en.lower()))


def _within(thing: str, text: Bilingual) -> bool:
    if thing.isascii():
        return re.search(rf"\b{re.escape(thing)}", text.en.lower()) is not None
    return thing in text.zh
