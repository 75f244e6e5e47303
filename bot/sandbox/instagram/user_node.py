"""The user node: its fields, and the edges that they can expand."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.sandbox.instagram.account import Account
from bot.sandbox.instagram.account_insights import account_insights
from bot.sandbox.instagram.call import Call
from bot.sandbox.instagram.errors import missing_permission
from bot.sandbox.instagram.fields import Field, NodeType
from bot.sandbox.instagram.growth import followers_count
from bot.sandbox.instagram.insights_results import INSIGHTS_RESULT
from bot.sandbox.instagram.media_nodes import MEDIA, list_media, list_stories
from bot.sandbox.instagram.node_fields import Node, asked_fields, nested_edge, picture_link
from bot.sandbox.instagram.world import World

_MIXED_CASE = {"BUSINESS": "Business", "MEDIA_CREATOR": "Media_Creator", "PERSONAL": "Personal"}


def user_node(call: Call, world: World) -> Node:
    """Fields without a value are left out. ``id`` is always there."""
    node: Node = {}
    for field in asked_fields(call, USER):
        value = _user_value(call, world, field)
        absent = call.switches.field_is_absent(field.name, call.account.user_id, None)
        if value is not None and not absent:
            node[field.key] = value
    node.setdefault("id", call.account.id)
    return node


def _user_value(call: Call, world: World, field: Field) -> Any:
    if field.name in _USER_FIELDS:
        return _USER_FIELDS[field.name](call, world)
    if not call.account.is_professional:
        raise missing_permission()
    inner = call.with_params(field.params())
    if field.name == "insights":
        is_absent = call.switches.choice("nested_insights", "mode", "supported") == "absent"
        return None if is_absent else nested_edge(call, account_insights(inner, world))
    return nested_edge(call, USER_LISTS[field.name](inner, world))


def _nothing(call: Call, _: World) -> Node:
    asked_fields(call, MEDIA)
    return {"data": []}


USER_LISTS: Mapping[str, Callable[[Call, World], Node]] = {
    "media": list_media,
    "stories": list_stories,
    "live_media": _nothing,
    "tags": _nothing,
}
"""The edges that list media."""


def _media_count(call: Call, world: World) -> int:
    differs = call.switches.strike("media_count_differs", user_id=call.account.user_id)
    return len(world.posts(call.account)) + (int(differs.params.get("by", 0)) if differs else 0)


def _account_type(call: Call, _: World) -> str:
    casing = call.switches.choice("casing", "account_type", "upper")
    name = call.account.account_type
    return _MIXED_CASE[name] if casing == "mixed" else name


_USER_FIELDS: Mapping[str, Callable[[Call, World], Any]] = {
    "id": lambda call, _: call.account.id,
    "user_id": lambda call, _: call.account.user_id,
    "username": lambda call, _: call.account.username,
    "name": lambda call, _: call.account.name,
    "account_type": _account_type,
    "profile_picture_url": lambda call, _: picture_link(call, "profile", call.account.user_id),
    "followers_count": lambda call, _: followers_count(call.account, call.now),
    "follows_count": lambda call, _: call.account.follows,
    "media_count": _media_count,
    "biography": lambda call, _: call.account.biography or None,
    "website": lambda call, _: call.account.website,
}

USER = NodeType(
    "IGUser",
    frozenset(_USER_FIELDS),
    {**dict.fromkeys(USER_LISTS, MEDIA), "insights": INSIGHTS_RESULT},
)


def describe_account(world: World, account: Account, now: datetime) -> Node:
    """The account as the control calls list it."""
    return {
        "id": account.id,
        "user_id": account.user_id,
        "username": account.username,
        "name": account.name,
        "account_type": account.account_type,
        "followers_count": followers_count(account, now),
        "media_count": len(world.posts(account)),
        "live_stories": len(world.live_stories(account)),
    }
