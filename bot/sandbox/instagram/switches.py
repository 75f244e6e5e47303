"""Which switches are on, and where they strike."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.faults import Fault, Faults
from bot.sandbox.instagram.switch_table import SWITCHES

FAULTS: frozenset[str] = frozenset(switch.name for switch in SWITCHES)
_SCOPES = {switch.name: switch.scope for switch in SWITCHES}


class Switches:
    """Reads the switched-on faults of this target; a read that finds one uses it up."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults

    def strike(self, name: str, **where: str | None) -> Fault | None:
        """The fault, if on and not narrowed to something else than ``where``.

        A value of ``where`` is the text that a scope parameter must equal.
        """

        def applies(params: Mapping[str, Any]) -> bool:
            return all(str(params[key]) == where.get(key) for key in _SCOPES[name] if key in params)

        return self._faults.strike("instagram", name, applies)

    def choice(self, name: str, param: str, default: str) -> str:
        fault = self.strike(name)
        return default if fault is None else str(fault.params.get(param, default))

    def field_is_absent(self, field_name: str, user_id: str, media_id: str | None) -> bool:
        def applies(params: Mapping[str, Any]) -> bool:
            return params.get("field") == field_name and _is_there(params, user_id, media_id)

        return self._faults.strike("instagram", "field_absent", applies) is not None

    def metric_is(self, name: str, metric: str, user_id: str, media_id: str | None = None) -> bool:
        """Whether a switch about one ``metric`` (all metrics when it names none) is on."""

        def applies(params: Mapping[str, Any]) -> bool:
            is_it = str(params.get("metric", metric)) == metric
            return is_it and _is_there(params, user_id, media_id)

        return self._faults.strike("instagram", name, applies) is not None


def _is_there(params: Mapping[str, Any], user_id: str, media_id: str | None) -> bool:
    is_user = str(params.get("user_id", user_id)) == user_id
    return is_user and params.get("media_id", media_id) == media_id


def describe() -> list[dict[str, Any]]:
    """The table for ``GET /sandbox/instagram/switches``."""
    return [
        {
            "name": switch.name,
            "description": switch.doc,
            "params": {**switch.params, **dict.fromkeys(switch.scope, "only there (optional)")},
        }
        for switch in SWITCHES
    ]
