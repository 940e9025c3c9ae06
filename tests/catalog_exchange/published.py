"""
The published schemas that the exports are held against. They stay out of the repository, each under its own licence:
CPSV-AP is CC BY 4.0 (European Union), HSDS is CC BY-SA 4.0 (Open Referral).
`uv run python tests/catalog_exchange/published.py` puts them into var/standards; the tests that need them are skipped,
and say so, where they are not.
"""

import hashlib
import urllib.request
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "var" / "standards"
GITHUB = "https://raw.githubusercontent.com"


@dataclass(frozen=True)
class Published:
    """One file at one commit, known by its checksum."""

    name: str
    url: str
    sha256: str

    @property
    def path(self) -> Path:
        """Where it stands once it was got."""
        return FOLDER / self.name

    def is_here(self) -> bool:
        """Whether the very file is there."""
        return self.path.is_file() and hashlib.sha256(self.path.read_bytes()).hexdigest() == self.sha256


CPSV_AP = Published(
    "cpsv-ap-SHACL-3.2.0.ttl",
    f"{GITHUB}/SEMICeu/CPSV-AP/e37f5e1991cd89772165bed7d42fd64cdea8c2d4/releases/3.2.0/shacl/cpsv-ap-SHACL.ttl",
    "a314fa6bf8e1b613af7ed75fb9f4423d30a16b6fb93b4d3f05168f697bc37b30",
)
HSDS = Published(
    "hsds-service.json",
    f"{GITHUB}/openreferral/specification/279fd2eb3552c349bf698c07c00cc25f5fc8249b/schema/compiled/service.json",
    "5cd7c2ecb5776947e437a4d5b9656f9a80db56bef3ad49f5bb142d49dbe66156",
)


def get(file: Published) -> None:
    """Downloads one file, unless it is there. Raises ValueError when it is not the one that was meant."""
    if file.is_here():
        return
    with urllib.request.urlopen(file.url, timeout=60) as answer:
        content = answer.read()
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise ValueError(f"{file.url} is not the file that the tests were written for")
    FOLDER.mkdir(parents=True, exist_ok=True)
    file.path.write_bytes(content)


if __name__ == "__main__":
    for one in (CPSV_AP, HSDS):
        get(one)
