"""Switches of the sandbox's Instagram that come on in the middle of a piece of work."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from bot.sandbox.app import Sandbox
from bot.sandbox.instagram.call import Call
from bot.sandbox.instagram.gate import Gate
from bot.sandbox.instagram.request import GraphRequest


@dataclass
class Calls:
    """How many calls came, those from the switch on too."""

    count: int = 0


@contextmanager
def switched_on_from(sandbox: Sandbox, index: int, name: str, **params: Any) -> Iterator[Calls]:
    """From the call of that index on, counted from 0, the switch is on; off again in the end."""
    calls, admit, faults = Calls(), Gate.admit, sandbox.faults
    switched: list[str] = []

    def counted(gate: Gate, request: GraphRequest, *rest: Any) -> Call:
        if calls.count == index:
            switched.append(faults.add("instagram", name, params, None).id)
        calls.count += 1
        return admit(gate, request, *rest)

    with pytest.MonkeyPatch.context() as meanwhile:
        meanwhile.setattr(Gate, "admit", counted)
        yield calls
    for fault_id in switched:
        faults.remove(fault_id)
