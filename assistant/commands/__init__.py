"""Groups of commands that `assistant.cli` joins."""
