"""Nothing personal lingers: numbers typed into a chat are found in no file and in no log of a real server."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from privacy_canaries import ID_NUMBER, MOBILE, SPELLINGS, digits

STORY = "三叔公的护照夹在旧棉袄里找不着了"


# Python runs a module of this name at its start: every address that the process connects to or looks up is written.
WATCH = """
import os, sys
def heard(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        what = args[1:] if event != "socket.getaddrinfo" else args[:2]
        with open({log!r}, "a") as log:
            log.write(f"{{event}} {{what}}\\n")
with open({log!r}, "a") as log:
    log.write("watching\\n")
sys.addaudithook(heard)
"""


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    """Where outgoing calls of a watched process are written."""
    return tmp_path / "calls.log"


@pytest.fixture
def more_environment(tmp_path: Path, calls: Path) -> dict[str, str]:
    """Lets every process of the test be watched."""
    folder = tmp_path / "watching"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(WATCH.format(log=str(calls)), encoding="utf-8")
    return {"PYTHONPATH": str(folder)}


def outbound(calls: Path) -> list[str]:
    """What watched processes called; it must have been watched at all."""
    lines = calls.read_text(encoding="utf-8").splitlines()
    assert "watching" in lines
    return [line for line in lines if line != "watching" and "AF_UNIX" not in line]


def test_the_watch_sees_a_call(calls: Path, more_environment: dict[str, str]) -> None:
    """A planted call to an address on the internet, and one to this machine, are both written."""
    plant = "import socket\nfor a in ('127.0.0.1', '192.0.2.1'):\n s = socket.socket(); s.settimeout(0.01)\n"
    plant += " try: s.connect((a, 9))\n except OSError: pass"
    subprocess.run([sys.executable, "-c", plant], env={**os.environ, **more_environment}, check=True)
    assert [("127.0.0.1" in line, "192.0.2.1" in line) for line in outbound(calls)] == [(True, False), (False, True)]


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


def test_numbers_are_found_nowhere_texts_not_in_the_logs_and_nobody_is_called(server: Any, calls: Path) -> None:
    with httpx.Client(base_url=server.address, timeout=60) as http:
        leaks = [
            f"{number} {name} comes back"
            for number in (ID_NUMBER, MOBILE)
            for name, spell in list(SPELLINGS.items())[::2]  # test_canaries.py has all of them
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
    assert outbound(calls) == [], "nothing but the configured messengers is ever called, and none is configured"
