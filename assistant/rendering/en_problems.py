"""What is said in English when a request can't be taken, by code. zh_problems.py has the same codes."""

from __future__ import annotations

PROBLEMS = {
    "empty": "No text arrived. Please write a sentence about what you need.",
    "too_long": "At most 1000 characters at a time, please; say it shorter or in parts.",
    "not_text": "That is not readable text. Please type it again.",
    "unknown_choice": "That choice was not offered to you. Please choose again, or just say what you need.",
    "bad_request": "The request is not of the right form. Nothing was done and nothing is lost.",
    "too_large": "That is too large and was not accepted.",
    "no_token": "Please open a session first (no session token arrived).",
    "bad_token": "The session token is not valid or has expired. Please open the conversation again.",
    "not_staff": "Not permitted: a staff token is needed.",
    "unknown_transaction": "There is no such transaction.",
    "unknown_ticket": "There is no such ticket. Please check the link.",
    "unknown_window": "There is no such window.",
    "closed": "No number can be issued now: it is too early or the windows are closed today.",
    "full": "Today's numbers are all taken.",
    "already_active": "You already hold an active number for these windows.",
    "wrong_state": "The ticket is in a state that does not allow this.",
    "unavailable": "The system can't be reached right now. Nothing is lost; please try again shortly.",
    "too_many": "Too many requests. Please wait a moment and try again.",
    "not_found": "There is no such page or endpoint.",
    "not_allowed": "This endpoint does not take that kind of request.",
    "wrong_signature": "The request failed its check and was not dealt with.",
    "internal": "Something went wrong; it has been noted. Please try again shortly.",
}
