"""Personal numbers are taken out however they are spelt, and the numbers of everyday talk stay."""

import re
import sys
import unicodedata

import pytest
from hypothesis import example, given, settings, strategies as st

from assistant.nlu.normaliser import normalise
from assistant.operations.masking import (
    BANK_CARD,
    DOCUMENT,
    EMAIL,
    ID_NUMBER,
    MOBILE,
    NUMBER,
    PLATE,
    has_id_check_digit,
    mask,
)

# Numbers of nobody: the sample of the standard, and mobiles of a block that tests use.
IDS, MOBILES = ("11010519491231002X", "440524188001010014"), ("13800138000", "19912345678")
HAN, FINANCIAL = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
CIRCLED, RAISED = "⓪①②③④⑤⑥⑦⑧⑨", "⁰¹²³⁴⁵⁶⁷⁸⁹"


def grouped(number: str, gap: str) -> str:
    return gap.join((number[:3], number[3:7], number[7:]))


def written_in(digits: str, number: str) -> str:
    return "".join(digits[int(c)] if c.isdigit() else c for c in number)


SPELLINGS = {
    "plain": lambda n: n,
    "lower case": str.lower,
    "full width": lambda n: "".join(chr(ord(c) + 0xFEE0) for c in n),
    "zero width between": "\u200b".join,
    "joiners between": "\u200d".join,
    "byte order marks between": "\ufeff".join,
    "soft hyphens between": "\u00ad".join,
    "combining grapheme joiners between": "\u034f".join,
    "variation selectors between": "\ufe0e".join,
    "selectors of ideographs between": "\U000e0100".join,
    "Mongolian selectors between": "\u180b".join,
    "Hangul fillers between": "\u3164".join,
    "Braille blanks between": "\u2800".join,
    "underlined": lambda n: "".join(c + "\u0332" for c in n),
    "in circles": lambda n: "".join(c + "\u20dd" for c in n),
    "behind an RTL override": lambda n: "\u202e" + n,
    "spaced": " ".join,
    "doubly spaced": "  ".join,
    "ideographic blanks": "\u3000".join,
    "tabs": "\t".join,
    "a digit a line": "\n".join,
    "hyphens everywhere": "-".join,
    "hyphens": lambda n: grouped(n, "-"),
    "full-width hyphens": lambda n: grouped(n, "－"),
    "en dashes": lambda n: grouped(n, "–"),
    "long dashes": lambda n: grouped(n, "——"),
    "dots": lambda n: grouped(n, "."),
    "middle dots": lambda n: grouped(n, "·"),
    "underscores": lambda n: grouped(n, "_"),
    "commas": lambda n: grouped(n, ","),
    "Chinese commas": lambda n: grouped(n, "，"),
    "enumeration commas": lambda n: grouped(n, "、"),
    "Chinese digits": lambda n: written_in(HAN, n),
    "Chinese digits with 〇": lambda n: written_in(HAN.replace("零", "〇"), n),
    "Chinese digits with 幺": lambda n: written_in(HAN, n).replace("一", "幺"),
    "Chinese digits with 两": lambda n: written_in(HAN, n).replace("二", "两"),
    "Chinese digits spaced": lambda n: " ".join(written_in(HAN, n)),
    "half in Chinese digits": lambda n: written_in(HAN, n[:6]) + n[6:],
    "circled": lambda n: written_in(CIRCLED, n),
    "raised": lambda n: written_in(RAISED, n),
    "mathematical": lambda n: "".join(chr(0x1D7CE + int(c)) if c.isdigit() else c for c in n),
    "hyphens with blanks": lambda n: grouped(n, " - "),
    "slashes": lambda n: grouped(n, "/"),
    "colons": lambda n: grouped(n, ":"),
    "asterisks": lambda n: grouped(n, "*"),
    "brackets": lambda n: f"({n[:3]}){n[3:]}",
    "Arabic digits of the East": lambda n: "".join(chr(0x660 + int(c)) if c.isdigit() else c for c in n),
    "key caps": lambda n: "".join(c + "\ufe0f\u20e3" for c in n),
    "financial Chinese digits": lambda n: written_in(FINANCIAL, n),
    "in a Chinese sentence": lambda n: f"我的号码是{n}请帮我查",
    "in an English sentence": lambda n: f"my number is {n}, thanks",
    "between letters": lambda n: f"x{n}y",
}


def hidden(text: str) -> str:
    """What is stored of a text."""
    return mask(normalise(text))


def digits_left(masked: str) -> str:
    values = {c: str(value) for digits in (HAN, FINANCIAL) for value, c in enumerate(digits)}
    plain = "".join(values.get(c, c) for c in masked)
    return "".join(str(int(c)) for c in plain if c.isdigit())


@pytest.mark.parametrize("number", [*IDS, *MOBILES])
@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_a_spelling_is_masked(spelling, number: str) -> None:
    masked = hidden(spelling(number))
    assert (ID_NUMBER if number in IDS else MOBILE) in masked
    assert digits_left(masked) == ""


def test_there_are_thirty_spellings_and_more() -> None:
    assert len(SPELLINGS) >= 30
    assert len({spelling(IDS[0]) for spelling in SPELLINGS.values()}) == len(SPELLINGS)


@pytest.mark.parametrize("prefix", ["+86 ", "86", "0086", "+86-", "（+86）"])
def test_a_country_code_goes_too(prefix: str) -> None:
    masked = hidden(prefix + MOBILES[0])
    assert MOBILE in masked and set(digits_left(masked)) <= set("86")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("110105491231002", ID_NUMBER),
        ("6222021234567890123", BANK_CARD),
        ("6222 0212 3456 7890 123", BANK_CARD),
        ("0571-87654321", NUMBER),
        ("62220212345678901234", NUMBER),  # a digit too many for a card
        ("护照E20261123", f"护照{DOCUMENT}"),  # one letter begins no words such as "on", whatever the digits say
        ("20012345678", NUMBER),  # eleven digits are a number, whatever it is of
        ("10-20-300-400-500", NUMBER),  # no list of windows: there are none above 199
        ("护照E12345678丢了", f"护照{DOCUMENT}丢了"),
        ("H12345678", DOCUMENT),
        ("passport no. G 1234 5678", f"passport no. {DOCUMENT}"),
        ("wang.wei+1@example.com.cn", EMAIL),
        ("写给 a@b.cn 吧", f"写给 {EMAIL} 吧"),
        ("浙A12345", PLATE),
        ("车牌浙AD12345", f"车牌{PLATE}"),
        ("浙A·12345", PLATE),
        (f"{IDS[0]} {MOBILES[0]}", f"{ID_NUMBER} {MOBILE}"),
        (f"身份证{IDS[0]}，手机{MOBILES[0]}", f"身份证{ID_NUMBER},手机{MOBILE}"),
        (f"{MOBILES[0]}和{MOBILES[1]}", f"{MOBILE}和{MOBILE}"),
        ("护照EA1234567", f"护照{DOCUMENT}"),
        ("passport EA 1234567", f"passport {DOCUMENT}"),
        (" ".join(MOBILES), f"{MOBILE} {MOBILE}"),
        (f"{MOBILES[0]}/{MOBILES[1]}/{IDS[1]}", f"{MOBILE}/{MOBILE}/{ID_NUMBER}"),
        (f"{MOBILES[0]} xian", f"{MOBILE} xian"),
        ("浙a·d12345", PLATE),
    ],
)
def test_other_numbers(text: str, masked: str) -> None:
    assert hidden(text) == masked


def test_three_numbers_in_a_row_are_masked_to_the_last_digit() -> None:
    assert digits_left(hidden(" ".join([*MOBILES, MOBILES[0]]))) == ""


INNOCENT = [
    "窗口12", "12号窗口", "window 12", "7-10", "7-10号窗口", "windows 7-10, 12", "2026-11-23", "2026年11月23日",
    "二〇二六年十一月", "Nov 23, 2026", "2026-11-23 10:00", "周一至周五9:00-16:30", "12345", "打12345或12333",
    "12345、12333", "95598", "10086", "119", "120元", "1,200,000元", "100000元以上200000元以下", "A012", "B012号",
    "我的号是 B012", "满16周岁", "12分", "187", "566路或325路", "311 Xinye Road", "新业路311号", "三五个人", "第二个",
    "2001234567",
    "12345、12333、12393", "119、110、12345", "窗口7、8、9、10、11、12、13", "windows 1-6, 7-15, 16-23, 101",
    "2026-11-23 2026-12-05", "2026-11-23 09:00-16:30", "9:00-12:00, 13:30-16:30", "on 20261123", "on 2026 11 23",
    "on 2026 11 23 10:00", "换了新iPhone", "办新permit", "贵center",
    "一二三", "2楼", "B1", "1F", "2 original + 1 copy", "@", "浙里办app", "浙江A座",
]  # fmt: skip


@pytest.mark.parametrize("text", INNOCENT)
def test_an_innocent_number_stays(text: str) -> None:
    assert hidden(text) == normalise(text)


def test_the_check_digit_tells_an_id_from_a_card() -> None:
    for number in IDS:
        assert has_id_check_digit(number) and has_id_check_digit(number.lower())
        for place, digit in enumerate(number[:17]):
            other = number[:place] + str((int(digit) + 1) % 10) + number[place + 1 :]
            assert not has_id_check_digit(other), other
        wrong = [c for c in "0123456789X" if c != number[17] and has_id_check_digit(number[:17] + c)]
        assert wrong == []
    for other in ("", "1" * 17, "1" * 19, "X" * 18, "11010519491231002x0", "1101051949123100２X"[:18] + "1"):
        assert not has_id_check_digit(other)


@pytest.mark.parametrize("first", ["33128719991231987", "65432119871112345", "99999999999999999"])
def test_the_check_digit_is_that_of_iso_7064(first: str) -> None:
    """MOD 11-2, as the standard reckons it from digit to digit, without any weights."""
    rest = 0
    for digit in first:
        rest = (rest + int(digit)) * 2 % 11
    assert has_id_check_digit(first + "0123456789X"[(12 - rest) % 11])


@settings(deadline=None)
@given(st.from_regex(r"[1-9][0-9]{16}", fullmatch=True))
def test_exactly_one_check_digit_fits(first: str) -> None:
    assert sum(has_id_check_digit(first + last) for last in "0123456789X") == 1
    fitting = next(first + last for last in "0123456789X" if has_id_check_digit(first + last))
    assert hidden(fitting) == ID_NUMBER


PIECES = st.sampled_from(
    [*IDS, *MOBILES, "浙A12345", "a@b.cn", "E12345678", " ", "-", "，", "号", "12345", "7-10", "x", ID_NUMBER, NUMBER]
)


@settings(deadline=None)
@given(st.lists(PIECES | st.text(max_size=5), max_size=12).map("和".join))
@example(" ".join([*MOBILES, *IDS, *MOBILES]))
def test_masking_again_changes_nothing(text: str) -> None:
    once = mask(text)
    assert mask(once) == once


@pytest.mark.parametrize("mark", ["\u034f", "\ufe0e", "\U000e0100", "\u0332", "\u3164"])
@pytest.mark.parametrize(
    ("written", "wanted"), [("li.hua@example.com", EMAIL), ("浙A12345", PLATE), ("E12345678", DOCUMENT)]
)
def test_unseen_marks_hide_no_letters_either(mark: str, written: str, wanted: str) -> None:
    """Whoever reads it sees the plain address, plate or passport number."""
    assert mask(normalise(mark.join(written))) == wanted


def test_no_mark_of_any_script_hides_a_mobile_or_an_id() -> None:
    """Every combining mark that Unicode has, between the digits, at one place and at all."""
    marks = [c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c) in ("Mn", "Me")]
    assert len(marks) > 1900
    for number, kind in ((MOBILES[0], MOBILE), (IDS[0], ID_NUMBER)):
        leaks = [
            f"U+{ord(m):04X}" for m in marks if {hidden(m.join(number)), hidden(number[0] + m + number[1:])} != {kind}
        ]
        assert leaks == []


@pytest.mark.parametrize("mark", ["\u0903", "\u0bbe", "\u302e", "\U0001d165"])
def test_a_mark_that_takes_room_hides_no_number(mark: str) -> None:
    assert hidden(mark.join(MOBILES[0])) == MOBILE


@pytest.mark.parametrize("written", ["สวัสดีครับ", "नमस्ते", "مَرْحَبًا"])
def test_a_script_keeps_its_marks_beside_a_plain_number(written: str) -> None:
    """Only a number that marks hide costs the message its marks."""
    assert hidden(f"{written} {MOBILES[0]}") == f"{normalise(written)} {MOBILE}"


@pytest.mark.parametrize("text", ["☎\ufe0f 12345", "cafe\u0323 7-10", "สวัสดี 护照"])
def test_marks_stay_where_they_hide_nothing(text: str) -> None:
    assert mask(text) == text


def test_masking_again_changes_nothing_where_numbers_touch() -> None:
    once = mask(f"{IDS[0]}E12345678")
    assert mask(once) == once


@settings(deadline=None)
@given(st.text(max_size=80))
def test_no_whole_mobile_or_id_is_ever_left(text: str) -> None:
    masked = hidden(f"{text} {MOBILES[0]} {text} {IDS[0]}")
    assert not re.search(f"{MOBILES[0]}|{IDS[0]}", masked, re.IGNORECASE)


@settings(deadline=None)
@given(st.text(alphabet="护照到期了怎么办 abcdefgh，。?", max_size=60))
def test_a_text_without_digits_stays(text: str) -> None:
    assert mask(text) == text
