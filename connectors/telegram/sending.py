"""Sends one message of the outbox to Telegram and says what a refusal means."""

from __future__ import annotations

import asyncio
import os
from datetime import timedelta
from typing import Any, cast

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from connectors.delivery.model import Parcel, SendFailed, Undeliverable, Unreachable
from connectors.floor_plan.drawing import Picture
from connectors.floor_plan.gallery import Gallery
from connectors.floor_plan.png import MissingCharacters
from connectors.telegram.inbound import chat_of

os.environ.setdefault("PTB_TIMEDELTA", "1")  # the library's own switch to timedeltas, without a warning at each use
_GONE = ("chat not found", "user is deactivated", "bot was kicked", "user not found", "group chat was deactivated")


class Sender:
    """Sends parcels by a bot; pictures that were uploaded once are sent by their id."""

    def __init__(self, bot: Bot, gallery: Gallery) -> None:
        self._bot, self._gallery = bot, gallery
        self._uploaded: dict[Picture, str] = {}

    async def send(self, parcel: Parcel) -> None:
        """Sends one message. Raises SendFailed, Unreachable or Undeliverable."""
        chat, content = chat_of(parcel.address), parcel.content
        try:
            if content["method"] == "plan":
                await self._plan(chat, content)
            elif content["method"] == "venue":
                place = (content["latitude"], content["longitude"], content["title"], content["address"])
                await self._bot.send_venue(chat, *place)
            else:
                await self._text(chat, content)
        except RetryAfter as refusal:
            raise SendFailed("asked to wait", _seconds(refusal)) from None
        except (Forbidden, ChatMigrated) as refusal:
            raise Unreachable(type(refusal).__name__) from None
        except BadRequest as refusal:
            if any(sign in str(refusal).lower() for sign in _GONE):
                raise Unreachable("no such chat") from None
            raise Undeliverable(f"refused: {refusal}", asked=True) from None
        except TelegramError as failure:
            raise SendFailed(type(failure).__name__) from None

    async def _text(self, chat: int, content: dict[str, Any]) -> None:
        rows = [
            [InlineKeyboardButton(b["text"], callback_data=b["data"]) for b in row]
            for row in content.get("keyboard", ())
        ]
        await self._bot.send_message(
            chat,
            content["html"],
            parse_mode=ParseMode.HTML,
            reply_markup=InlineKeyboardMarkup(rows) if rows else None,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )

    async def _plan(self, chat: int, content: dict[str, Any]) -> None:
        picture = Picture(content["floor"], tuple(content["windows"]), content["language"])
        photo: str | bytes | None = self._uploaded.get(picture)
        if photo is None:
            try:
                photo = await asyncio.to_thread(self._gallery.png, picture)
            except (LookupError, MissingCharacters) as error:
                raise Undeliverable(f"the plan can't be drawn: {type(error).__name__}") from None
        sent = await self._bot.send_photo(chat, photo, caption=content["caption"], parse_mode=ParseMode.HTML)
        if sent.photo:
            self._uploaded[picture] = sent.photo[-1].file_id


def _seconds(refusal: RetryAfter) -> float:
    return cast(timedelta, refusal.retry_after).total_seconds()
