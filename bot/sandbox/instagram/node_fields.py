"""What the nodes have in common: the fields that were asked, nested edges, picture links."""

from datetime import timedelta
from typing import Any

from bot.sandbox.instagram.call import Call
from bot.sandbox.instagram.fields import Field, NodeType, parse_fields, require_known
from bot.sandbox.instagram.pictures import SIZES

LINK_LIFE = timedelta(days=4)
_ID_ONLY = (Field("id", {}, ()),)

Node = dict[str, Any]


def asked_fields(call: Call, node_type: NodeType) -> tuple[Field, ...]:
    """Raises GraphError for what cannot be read, or does not exist on such nodes."""
    text = call.params.get("fields", "").strip()
    fields = parse_fields(text) if text else _ID_ONLY
    require_known(fields, node_type, _refused(call))
    return fields


def _refused(call: Call) -> frozenset[str]:
    refused = set()
    if call.switches.choice("media_audio_type", "mode", "refused") == "refused":
        refused.add("media_audio_type")
    if call.switches.choice("nested_insights", "mode", "supported") == "refused":
        refused.add("insights")
    return frozenset(refused)


def nested_edge(call: Call, reply: Node) -> Node | None:
    """Graph leaves out an expanded edge that holds nothing."""
    is_shown = call.switches.choice("empty_nested_edges", "edges", "omitted") == "present"
    return reply if reply["data"] or is_shown else None


def picture_link(call: Call, shape: str, object_id: str) -> str:
    """A CDN link that stays the same for a day and dies four days later."""
    assert shape in SIZES
    midnight = call.now.replace(hour=0, minute=0, second=0, microsecond=0)
    expires = int((midnight + LINK_LIFE).timestamp())
    return f"{call.origin}/instagram/cdn/{shape}/{object_id}.jpg?oe={expires:x}"
