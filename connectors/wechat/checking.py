"""Looks whether the account can work as it is set, and asks WeChat for a token."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from datetime import datetime

from connectors.checking import Finding, reached_under
from connectors.delivery.model import SendFailed, Undeliverable, Unreachable
from connectors.delivery.store import DeliveryStore
from connectors.wechat.account import PATH
from connectors.wechat.api import NoQuota, WeChatApi
from connectors.wechat.envelope import WeChatSettings

_CHANNEL = "WeChat"
OFF = (
    "not used; to use it set CITIZEN_HOME_WECHAT_APP_ID, _SECRET, _TOKEN and, for the safe mode (安全模式), _AES_KEY "
    "from 公众平台 > 设置与开发 > 基本配置 (docs/channels.md)"
)
NAMES = {"app_id": "APP_ID", "secret": "SECRET", "token": "TOKEN"}
_ADVICE = {
    "40013": "the AppID is wrong",
    "40125": "the AppSecret is wrong: it can be reset under 基本配置",
    "40164": "this server's address is missing from the IP allow-list (IP白名单)",
}


async def check(
    settings: WeChatSettings | None, lacking: list[str], store: DeliveryStore, clock: Callable[[], datetime]
) -> list[Finding]:
    """The findings; changes nothing at WeChat but that a token is fetched. ``lacking``: settings that are not given."""
    if lacking and len(lacking) < len(NAMES):
        names = ", ".join(f"CITIZEN_HOME_WECHAT_{NAMES[name]}" for name in lacking)
        return [Finding(_CHANNEL, "wrong", f"{names} is missing: the account stays off without it")]
    if settings is None:
        return [Finding(_CHANNEL, "off", OFF)]
    found = list(_forms(settings))
    asked = await asyncio.to_thread(_asked, settings, store, clock)
    return [*found, asked]


def _forms(settings: WeChatSettings) -> list[Finding]:
    found = []
    if not re.fullmatch(r"wx[0-9a-f]{16}", settings.app_id):
        found.append(Finding(_CHANNEL, "note", "CITIZEN_HOME_WECHAT_APP_ID does not look like wx and 16 hex digits"))
    if settings.aes_key is None:
        text = "messages come in plain (明文模式): set CITIZEN_HOME_WECHAT_AES_KEY and choose the safe mode (安全模式)"
        found.append(Finding(_CHANNEL, "note", text))
    else:
        found.append(Finding(_CHANNEL, "ok", "messages are encrypted (安全模式); plain ones are refused"))
    if settings.public_url is None:
        text = "CITIZEN_HOME_PUBLIC_URL is not set: answers carry no links to the ticket or the whole text"
        found.append(Finding(_CHANNEL, "note", text))
    else:
        found += reached_under(_CHANNEL, settings.public_url, plain_is_fine=True)
        found.append(Finding(_CHANNEL, "note", f"the server URL (服务器配置) is {settings.public_url}{PATH}"))
    if settings.template is None:
        text = "no template (CITIZEN_HOME_WECHAT_TEMPLATE): two days after their last message citizens can't be called"
        found.append(Finding(_CHANNEL, "note", text))
    return found


def _asked(settings: WeChatSettings, store: DeliveryStore, clock: Callable[[], datetime]) -> Finding:
    api = WeChatApi(settings, store, clock)
    try:
        api.try_token()
        return Finding(_CHANNEL, "ok", "AppID, AppSecret and IP allow-list are right: WeChat gave an access token")
    except (SendFailed, Undeliverable, Unreachable, NoQuota) as refusal:
        advice = next((text for code, text in _ADVICE.items() if code in str(refusal)), "WeChat's API is not reached")
        return Finding(_CHANNEL, "wrong", f"{advice} ({refusal})")
    finally:
        api.close()
