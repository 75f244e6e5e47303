"""The bot and the sandbox together under a driven clock: weeks in minutes.

The far end (Telegram, Instagram and everybody's lives) is in this process, the bot in one of its
own: it is killed as a machine kills it, its memory is its own, and what it is judged by, it never
sees.
"""
