"""Who works at the center and what each may do: roles, tokens, the roll of both."""

from assistant.staff.model import Member, NameTaken, Role, StaffRefused, StaffUnavailable, Token, UnknownMember
from assistant.staff.roll import StaffRoll

__all__ = [
    "Member",
    "NameTaken",
    "Role",
    "StaffRefused",
    "StaffRoll",
    "StaffUnavailable",
    "Token",
    "UnknownMember",
]
