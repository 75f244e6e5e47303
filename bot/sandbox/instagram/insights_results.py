"""The entries of an insights reply: which of their fields were asked."""

from typing import Any

from bot.sandbox.instagram.call import Call
from bot.sandbox.instagram.fields import NodeType, parse_fields, require_known

INSIGHTS_RESULT = NodeType(
    "InsightsResult",
    frozenset({"description", "id", "name", "period", "title", "total_value", "values"}),
    {},
)


def asked_entries(call: Call, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """All fields of each entry, or the ``id`` and those that ``fields`` names."""
    text = call.params.get("fields", "").strip()
    if not text:
        return entries
    fields = parse_fields(text)
    require_known(fields, INSIGHTS_RESULT, frozenset())
    names = {field.name for field in fields} | {"id"}
    return [{name: entry[name] for name in entry if name in names} for entry in entries]
