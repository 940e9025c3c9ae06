"""Messengers and conversations: who is behind an address, what has come in, what is still to be sent."""
