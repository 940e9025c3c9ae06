"""The tables that the catalog is exchanged in: one row a thing, its columns named in plain words of both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from pydantic import BaseModel

from catalog.model import (
    Department,
    Family,
    FamilyAnswer,
    FeePeriod,
    Journey,
    JourneyStep,
    Material,
    SharedAlias,
    Transaction,
)

Kind = Literal["text", "lines", "windows", "yes_no", "choice", "whole", "money", "date"]
YES_NO: Mapping[object, str] = {True: "yes 是", False: "no 否"}
_NEEDS: Mapping[object, str] = {
    "required": "required 必要",
    "conditional": "conditional 视情况",
    "deferrable": "deferrable 可容缺后补",
}
_ONLINE: Mapping[object, str] = {
    "none": "none 不能网办",
    "appointment": "appointment 网上预约",
    "full": "full 全程网办",
}
_KINDS: Mapping[object, str] = {"immediate": "immediate 即办件", "committed": "committed 承诺件"}
_LANGUAGES: Mapping[object, str] = {"zh": "zh 中文", "en": "en 英文"}
_FLOORS: Mapping[object, str] = {floor: floor for floor in ("1F", "2F", "B1")}


@dataclass(frozen=True)
class Column:
    """One column: the field it holds, its name in both languages, what may stand in it, a note for its editor."""

    path: str
    en: str
    zh: str
    kind: Kind = "text"
    note: str = ""
    choices: Mapping[object, str] = field(default_factory=dict, hash=False)
    ids_of: str = ""

    @property
    def heading(self) -> str:
        """The heading of the column, in both languages."""
        return f"{self.en} {self.zh}"


@dataclass(frozen=True)
class Table:
    """One sheet. ``parent`` is the column that names the record which a row belongs to; ``into`` that record's list."""

    name: str
    model: type[BaseModel]
    columns: tuple[Column, ...]
    parent: str = ""
    into: str = ""

    @cached_property
    def by_heading(self) -> dict[str, Column]:
        """The columns by their headings."""
        return {column.heading: column for column in self.columns}

    def nearest(self, path: str) -> Column:
        """The column of a field; of the first field inside it, or of the one around it; else the first column."""
        if not path:
            return next(column for column in self.columns if column.path != self.parent)
        for column in self.columns:
            if column.path == path or column.path.startswith(f"{path}."):
                return column
        around = [column for column in self.columns if path.startswith(f"{column.path}.")]
        return around[0] if around else self.columns[0]


def _both(path: str, en: str, zh: str, note: str = "", kind: Kind = "text") -> tuple[Column, Column]:
    zh_path, en_path = (f"{path}.zh", f"{path}.en") if path else ("zh", "en")
    return (
        Column(zh_path, f"{en} (Chinese)", f"{zh}（中文）", kind, note),
        Column(en_path, f"{en} (English)", f"{zh}（英文）", kind, note),
    )


_ONE_A_LINE = "One on each line of the cell. 每行写一个。"
_RANGES = "Write 7~10 or 1~3, 6 (the ~ keeps it from turning into a date). 用~连接，免得变成日期。"
_ID = "Never change it: it names the record everywhere. 不要改动，各处都靠它找到这条记录。"
_OF = "The id of the transaction that this row belongs to. 这一行属于哪个事项（编号）。"

TRANSACTIONS = Table(
    "transactions",
    Transaction,
    (
        Column("id", "Id", "事项编号", note=_ID),
        Column(
            "department",
            "Department",
            "部门编号",
            ids_of="departments",
            note="As in the sheet departments. 部门编号。",
        ),
        *_both("name", "Name", "事项名称", "Changing a name retrains the model. 改名称后要重新训练。"),
        *_both("aliases", "What people call it", "别名", _ONE_A_LINE, "lines"),
        *_both("summary", "In short", "简介", "Who needs it and what for. 谁要办、办来做什么。"),
        Column("floor", "Floor", "楼层", "choice", "That of the department. 与部门相同。", _FLOORS),
        Column("windows", "Windows", "窗口号", "windows", _RANGES),
        Column("weekend", "Open at weekends", "周末办理", "yes_no", "yes or no 是或否", YES_NO),
        Column("online", "Online", "网上办理", "choice", "none, appointment or full 不能、预约、全程", _ONLINE),
        Column("kind", "Kind", "办件类型", "choice", "immediate = done while one waits 当场办结即为即办件", _KINDS),
        Column("phones", "Phones", "电话", "lines", "Empty = all of the department's. 留空即用部门的全部电话。"),
        Column(
            "fee.amount", "Fee in yuan", "收费（元）", "money", "0 = free; empty: in words or in fee_periods. 0为免费。"
        ),
        *_both("fee.text", "Fee in words", "收费说明", "Only where no single amount holds. 没有单一金额时才写。"),
        Column("fee.currency", "Currency", "币种", "choice", "CNY 人民币", {"CNY": "CNY"}),
        *_both("fee.note", "Note on the fee", "收费备注"),
        Column(
            "duration.statutory_days",
            "Statutory working days",
            "法定工作日",
            "whole",
            "Empty = not known. 不详留空。",
        ),
        Column(
            "duration.promised_days",
            "Promised working days",
            "承诺工作日",
            "whole",
            "Empty = not known. 不详留空。",
        ),
        Column(
            "duration.immediate",
            "Done while one waits",
            "当场办结",
            "yes_no",
            "Agrees with the kind. 与类型一致。",
            YES_NO,
        ),
        *_both("duration.note", "Note on the time", "时限备注"),
        *_both("eligibility", "Who may apply", "办理条件"),
        Column("proxy.allowed", "Another may act", "可否代办", "yes_no", "yes or no 是或否", YES_NO),
        *_both("proxy.text", "How another may act", "代办说明"),
        *_both("online_guide", "The online way", "网上怎么办"),
        *_both("output", "What one gets", "办理结果"),
        *_both("hours", "Hours", "办理时间", "Empty = the department's. 留空即用部门的时间。"),
        Column("related", "Related", "相关事项", "lines", "Ids of other transactions. " + _ONE_A_LINE),
        *_both("note", "Note", "备注"),
        *_both("source", "Source", "依据"),
        Column("checked_on", "Checked on", "核对日期", "date", "The day of the last check. 最近核对的日期。"),
    ),
)
MATERIALS = Table(
    "materials",
    Material,
    (
        Column("transaction", "Transaction", "事项编号", ids_of="transactions", note=_OF),
        *_both("name", "Material", "材料名称", "As it stands on the paper. 与证件上的名称一致。"),
        Column("original", "Original", "要原件", "yes_no", "yes or no 是或否", YES_NO),
        Column("copies", "Copies", "复印件份数", "whole", "0 = none 0为不要"),
        Column("need", "Need", "是否必要", "choice", "conditional needs a condition 视情况的要写条件", _NEEDS),
        *_both("condition", "Condition", "什么情况下要"),
        *_both("note", "Note on the material", "材料备注"),
    ),
    "transaction",
    "materials",
)
STEPS = Table(
    "steps",
    Transaction,
    (
        Column("transaction", "Transaction", "事项编号", ids_of="transactions", note=_OF),
        *_both("", "Step", "步骤", "The rows of a transaction stand in order. 按办理顺序一行一步。"),
    ),
    "transaction",
    "steps",
)
FEE_PERIODS = Table(
    "fee_periods",
    FeePeriod,
    (
        Column("transaction", "Transaction", "事项编号", ids_of="transactions", note=_OF),
        Column("valid_from", "From", "开始日期", "date", "The first day of this fee. 从哪天起。"),
        Column(
            "valid_to", "To", "结束日期", "date", "The last day; empty = until further notice. 到哪天，留空为长期。"
        ),
        Column("amount", "Fee in yuan", "收费（元）", "money", "0 = free; empty where words say it. 0为免费。"),
        *_both("text", "Fee in words", "收费说明", "Only where no single amount holds. 没有单一金额时才写。"),
    ),
    "transaction",
    "fee.periods",
)
DEPARTMENTS = Table(
    "departments",
    Department,
    (
        Column("id", "Id", "部门编号", note=_ID),
        *_both("name", "Name", "部门名称"),
        Column("floor", "Floor", "楼层", "choice", "", _FLOORS),
        Column("windows", "Windows", "窗口号", "windows", _RANGES),
        Column("phones", "Phones", "电话", "lines", "Public hotlines only. " + _ONE_A_LINE),
        Column("weekend_windows", "Windows open at weekends", "周末窗口", "windows", "none = no window 没有写none"),
        *_both("hours", "Hours", "办理时间"),
        *_both("note", "Note beside the hours", "时间以外要说明的"),
    ),
)
FAMILIES = Table(
    "families",
    Family,
    (
        Column("id", "Id", "组编号", note=_ID),
        *_both("title", "Title", "组名"),
        Column("generic_zh", "Words for the whole family (Chinese)", "统称（中文）", "lines", _ONE_A_LINE),
        Column("generic_en", "Words for the whole family (English)", "统称（英文）", "lines", _ONE_A_LINE),
        *_both("ask", "The question that tells them apart", "追问的话"),
    ),
)
FAMILY_ANSWERS = Table(
    "family_answers",
    FamilyAnswer,
    (
        Column("family", "Family", "组编号", ids_of="families", note="The id of the family. 属于哪一组。"),
        Column(
            "transaction",
            "Transaction",
            "事项编号",
            ids_of="transactions",
            note="Which one it means. 指哪个事项。",
        ),
        *_both("", "The answer", "回答", "The few words that choose it. 选中它的几个字。"),
    ),
    "family",
    "answers",
)
SHARED_ALIASES = Table(
    "shared_aliases",
    SharedAlias,
    (
        Column("lang", "Language", "语言", "choice", "", _LANGUAGES),
        Column("alias", "The shared alias", "共用的别名", note="On it alone, ask. 单说它就追问。"),
        Column("family", "Family", "组编号", ids_of="families"),
        Column("transactions", "Transactions", "事项编号", "lines", "At least two. " + _ONE_A_LINE),
    ),
)
JOURNEYS = Table(
    "journeys",
    Journey,
    (
        Column("id", "Id", "编号", note=_ID),
        *_both("name", "Life event", "遇到的事", "Changing a name retrains the model. 改名称后要重新训练。"),
        *_both("aliases", "What people call it", "别名", _ONE_A_LINE, "lines"),
        *_both("intro", "What to know first", "开头的话"),
        Column("checked_on", "Checked on", "核对日期", "date", "The day of the last check. 最近核对的日期。"),
    ),
)
JOURNEY_STEPS = Table(
    "journey_steps",
    JourneyStep,
    (
        Column("journey", "Life event", "遇到的事", ids_of="journeys", note="Its id; rows in order. 编号，按先后排。"),
        Column("transaction", "Transaction", "事项编号", ids_of="transactions", note="What is done. 办哪件事。"),
        *_both("why", "Why it comes here", "为什么这时候办"),
        *_both("when", "By when", "什么时候办"),
        *_both("condition", "Who needs it", "什么情况才要办", "Empty = everybody. 留空即人人要办。"),
    ),
    "journey",
    "steps",
)
TABLES = (
    TRANSACTIONS,
    MATERIALS,
    STEPS,
    FEE_PERIODS,
    DEPARTMENTS,
    FAMILIES,
    FAMILY_ANSWERS,
    SHARED_ALIASES,
    JOURNEYS,
    JOURNEY_STEPS,
)
# The tables of whole records, with the list of the YAML files that holds them.
RECORDS = (TRANSACTIONS, DEPARTMENTS, FAMILIES, SHARED_ALIASES, JOURNEYS)


def rows_inside(table: Table) -> tuple[Table, ...]:
    """The tables whose rows belong to records of ``table``."""
    parents = {
        "transactions": (MATERIALS, STEPS, FEE_PERIODS),
        "families": (FAMILY_ANSWERS,),
        "journeys": (JOURNEY_STEPS,),
    }
    return parents.get(table.name, ())
