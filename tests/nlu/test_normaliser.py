"""Text is brought to one form, whatever tricks stand in it, and never reaches Rasa as a payload."""

import unicodedata

import pytest
from hypothesis import given, settings, strategies as st

from assistant.nlu.normaliser import fold, normalise

GONE = {"Cf", "Cc", "Cs", "Co", "Cn"}
# Letters of every kind, and many of the characters that tricks are made of.
TRICKY = st.sampled_from(
    "/／∕⁄ \t\n\r\v\f\u00a0\u2003\u2028\u3000\u200b\u200d\u2060\ufeff\u202e\u2066\u00ad\ud800\ufdfa①㍿"
)
TEXTS = st.text(st.one_of(st.characters(), TRICKY), max_size=60) | st.text(TRICKY, max_size=60)

TRICKS = {
    "full-width slash": ("／restart", "restart"),
    "half-width slash": ("/restart", "restart"),
    "many slashes": ("//////\n/restart", "restart"),
    "slashes apart": (" / / /restart", "restart"),
    "slash behind white space": ("\t\n /restart", "restart"),
    "slash behind an ideographic blank": ("\u3000／restart", "restart"),
    "slash behind zero width": ("\u200b/\u200b/restart", "restart"),
    "slash behind RTL override": ("\u202e/restart", "restart"),
    "slash behind a byte order mark": ("\ufeff／\ufeff/restart", "restart"),
    "slash behind a surrogate": ("\ud800/restart", "restart"),
    "slash behind a soft hyphen": ("\u00ad/restart", "restart"),
    "slash at the end": ("restart/", "restart"),
    "slash inside": ("水/电", "水/电"),
    "payload": ('/inform{"a":"b"}', 'inform{"a":"b"}'),
    "zero width inside": ("护\u200b照\u200d", "护照"),
    "RTL override inside": ("护\u202e照", "护照"),
    "bidi isolates": ("\u2066passport\u2069", "passport"),
    "lone surrogate": ("护照\ud800", "护照"),
    "only a surrogate": ("\udfff", ""),
    "private use": ("护\ue000照", "护照"),
    "unassigned": ("护\u0378照", "护照"),
    "control": ("护\x00\x1b\x7f照", "护照"),
    "full-width letters": ("ｐａｓｓｐｏｒｔ", "passport"),
    "full-width digits": ("１３８", "138"),
    "circled digits": ("①②", "12"),
    "ligature": ("ﬁne", "fine"),
    "combining": ("cafe\u0301", "café"),
    "white space": ("a \t\u00a0\u2003 b", "a b"),
    "lines": ("a \r\n\n \n b", "a\nb"),
    "only blanks": (" \u3000\n\t", ""),
    "only slashes": ("//／／", ""),
    "nothing": ("", ""),
    "tag characters": ("ok\U000e0072\U000e0073", "ok"),
    "variation selector kept": ("☎\ufe0f", "☎\ufe0f"),
}


@pytest.mark.parametrize(("written", "wanted"), TRICKS.values(), ids=TRICKS)
def test_a_trick(written: str, wanted: str) -> None:
    assert normalise(written) == wanted


def test_one_character_may_grow_but_only_once() -> None:
    """U+FDFA stands for a phrase of 18: the limit on length has to look at the result."""
    once = normalise("\ufdfa")
    assert len(once) == 18
    assert normalise("\ufdfa" * 1000) == normalise(once * 1000)
    assert len(normalise("\ufdfa" * 1000)) > 1000


@settings(deadline=None)
@given(TEXTS)
def test_normalising_again_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@settings(deadline=None)
@given(TEXTS)
def test_the_result_never_begins_with_a_slash_or_a_blank(text: str) -> None:
    once = normalise(text)
    assert not once.startswith("/")
    assert once == once.strip()
    assert not unicodedata.normalize("NFKC", once).lstrip().startswith("/")


@settings(deadline=None)
@given(TEXTS)
def test_nothing_invisible_is_left(text: str) -> None:
    left = {c for c in normalise(text) if unicodedata.category(c) in GONE}
    assert left <= {"\n"}


@settings(deadline=None)
@given(TEXTS)
def test_the_result_can_be_stored_and_sent(text: str) -> None:
    assert normalise(text).encode("utf-8").decode("utf-8") == normalise(text)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(categories=["Lo", "Lu", "Ll"], max_codepoint=0x9FFF), max_size=40))
def test_plain_letters_stay_as_unicode_composes_them(text: str) -> None:
    assert normalise(text) == unicodedata.normalize("NFKC", text)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("護照到期", "护照到期"),
        ("結婚證 Passport", "结婚证 passport"),
        ("ＰＡＳＳＰＯＲＴ", "passport"),
        ("／繳水費", "缴水费"),
        ("護\u200b照", "护照"),
        ("", ""),
    ],
)
def test_folding_makes_spellings_one(written: str, wanted: str) -> None:
    assert fold(written) == wanted


@settings(deadline=None)
@given(st.text(alphabet="護照結婚證書繳費水電 Passport１２３", max_size=30))
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
