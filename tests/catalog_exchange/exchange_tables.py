"""Reading and editing what the tests of editing and exchange export."""

import csv
from pathlib import Path

from catalog import Catalog


def content(catalog: Catalog) -> bytes:
    """Everything a catalog says, as bytes."""
    parts = [catalog.center, *catalog.departments.values(), *catalog.transactions.values()]
    parts += [*catalog.families.values(), *catalog.shared_aliases, *catalog.journeys.values()]
    return "\n".join(part.model_dump_json() for part in parts).encode()


def files_of(root: Path) -> dict[str, bytes]:
    """The files below a folder."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


class Sheet:
    """One CSV table, edited by heading and by the value of its first columns."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open(encoding="utf-8-sig", newline="") as file:
            self.rows = list(csv.reader(file))

    def column(self, name: str) -> int:
        """The position of the column whose heading begins with this."""
        found = [i for i, heading in enumerate(self.rows[0]) if heading.startswith(name)]
        assert found, name
        return found[0]

    def row(self, *values: str) -> int:
        """The index of the first row that begins with these values."""
        return next(i for i, row in enumerate(self.rows) if row[: len(values)] == list(values))

    def put(self, row: int, name: str, value: str) -> tuple[int, int]:
        """Writes a cell; gives the row and the column as a spreadsheet counts them."""
        position = self.column(name)
        self.rows[row][position] = value
        return row + 1, position + 1

    def save(self, encoding: str = "utf-8-sig") -> None:
        """Writes the table."""
        with self._path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(self.rows)
