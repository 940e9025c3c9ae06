"""Composition of the messengers: which are set, how they are joined to the assistant, what can be said of them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from assistant.bootstrap import Stores
from assistant.clock import clock_from
from assistant.databases import open_databases
from assistant.settings import Settings
from connectors.api.state import Services
from connectors.channels import Channels, Messenger
from connectors.checking import Finding
from connectors.delivery.checking import outbox_findings
from connectors.delivery.reception import Reception
from connectors.floor_plan.gallery import Gallery

if TYPE_CHECKING:  # the messengers' libraries are imported where they are used
    from connectors.telegram.bot import TelegramSettings
    from connectors.twilio.account import TwilioSettings
    from connectors.wechat.envelope import WeChatSettings


def build_channels(stores: Stores, parts: Services) -> Channels:
    """The messengers that the settings name; none of them is started here."""
    settings, news = stores.settings, asyncio.Event()
    reception = Reception(parts, stores.delivery, stores.ids, stores.links)
    messengers: list[Messenger] = []
    if telegram := telegram_settings(settings):
        from connectors.telegram.bot import TelegramChannel

        messengers.append(TelegramChannel(telegram, reception, Gallery(stores.live), news))
    if account := wechat_settings(settings)[0]:
        from connectors.wechat.account import WeChatAccount

        messengers.append(WeChatAccount(account, reception, news, stores.clock, settings.wechat_wait))
    if twilio := twilio_settings(settings)[0]:
        from connectors.twilio.account import TwilioAccount

        messengers.append(TwilioAccount(twilio, reception, news))
    return Channels(parts, stores.delivery, messengers, reception.intake, news, stores.clock)


def telegram_settings(settings: Settings) -> TelegramSettings | None:
    """How the bot connects; None when no token is set."""
    if settings.telegram_token is None:
        return None
    from connectors.telegram.bot import TelegramSettings

    secret = settings.telegram_secret.get_secret_value() if settings.telegram_secret else None
    return TelegramSettings(
        settings.telegram_token.get_secret_value(), settings.telegram_api, settings.public_url, secret
    )


def wechat_settings(settings: Settings) -> tuple[WeChatSettings | None, list[str]]:
    """How the account is set, and which of its settings are lacking; None unless all are there."""
    app_id, secret, token = settings.wechat_app_id, settings.wechat_secret, settings.wechat_token
    lacking = [name for name, value in (("app_id", app_id), ("secret", secret), ("token", token)) if not value]
    if not (app_id and secret and token):
        return None, lacking
    from connectors.wechat.envelope import WeChatSettings

    account = WeChatSettings(
        app_id=app_id,
        secret=secret.get_secret_value(),
        token=token.get_secret_value(),
        aes_key=settings.wechat_aes_key.get_secret_value() if settings.wechat_aes_key else None,
        api=settings.wechat_api,
        template=settings.wechat_template,
        public_url=settings.public_url,
    )
    return account, lacking


def twilio_settings(settings: Settings) -> tuple[TwilioSettings | None, list[str]]:
    """How the account is set, and which of its settings are lacking; None unless all are there."""
    sid, token, sender, public = settings.twilio_sid, settings.twilio_token, settings.twilio_from, settings.public_url
    names = {"TWILIO_SID": sid, "TWILIO_TOKEN": token, "TWILIO_FROM": sender, "PUBLIC_URL": public}
    lacking = [name for name, value in names.items() if not value]
    if not (sid and token and sender and public):
        return None, lacking
    from connectors.twilio.account import TwilioSettings

    return TwilioSettings(sid, token.get_secret_value(), sender, public, settings.twilio_api), lacking


async def check_channels(settings: Settings) -> list[Finding]:
    """What can be said of the messengers as they are set; asks them, changes nothing."""
    from connectors.telegram.checking import check as check_telegram
    from connectors.twilio.checking import check as check_twilio
    from connectors.wechat.checking import check as check_wechat

    clock = clock_from(settings.clock)
    databases = open_databases(settings, clock)
    delivery = databases.delivery
    try:
        databases.prepare()
        found = await check_telegram(telegram_settings(settings))
        found += await check_wechat(*wechat_settings(settings), delivery, clock)
        found += await check_twilio(*twilio_settings(settings))
        return found + outbox_findings(delivery)
    finally:
        databases.close()


def publish_wechat_menu(settings: Settings) -> None:
    """Publishes the account's menu. Raises LookupError when none is set, SendFailed or Undeliverable."""
    account, lacking = wechat_settings(settings)
    if account is None:
        raise LookupError(", ".join(lacking))
    from connectors.wechat.api import WeChatApi
    from connectors.wechat.menu import menu

    clock = clock_from(settings.clock)
    databases = open_databases(settings, clock)
    api = WeChatApi(account, databases.delivery, clock)
    try:
        databases.prepare()
        api.create_menu(menu(settings.public_url))
    finally:
        api.close()
        databases.close()
