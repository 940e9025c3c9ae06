"""Looks whether the account at Twilio can work as it is set, and asks Twilio."""

from __future__ import annotations

import httpx

from connectors.checking import Finding, reached_under
from connectors.twilio.account import PATH, SECONDS, TwilioSettings

_CHANNEL = "Twilio"
OFF = "not used; to use it set CITIZEN_HOME_TWILIO_SID, _TOKEN, _FROM and CITIZEN_HOME_PUBLIC_URL (docs/channels.md)"
ABROAD = "a service abroad that sees citizens' phone numbers and words: ask your legal owner first"


async def check(settings: TwilioSettings | None, lacking: list[str]) -> list[Finding]:
    """The findings; changes nothing. ``lacking``: settings that are not given."""
    if settings is None:
        if {"TWILIO_SID", "TWILIO_TOKEN", "TWILIO_FROM"} <= set(lacking):
            return [Finding(_CHANNEL, "off", OFF)]
        names = ", ".join(f"CITIZEN_HOME_{name}" for name in lacking)
        return [Finding(_CHANNEL, "wrong", f"{names} is missing: the account stays off without it")]
    found = reached_under(_CHANNEL, settings.public_url, plain_is_fine=False)
    found.append(Finding(_CHANNEL, "note", f'"A message comes in" at Twilio is {settings.public_url}{PATH}'))
    return [*found, await _asked(settings), Finding(_CHANNEL, "note", ABROAD)]


async def _asked(settings: TwilioSettings) -> Finding:
    try:
        async with httpx.AsyncClient(auth=(settings.sid, settings.token), timeout=SECONDS) as http:
            answer = await http.get(f"{settings.api}/2010-04-01/Accounts/{settings.sid}.json")
    except httpx.HTTPError as failure:
        return Finding(_CHANNEL, "wrong", f"{settings.api} is not reached ({type(failure).__name__})")
    if answer.is_success:
        return Finding(_CHANNEL, "ok", "the account's SID and token are good")
    return Finding(
        _CHANNEL, "wrong", f"SID or token is refused ({answer.status_code}): copy them from Twilio's console"
    )
