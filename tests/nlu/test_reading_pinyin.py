"""Messages typed in pinyin: read as the questions' Chinese, however they are spelt; English stays as it is."""

import re
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, strategies as st

from assistant.nlu.pinyin import PinyinReader

CHINESE = (
    "我要换护照", "护照过期了怎么办", "身份证丢了怎么办", "你好，我要办居住证", "居住证要什么材料", "律师证怎么办",
    "还要等多久", "我有3个孩子", "我在西安", "换护照要多少钱", "这是我的手机", "户口迁移", "我的户口在西安", "人工客服",
    "我要补办身份证", "女儿的护照", "绿化怎么办", "省略了什么", "第二个", "他和我", "可以吗", "女儿有居住证吗",
    "房产证", "我的手机号是", "一二三四五六七八九零", "好的", "他的女儿和我", "我们有护照吗", "办护照",
)  # fmt: skip
ENGLISH = (
    "how do I renew my passport", "can you help me", "he is nine and she is ten", "my hukou is in Hangzhou", "hukou",
    "where can I get a house licence", "is the line long", "me and my son, he came late", "what time are you open here",
    "I live in Hangzhou", "my hukou", "one license for a woman from Hangzhou", "how much is it for a man", "an ID card",
)  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> PinyinReader:
    """A reader that these few questions have taught, each said more than once."""
    return PinyinReader.learnt([line.lower() for line in (*CHINESE, *ENGLISH) for _ in range(5)])


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("wo yao huan hu zhao", "我要换护照"),
        ("woyao huanhuzhao", "我要换护照"),
        ("huanhuzhao", "换护照"),
        ("WO YAO HUAN HU ZHAO", "我要换护照"),
        ("shenfenzheng diu le zenme ban", "身份证丢了怎么办"),
        ("nǐ hǎo, wǒ yào bàn jūzhùzhèng", "你好,我要办居住证"),
        ("hu4 zhao4 guo4 qi1 le5", "护照过期了"),
        ("hu4zhao4 guo4qi1 le", "护照过期了"),
        ("sen fen zen diu le zen me ban", "身份证丢了怎么办"),
        ("hu zao guo qi le", "护照过期了"),
        ("wo zai xi'an", "我在西安"),
        ("lv shi zheng", "律师证"),
        ("lyu shi zheng", "律师证"),
        ("lü shi zheng", "律师证"),
        ("lǜ huà zen me ban", "绿化怎么办"),
        ("nyu er de hu zhao", "女儿的护照"),
        ("sheng lue le shen me", "省略了什么"),
    ],
)
def test_pinyin_is_read_however_it_is_spelt(reader: PinyinReader, typed: str, read: str) -> None:
    heard = reader.heard(typed)
    assert (heard.text, heard.pinyin) == (read, True)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ban 居住证 yao shenme cailiao", "办居住证要什么材料"),
        ("wo yao huan passport", "我要换passport"),
        ("wo de ID card diu le zen me ban", "我的id card丢了怎么办"),
        ("A012 hai yao deng duo jiu", "a012还要等多久"),
        ("wo you 3ge hai zi", "我有3个孩子"),
        ("[手机号/mobile] zhe shi wo de shou ji", "[手机号/mobile]这是我的手机"),
    ],
)
def test_what_stands_among_it_stays(reader: PinyinReader, typed: str, read: str) -> None:
    heard = reader.heard(typed)
    assert (heard.text, heard.pinyin) == (read, True)


@pytest.mark.parametrize(
    "typed",
    [
        *ENGLISH,
        "can he come",
        "you and me",
        "nine men",
        "you",
        "song",
        "men",
        "I live near Xihu in Binjiang, my name is Zhang Wei",
        "is Zhang Wei in Hangzhou",
        "how do I get from Xihu to Binjiang",
        "WiFi",
        "ETC",
        "ID",
        "A012",
        "B2B",
        "my café isn't open",
        "[手机号/mobile]",
        "护照",
        "我的 passport 丢了",
        "2",
        "",
    ],
)
def test_english_and_chinese_stay_as_they_are(reader: PinyinReader, typed: str) -> None:
    heard = reader.heard(typed)
    assert (heard.text, heard.pinyin) == (typed, False)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("how do I get a juzhuzheng", "how do I get a 居住证"),
        ("how do I get a ju zhu zheng, please", "how do I get a 居住证, please"),
        ("My Fangchanzheng is lost", "My 房产证 is lost"),
    ],
)
def test_a_term_in_an_english_sentence_is_read_and_the_sentence_stays_english(
    reader: PinyinReader, typed: str, read: str
) -> None:
    heard = reader.heard(typed)
    assert (heard.text, heard.pinyin) == (read, False)


def test_a_term_that_questions_have_taught_stays(reader: PinyinReader) -> None:
    """The model has learnt "hukou" itself, in the sentences in which English speakers say it."""
    assert reader.heard("my hukou please").text == "my hukou please"


def test_what_was_learnt_comes_back_from_the_archive(reader: PinyinReader) -> None:
    kept = reader.arrays()
    assert all(array.dtype.kind in "ifU" for array in kept.values()), "an archive must not need pickle"
    again = PinyinReader.from_arrays(kept)
    for typed in ("wo yao huan hu zhao", "can you help me", "how do I get a juzhuzheng", "sen fen zen diu le"):
        assert again.heard(typed) == reader.heard(typed)


@given(text=st.text(st.characters(exclude_categories=("Ll", "Lu", "Lt", "Lm")), max_size=30))
def test_a_text_without_latin_letters_is_never_touched(reader: PinyinReader, text: str) -> None:
    assert reader.heard(text).text == text


@given(text=st.text(max_size=40))
def test_any_text_is_heard_somehow(reader: PinyinReader, text: str) -> None:
    assert isinstance(reader.heard(text).text, str)


def spellings(line: str) -> Iterator[str]:
    """A Chinese line without punctuation in syllables, apart and together."""
    from catalog.pinyin import pinyin

    syllables = pinyin(line)
    yield from (" ".join(syllables), "".join(syllables))


def test_syllables_without_spaces_read_as_those_with_spaces(reader: PinyinReader) -> None:
    for line in ("我要换护照", "身份证丢了怎么办", "居住证要什么材料"):
        assert {reader.heard(typed).text for typed in spellings(line)} == {line}


def test_nothing_is_left_of_a_text_in_pinyin_but_chinese(reader: PinyinReader) -> None:
    read = reader.heard("wo yao ban hu zhao, ju zhu zheng zen me ban").text
    assert re.search("[a-z]", read) is None


def test_questions_without_chinese_teach_nothing() -> None:
    with pytest.raises(ValueError, match="0 different characters"):
        PinyinReader.learnt(["how much"])


def test_the_archive_is_small(reader: PinyinReader) -> None:
    assert sum(np.asarray(array).nbytes for array in reader.arrays().values()) < 1_000_000
