"""
One real `citizen-home serve`, from its start to Ctrl-C.

Numbers typed into it are found in no file and no log, it calls nobody, it takes in a fact that was edited while it
serves, and it ends in good order. The tests share it, in this order: each start costs more than all they ask of it.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from privacy_canaries import ID_NUMBER, MOBILE, SPELLINGS, digits

from catalog.loader import DATA

COMMAND = Path(sys.executable).with_name("citizen-home")
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


@dataclass
class Served:
    """The process, what it has written, the addresses that it called, and the catalog's files that it reads."""

    process: subprocess.Popen[bytes]
    address: str
    data_dir: Path
    log: Path
    calls: Path
    environment: dict[str, str]
    edited: Path

    def written(self) -> str:
        """Standard output and standard error so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def is_ready(self) -> bool:
        """Whether /readyz says 200; fails when the process has ended."""
        assert self.process.poll() is None, self.written()
        try:
            return httpx.get(f"{self.address}/readyz").status_code == 200
        except httpx.TransportError:
            return False

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs `citizen-home` beside it, unwatched."""
        environment = self.environment | {"PYTHONPATH": str(self.edited.parent.parent)}
        run = [COMMAND, *arguments]
        return subprocess.run(run, env=environment, capture_output=True, text=True, check=False, timeout=240)


def watching(folder: Path, calls: Path) -> dict[str, str]:
    """Lets a process be watched, and import what else stands in ``folder``."""
    (folder / "sitecustomize.py").write_text(WATCH.format(log=str(calls)), encoding="utf-8")
    return {"PYTHONPATH": str(folder)}


@pytest.fixture(scope="module")
def server(
    model: Path, tmp_path_factory: pytest.TempPathFactory, environment_of: Callable[[Path], dict[str, str]]
) -> Iterator[Served]:
    """A ready server; killed at the end if it still runs."""
    folder = tmp_path_factory.mktemp("served")
    data, own, watch = folder / "data", folder / "own", folder / "watch"
    (data / "models").mkdir(parents=True)
    (data / "models" / model.name).symlink_to(model)
    watch.mkdir()
    edited = Path(shutil.copytree(DATA.parent, own / "catalog")) / "data"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment, log, calls = environment_of(data), folder / "serve.log", folder / "calls.log"
    path = {"PYTHONPATH": os.pathsep.join([watching(watch, calls)["PYTHONPATH"], str(own)])}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [COMMAND, "serve", "--port", str(port)], stdout=out, stderr=out, env=environment | path, cwd=folder
        )
        running = Served(process, f"http://127.0.0.1:{port}", data, log, calls, environment, edited)
        try:
            end = time.monotonic() + 240
            while not running.is_ready():
                assert time.monotonic() < end, running.written()
                time.sleep(0.05)
            yield running
        finally:
            process.kill()
            process.wait()


def outbound(calls: Path) -> list[str]:
    """What watched processes called; it must have been watched at all."""
    lines = calls.read_text(encoding="utf-8").splitlines()
    assert "watching" in lines
    return [line for line in lines if line != "watching" and "AF_UNIX" not in line]


def test_the_watch_sees_a_call(tmp_path: Path) -> None:
    """A planted call to an address on the internet, and one to this machine, are both written."""
    calls = tmp_path / "calls.log"
    plant = "import socket\nfor a in ('127.0.0.1', '192.0.2.1'):\n s = socket.socket(); s.settimeout(0.01)\n"
    plant += " try: s.connect((a, 9))\n except OSError: pass"
    subprocess.run([sys.executable, "-c", plant], env={**os.environ, **watching(tmp_path, calls)}, check=True)
    assert [("127.0.0.1" in line, "192.0.2.1" in line) for line in outbound(calls)] == [(True, False), (False, True)]


def kept(server: Served) -> dict[str, str]:
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


def test_numbers_are_found_nowhere_texts_not_in_the_logs_and_nobody_is_called(server: Served) -> None:
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
    assert outbound(server.calls) == [], "nothing but the configured messengers is ever called, and none is configured"


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_a_fact_edited_while_serving(server: Served) -> None:
    """The next answer of a conversation that goes on holds it, as do page and API; a fault later changes nothing."""
    exit_entry = server.edited / "transactions" / "exit_entry.yml"
    with httpx.Client(base_url=server.address, timeout=30) as http:
        token = http.post("/api/v1/sessions", json={}).json()["token"]

        def says(text: str) -> dict[str, Any]:
            said = http.post("/api/v1/messages", json={"text": text}, headers={"Authorization": f"Bearer {token}"})
            turn: dict[str, Any] = said.json()
            return turn

        assert "到付也行" not in says("护照丢了要补办，多少钱")["replies"][0]["text"]
        change(exit_entry, 'zh: "快递费另算。"', 'zh: "快递费另算，到付也行。"')
        done = server.command("catalog", "reload")
        assert (done.returncode, done.stderr) == (0, "") and "taken in by 1 process" in done.stdout
        turn = says("那要多少钱")
        assert turn["understanding"]["transaction"] == "passport_reissue_lost"
        assert "到付也行" in turn["replies"][0]["text"]
        assert "到付也行" in http.get("/transactions/passport_reissue_lost?language=zh").text
        assert "到付也行" in http.get("/api/v1/transactions/passport_reissue_lost").json()["fee"]["note"]["zh"]

        change(exit_entry, 'zh: "快递费另算，到付也行。"', 'zh: "快递费另算，到付也不行。"')
        change(exit_entry, "  weekend: true", "  weekend: perhaps")
        refused = server.command("catalog", "reload")
        assert refused.returncode == 1 and "transactions/exit_entry.yml:" in refused.stderr
        assert "the old catalog stays" in refused.stderr
        assert "到付也行" in says("再说一遍多少钱")["replies"][0]["text"]


def test_it_ends_with_ctrl_c_though_somebody_listens(server: Served) -> None:
    token = httpx.post(f"{server.address}/api/v1/sessions").json()["token"]
    headers = {"Authorization": f"Bearer {token}"}
    said = httpx.post(f"{server.address}/api/v1/messages", json={"text": "你好"}, headers=headers)
    assert said.json()["understanding"]["outcome"] == "smalltalk"
    connected = threading.Event()

    def listen() -> None:
        address = f"{server.address}/api/v1/events"
        with suppress(httpx.RemoteProtocolError), httpx.stream("GET", address, headers=headers, timeout=60) as stream:
            for _ in stream.iter_lines():
                connected.set()

    listener = threading.Thread(target=listen)
    listener.start()
    assert connected.wait(30)
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(30) == 0
    listener.join()
    assert "Traceback" not in server.written()
    assert "Error" not in server.written()
    assert {file.suffix for file in server.data_dir.glob("*.db*")} == {".db"}, "the databases are closed"
