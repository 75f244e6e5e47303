"""The HTTP API: the insights of the bot for people's own programs."""
