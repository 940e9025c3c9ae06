"""Every route as everybody: what comes of it is what the table of access says, and no route is without a row."""

import asyncio
import json
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from pydantic import SecretStr
from volunteer import PINS

from assistant.bootstrap import Stores, open_stores
from assistant.messengers import build_channels
from assistant.settings import Settings
from assistant.staff import Role
from connectors.api.access import ACCESS, Who
from connectors.gateway import create_app, services_of

MATTER = "housing_fund_rent_withdrawal"
WINDOW, ELSEWHERE = 7, 8
LET_IN = "let in"
VOLUNTEER = "a volunteer on shift"
MESSENGERS: dict[str, Any] = {
    "public_url": "https://home.example.gov.cn",
    "telegram_token": SecretStr("1:a-token-of-a-bot"),
    "telegram_secret": SecretStr("a-secret-of-a-webhook"),
    "wechat_app_id": "wx0123456789abcdef",
    "wechat_secret": SecretStr("secret"),
    "wechat_token": SecretStr("token"),
    "twilio_sid": "AC0",
    "twilio_token": SecretStr("token"),
    "twilio_from": "+15005550006",
}


@dataclass
class House:
    """The app with all messengers, never started, and who may knock at it: each a name and a bearer token."""

    app: FastAPI
    stores: Stores
    callers: dict[str, str | None] = field(default_factory=dict)

    @property
    def routes(self) -> list[tuple[str, str]]:
        """Every method and path of the app; the webhook's secret path under its pattern."""
        found = []
        for context in iter_route_contexts(self.app.routes):
            path = re.sub(r"^/telegram/.*", "/telegram/{secret}", context.path)
            found += [(method, path) for method in sorted(context.methods or ()) if method != "HEAD"]
        return found

    def real(self, path: str, **values: str) -> str:
        """A path with values in it."""
        secret = next(c.path for c in iter_route_contexts(self.app.routes) if c.path.startswith("/telegram/"))
        named = {
            "{secret}": secret.rpartition("/")[2],
            "{number}": str(WINDOW),
            "{transaction_id}": MATTER,
            "{transaction}": MATTER,
            "{journey_id}": next(iter(self.stores.catalog.journeys)),
            "{name:path}": "favicon.svg",
            "{act}": "give-up",
            "{floor}": "1F",
        } | {f"{{{name}}}": value for name, value in values.items()}
        for name, value in named.items():
            path = path.replace(name, value)
        return path

    def ticket(self) -> str:
        """The reference of a new number."""
        who = self.stores.tokens.issue().conversation
        return self.stores.ledger.issue(who, MATTER, None, "zh", "api").ticket.reference

    def knock(self, method: str, path: str, token: str | None) -> tuple[int, str]:
        """Status and problem code of one call; a stream is left once it has begun."""
        return asyncio.run(asyncio.wait_for(_call(self.app, method, path, token), 20))


async def _call(app: FastAPI, method: str, path: str, token: str | None) -> tuple[int, str]:
    headers = [(b"content-type", b"application/json"), (b"host", b"home.test")]
    if token is not None:
        headers.append((b"authorization", f"Bearer {token}".encode()))
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "path": path,
        "raw_path": path.encode(), "query_string": b"", "root_path": "", "scheme": "http", "headers": headers,
        "client": ("203.0.113.7", 1), "server": ("home.test", 80), "state": {},
    }  # fmt: skip
    started: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    body: list[bytes] = []

    asked: list[str] = []

    async def receive() -> dict[str, Any]:
        asked.append(method)
        if len(asked) > 1:  # whoever listens on hears nothing more
            await asyncio.Event().wait()
        return {"type": "http.request", "body": b"{}" if method in ("POST", "PATCH") else b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            started.set_result(message["status"])
        else:
            body.append(message.get("body", b""))

    running = asyncio.ensure_future(app(scope, receive, send))
    await asyncio.wait({running, started}, return_when=asyncio.FIRST_COMPLETED)
    status = await started
    if not path.endswith("events"):
        await running
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    with suppress(ValueError):
        return status, str(json.loads(b"".join(body)).get("code", ""))
    return status, ""


@pytest.fixture(scope="module")
def house(settings_at: Callable[..., Settings], tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The whole app over stores of its own; no engine."""
    folder = tmp_path_factory.mktemp("access")
    stores = open_stores(settings_at(folder).model_copy(update=MESSENGERS))
    services = services_of(stores)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        channels = build_channels(stores, services)
    built = House(create_app(services, lambda: None, lambda: None, channels), stores)
    roll = stores.databases.staff
    built.callers = {
        "nobody": None,
        "somebody with a made-up token": "made-up",
        "a citizen": stores.tokens.issue().token,
        **{role.value: roll.add(f"only {role}", [role]) for role in Role},
        "a window of others": roll.add("elsewhere", [Role.WINDOW], [ELSEWHERE]),
        "a token of the settings": stores.settings.staff[0],
        VOLUNTEER: stores.shifts.open("li", PINS["li"]).token,
        "a token that has ended": roll.add("ended", list(Role), (), timedelta(seconds=-1)),
        "a revoked token": roll.add("revoked", list(Role)),
    }
    roll.revoke("revoked")
    yield built
    stores.close()


def expected(caller: str, method: str, path: str) -> str | tuple[int, str]:
    """What the table says: let in, or the refusal."""
    rule = ACCESS[method, path]
    if rule in (Who.ANYONE, Who.HOLDER):
        return LET_IN
    if rule is Who.MESSENGER:
        return (403, "")
    if rule is Who.CONVERSATION:
        return {"a citizen": LET_IN, "nobody": (401, "no_token")}.get(caller, (401, "bad_token"))
    if rule is Who.VOLUNTEER:
        return {VOLUNTEER: LET_IN, "nobody": (401, "no_shift")}.get(caller, (403, "no_shift"))
    if caller == "nobody":
        return (401, "not_staff")
    if caller == VOLUNTEER:  # the desk in the hall and nothing else of the staff's
        return (
            LET_IN
            if isinstance(rule, frozenset) and Role.DESK in rule and "/staff/" not in path
            else (403, "not_staff")
        )
    roles = {role.value: {role} for role in Role} | {
        "a window of others": {Role.WINDOW},
        "a token of the settings": {Role.WINDOW, Role.DESK},
    }
    if caller not in roles:
        return (403, "not_staff")
    assert isinstance(rule, frozenset)
    if rule.isdisjoint(roles[caller]):
        return (403, "wrong_role")
    return (403, "not_your_window") if caller == "a window of others" and "{number}" in path else LET_IN


def test_every_route_has_a_row_and_every_row_a_route(house: House) -> None:
    """A route that is added without saying who may call it fails here."""
    assert sorted(house.routes) == sorted(set(house.routes))
    assert set(house.routes) == set(ACCESS)


def test_everybody_at_every_route(house: House) -> None:
    """0 unexpected successes and 0 unexpected refusals over routes and callers."""
    wrong, knocked = [], 0
    for method, path in house.routes:
        for caller, token in house.callers.items():
            reference = house.ticket() if "{reference" in path else ""
            # A log-out ends the shift, and its token is to be tried at the other routes as well.
            leaves = (method, caller) == ("DELETE", VOLUNTEER)
            other = house.stores.shifts.open("wang", PINS["wang"]).token if leaves else None
            real = house.real(path.replace("{reference:path}", "{reference}"), reference=reference)
            answer = house.knock(method, real, other or token)
            wanted = expected(caller, method, path)
            knocked += 1
            refusals = (401, 403, 404) if ACCESS[method, path] is Who.HOLDER else (401, 403)
            is_in = answer[0] not in refusals or answer[1] in ("bad_code", "code_needed")
            if is_in != (wanted == LET_IN) or (wanted != LET_IN and answer != wanted):
                wrong.append(f"{caller}: {method} {path}: {answer} instead of {wanted}")
    assert wrong == []
    assert knocked == len(ACCESS) * len(house.callers)


def test_a_foreign_reference_and_one_that_never_was_look_the_same(house: House) -> None:
    """For every holder's route; also with a staff token or a conversation of one's own."""
    answers = set()
    for method, path in house.routes:
        if ACCESS[method, path] is Who.HOLDER and path.startswith("/api/"):
            for token in house.callers.values():
                guessed = house.knock(method, house.real(path, reference="z" * 22), token)
                answers.add(guessed if guessed[0] != 422 else (404, "unknown_ticket"))
    assert answers == {(404, "unknown_ticket")}


def test_a_planted_route_without_a_row_is_noticed_and_open_to_no_role(house: House) -> None:
    """The comparison above can fail, and what is behind `clerk` without a row lets nobody in."""
    from fastapi import APIRouter, Depends

    from connectors.api.staff import clerk

    planted = APIRouter(dependencies=[Depends(clerk)])
    planted.add_api_route("/api/v1/planted", lambda: "in", methods=["GET"])
    own = House(create_app(house.app.state.services, lambda: None, lambda: None), house.stores, house.callers)
    own.app.include_router(planted)
    assert ("GET", "/api/v1/planted") in set(own.routes) - set(ACCESS)
    for token in house.callers.values():
        assert own.knock("GET", "/api/v1/planted", token)[0] in (401, 403)


def test_nothing_is_done_by_a_cookie(house: House) -> None:
    """No answer sets one, so no other site can act for a clerk who is logged in (CSRF)."""
    for path in (Path(__file__).parents[2] / "connectors").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        assert "set_cookie" not in source and ".cookies" not in source and "Cookie(" not in source, path
