"""The sheet of government service items (政务服务事项) that Chinese offices exchange: one row an item, in Chinese."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from catalog.loader import Place
from catalog.model import Catalog, Material, Transaction
from catalog.spreadsheet.cells import CellFault, Content, ranges, read, written
from catalog.spreadsheet.columns import Column
from catalog.spreadsheet.drafts import Draft, Entry, in_order
from catalog.spreadsheet.reading import Cell, PlacedFault, first_sheet
from catalog.spreadsheet.writing import guarded, value_at

SHEET = "政务服务事项"
KEY = "事项编码"
_YES_NO: dict[object, str] = {True: "是", False: "否"}
_KINDS: dict[object, str] = {"immediate": "即办件", "committed": "承诺件"}
_ONLINE: dict[object, str] = {"none": "不能网办", "appointment": "网上预约", "full": "全程网办"}
_NEEDS = {"required": "必要", "conditional": "视情况", "deferrable": "可容缺后补"}


@dataclass(frozen=True)
class Field:
    """One column: a field of a transaction that the sheet may change, or what is only shown."""

    heading: str
    column: Column | None = None
    shown: Callable[[Catalog, Transaction], str] | None = None

    def content(self, catalog: Catalog, record: Transaction) -> Content:
        """What the cell of a transaction holds."""
        if self.column is not None:
            return written(self.column, value_at(record.model_dump(), self.column.path))
        return self.shown(catalog, record) if self.shown else None


def _field(heading: str, path: str, kind: Any = "text", choices: dict[object, str] | None = None) -> Field:
    return Field(heading, Column(path, "", heading, kind, choices=choices or {}))


def _material(number: int, item: Material) -> str:
    papers = [f"{label}{count}份" for label, count in (("原件", int(item.original)), ("复印件", item.copies)) if count]
    need = _NEEDS[item.need] + (f"（{item.condition.zh}）" if item.condition else "")
    note = f"；{item.note.zh}" if item.note else ""
    return f"{number}. {item.name.zh}（{'、'.join([*papers, need])}{note}）"


def _charged(_: Catalog, record: Transaction) -> str:
    amounts = {cost.amount for cost in (record.fee.periods or [record.fee])}
    return "视情况" if len(amounts) > 1 or None in amounts else "是" if amounts.pop() else "否"


def _periods(_: Catalog, record: Transaction) -> str:
    said = []
    for period in record.fee.periods:
        to = f"至{period.valid_to.isoformat()}" if period.valid_to else "起"
        cost = period.text.zh if period.text else f"{(period.amount or Decimal(0)).normalize():f}元"
        said.append(f"{period.valid_from.isoformat()}{to}：{cost}")
    return "\n".join(said)


FIELDS = (
    Field(KEY, shown=lambda _, r: r.id),
    _field("事项名称", "name.zh"),
    _field("事项别名", "aliases.zh", "lines"),
    _field("适用范围", "summary.zh"),
    Field("实施主体", shown=lambda c, r: c.departments[r.department].name.zh),
    _field("办件类型", "kind", "choice", _KINDS),
    _field("申请条件", "eligibility.zh"),
    Field("申报材料", shown=lambda _, r: "\n".join(_material(i, m) for i, m in enumerate(r.materials, start=1))),
    Field("办理流程", shown=lambda _, r: "\n".join(f"{i}. {s.zh}" for i, s in enumerate(r.steps, start=1))),
    _field("法定办结时限（工作日）", "duration.statutory_days", "whole"),
    _field("承诺办结时限（工作日）", "duration.promised_days", "whole"),
    _field("当场办结", "duration.immediate", "yes_no", _YES_NO),
    _field("时限说明", "duration.note.zh"),
    Field("是否收费", shown=_charged),
    _field("收费标准（元）", "fee.amount", "money"),
    Field("分时段收费", shown=_periods),
    _field("收费说明", "fee.text.zh"),
    _field("收费备注", "fee.note.zh"),
    _field("办理结果", "output.zh"),
    Field("办理地点", shown=lambda c, r: f"{c.center.city.zh}{c.center.address.zh}{c.center.name.zh}{r.floor}"),
    _field("办理窗口", "windows", "windows"),
    Field("办理时间", shown=lambda c, r: (r.hours or c.departments[r.department].hours).zh),
    _field("周末办理", "weekend", "yes_no", _YES_NO),
    Field("咨询电话", shown=lambda c, r: "\n".join(c.phones_of(r))),
    _field("网上办理", "online", "choice", _ONLINE),
    _field("网办说明", "online_guide.zh"),
    _field("可否代办", "proxy.allowed", "yes_no", _YES_NO),
    _field("代办说明", "proxy.text.zh"),
    _field("设定依据", "source.zh"),
    _field("备注", "note.zh"),
    _field("核对日期", "checked_on", "date"),
)


def write(catalog: Catalog, path: Path) -> None:
    """Writes the sheet as CSV or as XLSX, by the name of the file."""
    rows = [[field.content(catalog, record) for field in FIELDS] for record in catalog.transactions.values()]
    headings = [field.heading for field in FIELDS]
    if path.suffix.casefold() == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(headings)
            writer.writerows(["" if value is None else guarded(str(value)) for value in row] for row in rows)
        return
    book = Workbook()
    sheet: Any = book.active
    sheet.title, sheet.freeze_panes = SHEET, "B2"
    lines: list[list[Any]] = [[*headings], *rows]
    for row_number, line in enumerate(lines, start=1):
        for position, content in enumerate(line, start=1):
            cell = sheet.cell(row_number, position, content)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(content, str):
                cell.data_type, cell.number_format = "s", "@"
            if row_number == 1:
                cell.font = Font(bold=True)
                sheet.column_dimensions[cell.column_letter].width = 24
    book.save(path)


def draft_of(path: Path, catalog: Catalog) -> Draft:
    """The rows of such a sheet as a draft that changes transactions; their English stays as it is."""
    draft = Draft({"transactions": []}, partial=True)
    rows = first_sheet(path, draft.faults)
    headings = [str(heading or "").strip() for heading in rows[0]] if rows else []
    known = {field.heading: field for field in FIELDS}
    for position, heading in enumerate(headings, start=1):
        if heading and heading not in known:
            draft.faults.append(PlacedFault(Cell(SHEET, 1, position, heading), "is not a column of this sheet"))
    if KEY not in headings:
        draft.faults.append(PlacedFault(Cell(SHEET, 1), f'the column "{KEY}" is missing'))
        return draft
    for number, row in enumerate(rows[1:], start=2):
        cells = {
            known[h]: (row[i], Cell(SHEET, number, i + 1, h))
            for i, h in enumerate(headings)
            if h in known and i < len(row)
        }
        if any(content not in (None, "") for content, _ in cells.values()):
            _add_row(draft, catalog, cells, cells[known[KEY]])
    return draft


def _add_row(draft: Draft, catalog: Catalog, cells: dict[Field, tuple[Any, Cell]], key: tuple[Any, Cell]) -> None:
    record = catalog.transactions.get(str(key[0]).strip())
    if record is None or any(entry.identity == record.id for entry in draft.entries["transactions"]):
        message = "stands twice" if record else "is no transaction of the catalog; a new one needs both languages"
        draft.faults.append(PlacedFault(key[1], f"{key[0]} {message}"))
        return
    data = _plain(record)
    places: dict[str, Cell] = {}
    for field, (content, cell) in cells.items():
        if field.column is None:
            _only_shown(draft, field.content(catalog, record), content, cell)
            continue
        places[field.column.path] = cell
        try:
            _put(data, field.column.path, read(field.column, content))
        except CellFault as fault:
            draft.faults.append(PlacedFault(cell, str(fault)))

    def place(inner: Place) -> Cell:
        path = ".".join(map(str, inner))
        near = (cell for name, cell in places.items() if name.startswith(f"{path}.") or path.startswith(name))
        return next(near, key[1])

    draft.entries["transactions"].append(Entry("transactions", in_order(Transaction, data), place))


def _only_shown(draft: Draft, expected: Content, content: Any, cell: Cell) -> None:
    if " ".join(str(expected or "").split()) != " ".join(str(content or "").split()):
        message = "can't be changed in this sheet, which has no English: change it in the workbook of the catalog"
        draft.faults.append(PlacedFault(cell, message))


def _plain(record: Transaction) -> dict[str, Any]:
    data: dict[str, Any] = record.model_dump(exclude_none=True)
    data["windows"] = ranges(record.windows)
    listed: dict[str, Any] = _listed(data)
    return listed


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(inner) for key, inner in value.items()}
    return [_listed(item) for item in value] if isinstance(value, tuple | list) else value


def _put(data: dict[str, Any], path: str, value: object) -> None:
    *way, last = path.split(".")
    if value is None:
        inner: Any = data
        for key in way:
            inner = inner.get(key, {})
        if inner.pop(last, None) is not None and set(inner) == {"en"} and len(way) > 0 and last == "zh":
            _put(data, ".".join(way), None)  # a note that is emptied goes in both languages
        return
    inner = data
    for key in way:
        inner = inner.setdefault(key, {})
    inner[last] = value
