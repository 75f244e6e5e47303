"""Faults that a person or a test switches on: refusals, outages, and Meta's open questions."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from bot.sandbox.store import Store

Target = Literal["instagram", "telegram"]


@dataclass(frozen=True)
class Fault:
    """One switched-on fault. ``times`` is how often it still strikes; None means until removed."""

    id: str
    target: Target
    fault: str
    params: Mapping[str, Any]
    times: int | None


class Faults:
    """The switched-on faults, kept over a restart."""

    def __init__(self, store: Store, known: Mapping[Target, frozenset[str]]) -> None:
        self._store = store
        self._known = known
        self._faults = {key: Fault(**kept) for key, kept in store.load("faults").items()}
        self._last_id = max((int(key) for key in self._faults), default=0)

    def all(self) -> list[Fault]:
        return list(self._faults.values())

    def add(
        self, target: Target, fault: str, params: Mapping[str, Any], times: int | None
    ) -> Fault:
        """Raises ValueError, naming what is known, when there is no such target or fault."""
        if target not in self._known:
            raise ValueError(f"unknown target {target!r}; known: {', '.join(self._known)}")
        if fault not in self._known[target]:
            names = ", ".join(sorted(self._known[target]))
            raise ValueError(f"unknown {target} fault {fault!r}; known: {names}")
        self._last_id += 1
        added = Fault(str(self._last_id), target, fault, dict(params), times)
        self._keep(added)
        return added

    def remove(self, fault_id: str) -> bool:
        """False when there is no such fault."""
        self._store.delete("faults", fault_id)
        return self._faults.pop(fault_id, None) is not None

    def find(
        self,
        target: Target,
        fault: str,
        applies: Callable[[Mapping[str, Any]], bool] = lambda _: True,
    ) -> Fault | None:
        """The newest such fault whose params ``applies`` accepts; uses up nothing."""
        for candidate in reversed(self._faults.values()):
            if (candidate.target, candidate.fault) == (target, fault) and applies(candidate.params):
                return candidate
        return None

    def strike(
        self,
        target: Target,
        fault: str,
        applies: Callable[[Mapping[str, Any]], bool] = lambda _: True,
    ) -> Fault | None:
        """Like :meth:`find`, and counts down ``times``; at zero the fault is gone."""
        found = self.find(target, fault, applies)
        if found is not None and found.times is not None:
            if found.times > 1:
                self._keep(replace(found, times=found.times - 1))
            else:
                self.remove(found.id)
        return found

    def _keep(self, fault: Fault) -> None:
        self._faults[fault.id] = fault
        self._store.put("faults", fault.id, asdict(fault))
