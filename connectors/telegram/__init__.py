"""The assistant on Telegram: what comes in, what goes out, and the bot between them. Holds no dialogue state."""
