"""Updates as Telegram sends them."""

import json
from typing import Any

from tests.sandbox.telegram.conftest import ANNA

BORIS = 500_000_002


def message(update_id: int, text: str, chat_id: int = ANNA) -> dict[str, Any]:
    person = {"id": chat_id, "is_bot": False, "first_name": "Anna"}
    chat = {"id": chat_id, "type": "private", "first_name": "Anna"}
    return {
        "update_id": update_id,
        "message": {
            "message_id": update_id,
            "date": 1,
            "chat": chat,
            "from": person,
            "text": text,
        },
    }


def as_bytes(update: dict[str, Any]) -> bytes:
    return json.dumps(update).encode()
