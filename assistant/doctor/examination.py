"""All examinations in one order: settings, machine, catalog, model, databases, address."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from assistant.clock import clock_from
from assistant.databases import Databases, explained, open_databases
from assistant.doctor import configuration, machine
from assistant.doctor.finding import Finding
from assistant.engine.models import ModelRefused, pinned, pinned_name, verified
from assistant.engine.sources import model_path
from assistant.settings import Settings
from catalog import Catalog, CatalogError, load_catalog


def examine(
    load: Callable[[], Settings], answers: configuration.Answers, host: str = "127.0.0.1", port: int | None = None
) -> Iterator[Finding]:
    """Everything that can be said of the deployment that ``load`` gives the settings of; the port if one is named."""
    try:
        settings = load()
    except ValidationError as error:
        yield from configuration.refused(error)
        return
    yield from machine.data_folder(settings)
    if port:
        yield from machine.port(host, port)
    yield from configuration.limits(settings)
    catalog, faults = _catalog()
    yield from faults
    if catalog is not None:
        yield from _model(settings.models_dir, catalog)
    members, now, found = _databases(settings)
    yield from found
    yield from machine.clock(settings, now)
    yield from configuration.secrets(settings, members)
    yield from configuration.address(settings, answers)
    yield from configuration.outside(settings)


def _catalog() -> tuple[Catalog | None, list[Finding]]:
    try:
        catalog = load_catalog()
    except CatalogError as error:
        first = error.faults[0]
        en = f"the catalog has {len(error.faults)} faults, first {first}; `citizen-home catalog check` lists them"
        zh = f"办事资料有 {len(error.faults)} 处错误，第一处 {first}；用 `citizen-home catalog check` 查看"
        return None, [Finding("catalog", "wrong", en, zh)]
    if not catalog.center.sample_data:
        return catalog, []
    number = len(catalog.center.sample_data)
    en = f"center.yml has {number} kinds of sample data nobody has confirmed: check and remove them (`sample_data`)"
    zh = f"center.yml 里还有 {number} 类示例数据（sample_data）没有人确认：核对后删去"
    return catalog, [Finding("sample_data", "note", en, zh)]


def _model(folder: Path, catalog: Catalog) -> Iterator[Finding]:
    try:
        served = pinned(folder) or verified(model_path(folder, catalog))
    except ModelRefused as refused:
        if pinned_name(folder) or model_path(folder, catalog).exists():
            yield Finding("model_changed", "wrong", f"{refused}", f"模型不可用：{refused}")
            return
        served = None
    if served is not None and pinned_name(folder):
        yield Finding(
            "model_pinned", "note",
            f"{served.name} is pinned: newer questions are not served until `citizen-home model activate present`",
            f"指定了 {served.name}：新问句训练后也不会用，除非 `citizen-home model activate present`",
        )  # fmt: skip
    elif served is not None:
        yield Finding("model", "ok", "the model is of the present sources", "模型与当前来源一致")
    elif any(folder.glob("citizen-home-*.tar.gz")):
        yield Finding(
            "stale_model", "wrong",
            "the model is of older questions or names: the next start trains first; run `citizen-home train`",
            "模型是旧问句或旧名称训练的：下次启动要先训练几分钟；请先运行 `citizen-home train`",
        )  # fmt: skip
    else:
        yield Finding(
            "no_model", "wrong",
            f"there is no model in {folder}: run `citizen-home train`",
            f"{folder} 里没有模型：请运行 `citizen-home train`",
        )  # fmt: skip


def _databases(settings: Settings) -> tuple[int, datetime | None, list[Finding]]:
    """Members on the roll, the database's time where it has one, and what was found."""
    if settings.postgres_url is None and not settings.tickets_file.exists():
        return 0, None, []  # the first start makes the files
    try:
        opened = open_databases(settings, clock_from(None))
    except OSError:
        return 0, None, []  # the folder can't be written, which has been said
    try:
        pending = opened.pending()
        lacking = [name for name, missing in pending.items() if missing]
        if lacking and opened.shared:
            return 0, None, [_unmigrated(", ".join(lacking), newer=min(pending.values()) < 0)]
        members = 0 if lacking else len(opened.staff.members())
        return members, _time_of(settings, opened), []
    except Exception as error:
        said = explained(error)
        if said is None and not isinstance(error, sqlite3.Error | OSError):
            raise
        return 0, None, [_unreachable(said or type(error).__name__)]
    finally:
        opened.close()


def _unmigrated(parts: str, *, newer: bool) -> Finding:
    if newer:
        return Finding(
            "schema", "wrong",
            "the database was written by a newer version of this program: install that version",
            "数据库是更新版本的程序写的：请安装那个版本",
        )  # fmt: skip
    return Finding(
        "unmigrated", "wrong",
        f"the database lacks migrations ({parts}): run `citizen-home db migrate`",
        f"数据库还没升级（{parts}）：请运行 `citizen-home db migrate`",
    )  # fmt: skip


def _unreachable(why: str) -> Finding:
    return Finding(
        "database", "wrong",
        f"the database can't be used: {why}; check CITIZEN_HOME_DATABASE_URL, the server and the network",
        f"数据库用不了：{why}；检查 CITIZEN_HOME_DATABASE_URL、数据库服务和网络",
    )  # fmt: skip


def _time_of(settings: Settings, opened: Databases) -> datetime | None:
    if not opened.shared or settings.postgres_url is None:
        return None
    from assistant.storage.postgres import PostgresDatabase

    database = PostgresDatabase(settings.postgres_url)
    try:
        row = database.read(lambda connection: connection.execute(b"SELECT now() AS now").fetchone())
    finally:
        database.close()
    return datetime.fromisoformat(row["now"]) if row else None
