"""Nothing personal lingers: numbers typed into a chat are found in no file and in no log of a real server."""

import re
import unicodedata
from typing import Any

import httpx

ID_NUMBER, MOBILE = "11010519491231002X", "13800138000"
CHINESE = str.maketrans("0123456789", "零一二三四五六七八九")
SPELLINGS = {
    "plain": lambda n: n,
    "full width": lambda n: "".join(chr(ord(c) + 0xFEE0) for c in n),
    "spaced": " ".join,
    "hyphenated": lambda n: "-".join(re.findall(r".{1,4}", n)),
    "hyphens with spaces": lambda n: " - ".join(re.findall(r".{1,4}", n)),
    "zero-width between": "\u200b".join,
    "dotted": lambda n: ".".join(re.findall(r".{1,3}", n)),
    "in Chinese": lambda n: n.translate(CHINESE),
    "in Chinese, spoken": lambda n: n.translate(CHINESE).replace("一", "幺").replace("零", "〇"),
    "small x, in words": lambda n: f"我的号码是{n.lower()}谢谢",
    "circled": lambda n: "".join("⓪①②③④⑤⑥⑦⑧⑨"[int(c)] if c.isdigit() else c for c in n),
    "on two lines": lambda n: n[:6] + "\n" + n[6:],
    "in brackets": lambda n: f"({n[:3]}){n[3:]}",
    "slashed": lambda n: "/".join(re.findall(r".{1,4}", n)),
}
STORY = "三叔公的护照夹在旧棉袄里找不着了"


def digits(text: str) -> str:
    """The digits of a text in whatever spelling, and nothing else."""
    plain = unicodedata.normalize("NFKC", text).translate(str.maketrans("零〇幺一二三四五六七八九", "001123456789"))
    return re.sub(r"[^0-9]", "", plain)


def kept(server: Any) -> dict[str, str]:
    """Everything that a server has written, by the name of its file."""
    files = [path for path in server.data_dir.rglob("*") if path.is_file() and not path.is_symlink()]
    assert any(path.name.endswith("-wal") and path.stat().st_size for path in files), "the WAL is looked into as well"
    return {path.name: path.read_bytes().decode("utf-8", "replace") for path in [*files, server.log]}


def echoes(http: httpx.Client, number: str, spelled: str) -> bool:
    """Types a number to the server in every way there is; whether it comes back in a reply or in the conversation."""
    token = http.post("/api/v1/sessions").json()["token"]
    headers = {"Authorization": f"Bearer {token}"}
    answers = []
    for text in (spelled, f"{STORY}，{spelled}", f"/inform{{{spelled}"):
        answers.append(http.post("/api/v1/messages", json={"text": text}, headers=headers))
    assert [answer.status_code for answer in answers] == [200] * 3
    answers.append(http.post("/api/v1/messages", json={"text": [spelled]}, headers=headers))
    answers.append(http.post("/api/v1/messages", json={"payload": spelled}, headers=headers))
    answers.append(http.get("/api/v1/messages", headers=headers))
    texts = [text for answer in answers for text in strings(answer.json())]
    return any(digits(number) in digits(text) for text in texts)


def strings(document: Any) -> list[str]:
    """Every text in a JSON document."""
    if isinstance(document, str):
        return [document]
    inner = document.values() if isinstance(document, dict) else document if isinstance(document, list) else []
    return [text for part in inner for text in strings(part)]


def test_numbers_are_found_nowhere_and_texts_not_in_the_logs(server: Any) -> None:
    with httpx.Client(base_url=server.address, timeout=60) as http:
        leaks = [
            f"{number} {name} comes back"
            for number in (ID_NUMBER, MOBILE)
            for name, spell in SPELLINGS.items()
            if echoes(http, number, spell(number))
        ]
    written = kept(server)
    assert any(STORY in content for content in written.values()), "what is not personal is kept, so the search can find"
    for number in (ID_NUMBER, MOBILE):
        leaks += [
            f"{number} stands in {name}" for name, content in written.items() if digits(number) in digits(content)
        ]
        for name, spell in SPELLINGS.items():
            leaks += [f"{number} {name} stands in {file}" for file in written if spell(number) in written[file]]
    leaks += [f"{part} stands in the log" for part in (STORY, STORY[:6]) if part in server.written()]
    assert leaks == []
