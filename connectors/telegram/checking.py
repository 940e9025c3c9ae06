"""Looks whether the bot can work as it is set, and asks Telegram."""

from __future__ import annotations

import re

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from connectors.checking import Finding, reached_under
from connectors.telegram.bot import TelegramSettings, bot_of

_CHANNEL = "Telegram"
OFFICIAL = "https://api.telegram.org"
OFF = "not used; to use it set CITIZEN_HOME_TELEGRAM_TOKEN to the token that @BotFather gives (docs/channels.md)"
ABROAD = "a service abroad: citizens are told to send no personal data; ask your legal owner first (docs/channels.md)"


async def check(settings: TelegramSettings | None) -> list[Finding]:
    """The findings; makes no change at Telegram."""
    if settings is None:
        return [Finding(_CHANNEL, "off", OFF)]
    if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", settings.token):
        text = "CITIZEN_HOME_TELEGRAM_TOKEN has not the form of a token (digits, a colon, letters)"
        return [Finding(_CHANNEL, "wrong", text)]
    return [*_mode(settings), *await _asked(settings), Finding(_CHANNEL, "note", ABROAD)]


def _mode(settings: TelegramSettings) -> list[Finding]:
    found = []
    if settings.api != OFFICIAL:
        found.append(Finding(_CHANNEL, "note", f"another Bot API server is used: {settings.api}"))
    if settings.public_url is None:
        return [
            *found,
            Finding(_CHANNEL, "ok", "asks Telegram for messages (polling): CITIZEN_HOME_PUBLIC_URL is not set"),
        ]
    if not settings.secret:
        text = "CITIZEN_HOME_TELEGRAM_SECRET is missing: the webhook is not opened without it (openssl rand -hex 32)"
        found.append(Finding(_CHANNEL, "wrong", text))
    return found + reached_under(_CHANNEL, settings.public_url, plain_is_fine=settings.api != OFFICIAL)


async def _asked(settings: TelegramSettings) -> list[Finding]:
    bot = bot_of(settings)
    try:
        await bot.initialize()
        return [
            Finding(_CHANNEL, "ok", f"the token is good: the bot is @{bot.username}"),
            *await _webhook(bot, settings),
        ]
    except InvalidToken:
        return [Finding(_CHANNEL, "wrong", "the token is refused: copy it again from @BotFather (/token)")]
    except TelegramError as failure:
        text = f"{settings.api} is not reached ({type(failure).__name__}): look at the network and its firewall"
        return [Finding(_CHANNEL, "wrong", text)]
    finally:
        await bot.shutdown()


async def _webhook(bot: Bot, settings: TelegramSettings) -> list[Finding]:
    info = await bot.get_webhook_info()
    found = []
    if info.last_error_message:
        found.append(
            Finding(_CHANNEL, "note", f"Telegram's last call of the webhook failed: {info.last_error_message}")
        )
    if info.pending_update_count:
        found.append(Finding(_CHANNEL, "note", f"{info.pending_update_count} messages wait at Telegram for the bot"))
    if settings.public_url and not info.url.startswith(settings.public_url):
        found.append(Finding(_CHANNEL, "note", "the webhook is not set yet: `citizen-home serve` sets it at its start"))
    if not settings.public_url and info.url:
        found.append(Finding(_CHANNEL, "note", "a webhook is set: `citizen-home serve` removes it and polls"))
    return found
