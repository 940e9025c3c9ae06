"""Reads Telegram's updates: who says what, where. Everything that is not for the assistant is passed over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from telegram import Bot, CallbackQuery, Chat, ChatMember, Message, Update, User

from assistant.messages import Language

Kind = Literal["text", "command", "button", "other", "left"]
_COMMAND = re.compile(r"/(\w{1,32})(?:@(\w+))?(?:\s+(.*))?", re.DOTALL)
_UPDATE = re.compile(r"\d+:-?\d{1,20}", re.ASCII)
_UNKEPT = re.compile("[\x00\ud800-\udfff]")
_ADDRESS = re.compile(r"-?\d{1,20}(?:/-?\d{1,20})?", re.ASCII)


@dataclass(frozen=True)
class Heard:
    """One update that is for the assistant; ``text`` is the words, the command's name or the button's data."""

    update_id: str
    address: str
    guess: Language
    kind: Kind
    text: str = ""
    argument: str = ""
    callback_id: str | None = None


def address_of(chat: Chat, user: User) -> str:
    """In a group each member has a conversation of their own."""
    return str(chat.id) if chat.type == Chat.PRIVATE else f"{chat.id}/{user.id}"


def chat_of(address: str) -> int:
    """The chat to write to."""
    return int(address.split("/", maxsplit=1)[0])


def guess(user: User | None) -> Language:
    """A first guess from the language of the person's app."""
    code = (user.language_code or "zh").lower() if user else "zh"
    return "zh" if code.startswith("zh") else "en"


def read(update: Update, bot: Bot) -> Heard | None:
    """
    What an update brings; None for edits, other bots, channels, talk in groups that is not for us, and for updates
    whose fields are not of Telegram's kinds: brought again they would be no better.
    """
    try:
        heard = _read(update, bot)
    except (AttributeError, TypeError, ValueError):
        return None
    return heard if heard is not None and _is_sound(heard) else None


def _is_sound(heard: Heard) -> bool:
    """Whether ids are numbers, and texts are texts that a store can keep: the library takes whatever stands there."""
    texts = (heard.text, heard.argument, "" if heard.callback_id is None else heard.callback_id)
    return (
        _UPDATE.fullmatch(heard.update_id) is not None
        and _ADDRESS.fullmatch(heard.address) is not None
        and all(isinstance(text, str) for text in texts)
        and (heard.kind == "text" or _UNKEPT.search("".join(texts)) is None)  # what is said is normalised before
    )


def _read(update: Update, bot: Bot) -> Heard | None:
    update_id = f"{bot.id}:{update.update_id}"
    if update.callback_query is not None:
        return _button(update_id, update.callback_query)
    if update.my_chat_member is not None:
        left = update.my_chat_member.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT)
        who, chat = update.my_chat_member.from_user, update.my_chat_member.chat
        return Heard(update_id, address_of(chat, who), guess(who), "left") if left else None
    message = update.message
    if message is None or message.from_user is None or message.from_user.is_bot:
        return None
    return _message(update_id, message, message.from_user, bot)


def _button(update_id: str, query: CallbackQuery) -> Heard:
    chat = query.message.chat if query.message else None
    address = address_of(chat, query.from_user) if chat else str(query.from_user.id)
    return Heard(update_id, address, guess(query.from_user), "button", query.data or "", callback_id=query.id)


def _message(update_id: str, message: Message, user: User, bot: Bot) -> Heard | None:
    text = (message.text or message.caption or "").strip()
    heard = Heard(update_id, address_of(message.chat, user), guess(user), "other")
    command = _COMMAND.fullmatch(text) if message.text else None
    if command is not None:
        if command[2] and command[2].lower() != bot.username.lower():
            return None
        return Heard(update_id, heard.address, heard.guess, "command", command[1].lower(), (command[3] or "").strip())
    if message.chat.type != Chat.PRIVATE:
        mention = re.compile(rf"@{re.escape(bot.username)}\b", re.IGNORECASE)
        answered = message.reply_to_message.from_user if message.reply_to_message else None
        if not mention.search(text) and not (answered and answered.id == bot.id):
            return None
        text = mention.sub("", text).strip()
    elif not text and _is_about_the_chat(message):
        return None
    return Heard(update_id, heard.address, heard.guess, "text", text) if text else heard


def _is_about_the_chat(message: Message) -> bool:
    """Service messages (a pinned message, a timer set) say nothing to us."""
    return bool(message.pinned_message or message.message_auto_delete_timer_changed or message.write_access_allowed)
