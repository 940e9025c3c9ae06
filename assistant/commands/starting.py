"""What every command does first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.settings import Settings


def command_settings() -> Settings:
    """The process's settings, with quiet logs. Raises pydantic's ValidationError for a wrong one."""
    from assistant.bootstrap import quiet_logs
    from assistant.settings import get_settings

    quiet_logs()
    return get_settings()
