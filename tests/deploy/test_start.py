"""The image's entry point without an image: the same start, on a root that can't be written."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
# A mount namespace of its own: everything is read-only but the data folder.
SANDBOX = """
set -e
mount --bind "$1" "$1"
mount -o remount,ro,bind /
shift
! touch /written-to 2>/dev/null
exec "$@"
"""


def test_the_start_needs_nothing_but_its_data_folder(model: Path, tmp_path: Path) -> None:
    """It takes the model that the image was built with, answers, and ends in good order when told to."""
    image, data = tmp_path / "image", tmp_path / "data"
    (image / "deploy").mkdir(parents=True)
    (image / "trained").mkdir()
    data.mkdir()
    entry = image / "deploy" / "entrypoint.sh"
    entry.write_bytes((ROOT / "deploy" / "entrypoint.sh").read_bytes())
    entry.chmod(0o755)
    (image / "trained" / model.name).write_bytes(model.read_bytes())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["unshare", *([] if os.geteuid() == 0 else ["--user", "--map-root-user"]), "--mount", "sh", "-c", SANDBOX]
    command += ["sandbox", str(data), str(entry), "serve", "--port", str(port)]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CITIZEN_HOME_")}
    own = {
        "CITIZEN_HOME_DATA_DIR": str(data),
        "CITIZEN_HOME_LOG_FORMAT": "json",
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(data),
        "TMPDIR": str(data),
        "MPLCONFIGDIR": str(data),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    log = tmp_path / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=clean | own, cwd=ROOT, stdout=out, stderr=out)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10) as http:
            end = time.monotonic() + 240
            while True:
                assert process.poll() is None and time.monotonic() < end, log.read_text("utf-8")
                try:
                    if http.get("/readyz").status_code == 200:
                        break
                except httpx.TransportError:
                    pass
                time.sleep(0.2)
            token = http.post("/api/v1/sessions", json={}).json()["token"]
            said = http.post(
                "/api/v1/messages", json={"text": "护照快到期了"}, headers={"Authorization": f"Bearer {token}"}
            )
            assert said.json()["understanding"]["transaction"] == "passport_renewal"
        assert [file.name for file in (data / "models").iterdir()] == [model.name]
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) in (0, -signal.SIGTERM)
    finally:
        process.kill()
        process.wait()
