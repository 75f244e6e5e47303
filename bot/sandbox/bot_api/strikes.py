"""Switched-on faults of the Telegram side, and the calls that they strike.

A fault without ``method`` strikes every call but getUpdates, which a bot makes all the time;
one with ``chat_id`` only calls for that chat. ``forbidden`` and ``bad_request`` without a method
strike only calls that name a chat.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.sandbox.bot_api.errors import BotApiError, refusal, too_many_requests
from bot.sandbox.bot_api.parameters import Parameters
from bot.sandbox.faults import Fault, Faults


@dataclass(frozen=True)
class FaultKind:
    """What a fault does, and an example of its params."""

    description: str
    params: Mapping[str, Any] = field(default_factory=dict)


FAULT_KINDS: Mapping[str, FaultKind] = {
    "too_many_requests": FaultKind("429 with retry_after", {"retry_after": 5}),
    "forbidden": FaultKind(
        "403 with this description", {"description": "bot was blocked by the user"}
    ),
    "bad_request": FaultKind("400 with this description", {"description": "chat not found"}),
    "server_error": FaultKind("500 or 502", {"status": 502}),
    "slow": FaultKind("answers late", {"seconds": 5}),
    "reset": FaultKind("the connection breaks", {"after_effect": True}),
    "garbage": FaultKind("a body that is not JSON", {"status": 502}),
    "strict_urls": FaultKind("loopback addresses are refused in buttons"),
}
"""The faults that the Telegram side knows, by name."""

FAULTS = frozenset(FAULT_KINDS)

_GARBAGE = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"


class Strikes:
    """The faults that strike one call."""

    def __init__(self, faults: Faults, method: str, parameters: Parameters) -> None:
        self._faults = faults
        self._method = method
        self._chat_id = parameters.text("chat_id")

    async def wait_if_slow(self) -> None:
        fault = self._strike("slow")
        if fault is not None:
            await asyncio.sleep(float(fault.params.get("seconds", 5)))

    def reset(self) -> Fault | None:
        """The connection is to be cut; ``after_effect`` says whether the call was obeyed before."""
        return self._strike("reset")

    def garbage(self) -> web.Response | None:
        fault = self._strike("garbage")
        if fault is None:
            return None
        status = int(fault.params.get("status", 502))
        return web.Response(text=_GARBAGE, status=status, content_type="text/html")

    def refuse(self) -> None:
        """Raises the BotApiError of the first fault that strikes."""
        if fault := self._strike("server_error"):
            status = int(fault.params.get("status", 500))
            reason = "Bad Gateway" if status == 502 else "Internal Server Error: restart"
            raise BotApiError(status, reason)
        if fault := self._strike("too_many_requests"):
            raise too_many_requests(int(fault.params.get("retry_after", 5)))
        if fault := self._strike("forbidden", needs_chat=True):
            raise _named(403, fault, "bot was blocked by the user")
        if fault := self._strike("bad_request", needs_chat=True):
            raise _named(400, fault, "chat not found")

    def _strike(self, name: str, *, needs_chat: bool = False) -> Fault | None:
        def applies(params: Mapping[str, Any]) -> bool:
            method = params.get("method")
            if method is None:
                if self._method == "getUpdates" or (needs_chat and not self._chat_id):
                    return False
            elif str(method).lower() != self._method.lower():
                return False
            chat_id = params.get("chat_id")
            return chat_id is None or str(chat_id) == self._chat_id

        return self._faults.strike("telegram", name, applies)


def _named(error_code: int, fault: Fault, default: str) -> BotApiError:
    """The description of a fault may be whole ("Forbidden: …") or without its prefix."""
    description = str(fault.params.get("description", default))
    whole = ("Bad Request", "Forbidden")
    if description.startswith(whole):
        return BotApiError(error_code, description)
    return refusal(error_code, description)
