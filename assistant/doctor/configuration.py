"""What the settings say: addresses, secrets, limits that are off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from pydantic import ValidationError

from assistant.doctor.finding import Finding
from assistant.settings import Settings

Answers = Callable[[str], str | None]  # what is wrong with a server's /healthz, None when it is ours and alive
SHORTEST_TOKEN, LEAST_LETTERS = 20, 10


def refused(error: ValidationError) -> Iterator[Finding]:
    """Settings that can't be meant."""
    for fault in error.errors():
        name = "_".join(str(part) for part in fault["loc"])
        why = fault["msg"].removeprefix("Value error, ")
        yield Finding(
            name, "wrong", f"CITIZEN_HOME_{name.upper()}: {why}", f"设置 CITIZEN_HOME_{name.upper()} 不对：{why}"
        )


def address(settings: Settings, answers: Answers) -> Iterator[Finding]:
    """The public address: https, and leading here."""
    url = settings.public_url
    if url is None:
        yield Finding(
            "public_url", "note",
            "CITIZEN_HOME_PUBLIC_URL is not set: links and QR codes take the address that each request came to",
            "没有设 CITIZEN_HOME_PUBLIC_URL：链接和二维码用每次请求的地址",
        )  # fmt: skip
        return
    parts = urlsplit(url)
    if parts.scheme == "http" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        yield Finding(
            "https", "wrong",
            f"{url} is not https: tokens and numbers would cross the net in the open, messengers refuse it",
            f"{url} 不是 https：凭证和号码会明文传输，聊天软件也不接受",
        )  # fmt: skip
    why = answers(url)
    if why is not None:
        yield Finding(
            "public_url", "wrong",
            f"{url} does not lead to this service ({why}): check the name, the reverse proxy, and that it runs",
            f"{url} 到不了本服务（{why}）：检查域名、反向代理，以及服务是否在运行",
        )  # fmt: skip


def secrets(settings: Settings, members: int) -> Iterator[Finding]:
    """Tokens and secrets; ``members`` are those on the roll of the staff."""
    if settings.telegram_token and settings.public_url and not settings.telegram_secret:
        yield Finding(
            "telegram_secret", "wrong",
            "Telegram would call a webhook without CITIZEN_HOME_TELEGRAM_SECRET: set one (openssl rand -hex 32)",
            "Telegram 的 webhook 没有设 CITIZEN_HOME_TELEGRAM_SECRET：请设一个（openssl rand -hex 32）",
        )  # fmt: skip
    weak = [n for n, token in enumerate(settings.staff, 1) if len(token) < SHORTEST_TOKEN or _is_dull(token)]
    if weak:
        which = ", ".join(map(str, weak))
        yield Finding(
            "staff_token", "wrong",
            f"CITIZEN_HOME_STAFF_TOKENS: no. {which} can be guessed; `citizen-home staff add` makes strong ones",
            f"CITIZEN_HOME_STAFF_TOKENS 里第 {which} 个太容易猜：用 `citizen-home staff add` 生成",
        )  # fmt: skip
    if not settings.staff and not members:
        yield Finding(
            "staff", "note",
            "nobody is on the roll: no console can log in until `citizen-home staff add`",
            "还没有工作人员：先用 `citizen-home staff add` 添加，叫号台才能登录",
        )  # fmt: skip
    if settings.postgres_url and settings.secret_key is None:
        yield Finding(
            "secret_key", "note",
            "CITIZEN_HOME_SECRET_KEY is not set: several machines would not accept each other's tokens",
            "没有设 CITIZEN_HOME_SECRET_KEY：几台机器之间互不承认凭证",
        )  # fmt: skip


def limits(settings: Settings) -> Iterator[Finding]:
    """Limits that are off."""
    if settings.rate_limit == "off":
        yield Finding(
            "rate_limit", "wrong",
            "CITIZEN_HOME_RATE_LIMIT=off: anybody can flood the service; it is for measuring only",
            "CITIZEN_HOME_RATE_LIMIT=off：谁都能刷爆服务，只用于测量",
        )  # fmt: skip


def outside(settings: Settings) -> Iterator[Finding]:
    """Where citizens' words are sent to, beside the messengers."""
    if settings.rerank_url is not None:
        yield Finding(
            "rerank", "note",
            f"where the model is unsure, citizens' masked texts go to {settings.rerank_url}: your notice must say so",
            f"拿不准的问题会脱敏后发到 {settings.rerank_url}：告知书里要写明",
        )  # fmt: skip


def _is_dull(token: str) -> bool:
    return token.isdecimal() or len(set(token)) < LEAST_LETTERS
