"""Made-up personal numbers, and thirty ways in which people write them."""

import re
import unicodedata
from collections.abc import Callable

CHINESE = str.maketrans("0123456789", "零一二三四五六七八九")
FORMAL = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
Spell = Callable[[str], str]


def _grouped(between: str, size: int = 4) -> Spell:
    return lambda n: between.join(re.findall(f".{{1,{size}}}", n))


def _shifted(zero: str) -> Spell:
    return lambda n: "".join(chr(ord(zero) + int(c)) if c.isdigit() else c for c in n)


SPELLINGS: dict[str, Spell] = {
    "plain": lambda n: n,
    "full width": lambda n: "".join(chr(ord(c) + 0xFEE0) for c in n),
    "spaced": " ".join,
    "wide spaces": "\u3000".join,
    "tabs": "\t".join,
    "hyphenated": _grouped("-"),
    "hyphens with spaces": _grouped(" - "),
    "long dashes": _grouped("—"),
    "zero-width between": "\u200b".join,
    "soft hyphens": "\u00ad".join,
    "dotted": _grouped(".", 3),
    "middle dots": _grouped("·", 3),
    "underscores": _grouped("_"),
    "commas": _grouped(",", 3),
    "Chinese commas": _grouped("，", 4),
    "slashed": _grouped("/"),
    "stars": _grouped("*"),
    "on two lines": lambda n: n[:6] + "\n" + n[6:],
    "in brackets": lambda n: f"({n[:3]}){n[3:]}",
    "in square brackets": lambda n: f"[{n[:3]}][{n[3:]}]",
    "in Chinese": lambda n: n.translate(CHINESE),
    "in Chinese, spoken": lambda n: n.translate(CHINESE).replace("一", "幺").replace("零", "〇"),
    "in formal Chinese": lambda n: n.translate(FORMAL),
    "half in Chinese": lambda n: n[: len(n) // 2] + n[len(n) // 2 :].translate(CHINESE),
    "Chinese, spaced": lambda n: " ".join(n.translate(CHINESE)),
    "circled": lambda n: "".join("⓪①②③④⑤⑥⑦⑧⑨"[int(c)] if c.isdigit() else c for c in n),
    "Arabic-Indic": _shifted("٠"),
    "mathematical": _shifted("𝟬"),
    "key caps": lambda n: "".join(c + "\ufe0f\u20e3" if c.isdigit() else c for c in n),
    "in words": lambda n: f"我的号码是{n.lower()}谢谢",
}
ID_NUMBER, OLD_ID, MOBILE, CARD = "11010519491231002X", "330106790315041", "13800138000", "6222021234567890128"
CANARIES = {"ID": ID_NUMBER, "mobile": MOBILE, "card": CARD}
OTHERS = {
    "e-mail": ("li.hua@example.com", "LI.HUA@example.com", "ｌｉ.ｈｕａ＠ｅｘａｍｐｌｅ.ｃｏｍ"),
    "plate": ("浙A12345", "浙A·12345", "浙Ａ１２３４５", "浙AD12345"),
}


def digits(text: str) -> str:
    """The digits of a text in whatever spelling, and nothing else."""
    plain = unicodedata.normalize("NFKC", text)
    plain = plain.translate(str.maketrans("零〇幺一二三四五六七八九壹贰叁肆伍陆柒捌玖", "001123456789123456789"))
    return "".join(str(unicodedata.digit(c)) for c in plain if unicodedata.digit(c, None) is not None)
