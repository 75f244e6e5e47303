"""What a message of the outbox holds, as what it is."""

from datetime import datetime

from bot.services.ports import OutgoingMessage


def integer(message: OutgoingMessage, name: str) -> int:
    value = message.payload[name]
    assert isinstance(value, int)
    return value


def text(message: OutgoingMessage, name: str) -> str:
    value = message.payload[name]
    assert isinstance(value, str)
    return value


def instant(message: OutgoingMessage, name: str) -> datetime:
    return datetime.fromisoformat(text(message, name))


def texts(message: OutgoingMessage, name: str) -> list[str]:
    values = message.payload[name]
    assert isinstance(values, list)
    return [str(value) for value in values]


def number(message: OutgoingMessage, name: str) -> int | float:
    value = message.payload[name]
    assert isinstance(value, int | float)
    return value
