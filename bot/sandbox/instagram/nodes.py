"""The user node and the media node: their fields, and the edges that fields can expand."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.sandbox.instagram.account import Account
from bot.sandbox.instagram.account_insights import account_insights
from bot.sandbox.instagram.call import Call, graph_time
from bot.sandbox.instagram.chance import draw
from bot.sandbox.instagram.errors import nonexisting_field
from bot.sandbox.instagram.fields import Field, parse_fields, written
from bot.sandbox.instagram.growth import followers_count, media_numbers
from bot.sandbox.instagram.media import CAROUSEL_ALBUM, VIDEO, Media
from bot.sandbox.instagram.media_insights import media_insights
from bot.sandbox.instagram.metrics import REELS
from bot.sandbox.instagram.paging import page
from bot.sandbox.instagram.pictures import SIZES
from bot.sandbox.instagram.world import World

MOST_MEDIA = 10_000
"""Meta: only the most recent 10 000 media can be listed."""

LINK_LIFE = timedelta(days=4)
_MIXED_CASE = {"BUSINESS": "Business", "MEDIA_CREATOR": "Media_Creator", "PERSONAL": "Personal"}
_ID_ONLY = (Field("id", {}, ()),)
_NOT_OF_CHILDREN = frozenset({"caption", "permalink", "like_count", "comments_count", "alt_text"})

Node = dict[str, Any]


def picture_link(call: Call, shape: str, object_id: str) -> str:
    """A CDN link that stays the same for a day and dies four days later."""
    assert shape in SIZES
    midnight = call.now.replace(hour=0, minute=0, second=0, microsecond=0)
    expires = int((midnight + LINK_LIFE).timestamp())
    return f"{call.origin}/instagram/cdn/{shape}/{object_id}.jpg?oe={expires:x}"


def asked_fields(call: Call) -> tuple[Field, ...]:
    text = call.params.get("fields", "").strip()
    return parse_fields(text) if text else _ID_ONLY


# The user


def user_node(call: Call, world: World) -> Node:
    """Fields without a value are left out. ``id`` is always there."""
    node: Node = {}
    for field in asked_fields(call):
        value = _user_value(call, world, field)
        absent = call.switches.field_is_absent(field.name, call.account.user_id, None)
        if value is not None and not absent:
            node[field.name] = value
    node.setdefault("id", call.account.id)
    return node


def _user_value(call: Call, world: World, field: Field) -> Any:
    if field.name in _USER_FIELDS:
        return _USER_FIELDS[field.name](call, world)
    inner = call.with_params(_expanded(field))
    if field.name == "media":
        return list_media(inner, world)
    if field.name == "stories":
        return list_stories(inner, world)
    if field.name == "insights":
        return account_insights(inner, world)
    raise nonexisting_field(field.name, "IGUser")


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


# Lists of media


def list_media(call: Call, world: World) -> Node:
    since, until = call.time_param("since"), call.time_param("until")

    def is_asked(media: Media) -> bool:
        return (since is None or media.timestamp >= since) and (
            until is None or media.timestamp <= until
        )

    listed = [media for media in world.posts(call.account)[:MOST_MEDIA] if is_asked(media)]
    return _page_of_nodes(call, world, "media", listed)


def list_stories(call: Call, world: World) -> Node:
    """Only those of the last 24 hours."""
    return _page_of_nodes(call, world, "stories", world.live_stories(call.account))


def list_children(call: Call, world: World, media: Media) -> Node:
    fields = asked_fields(call)
    children = [world.child(child_id) for child_id in media.children]
    return {"data": [media_node(call, world, child, fields) for child in children]}


def _page_of_nodes(call: Call, world: World, edge: str, listed: Sequence[Media]) -> Node:
    fields = asked_fields(call)
    return page(
        call,
        f"{call.account.user_id}/{edge}",
        listed,
        lambda media: media_node(call, world, media, fields, is_indirect=True),
    )


# Media


def media_node(
    call: Call, world: World, media: Media, fields: Sequence[Field], *, is_indirect: bool = False
) -> Node:
    """``is_indirect``: read through a list or an expansion, where hidden likes are left out."""
    node: Node = {}
    where = {"user_id": call.account.user_id, "media_id": media.id}
    for field in fields:
        value = _media_value(call, world, media, field)
        hidden = (
            field.name == "like_count"
            and is_indirect
            and call.switches.strike("hidden_likes", **where)
        )
        absent = call.switches.field_is_absent(field.name, **where)
        if value is not None and not hidden and not absent:
            node[field.name] = value
    node.setdefault("id", media.id)
    return node


def _media_value(call: Call, world: World, media: Media, field: Field) -> Any:
    if field.name in _MEDIA_FIELDS:
        if media.parent is not None and field.name in _NOT_OF_CHILDREN:
            return None
        return _MEDIA_FIELDS[field.name](call, media)
    inner = call.with_params(_expanded(field))
    if field.name == "children":
        is_album = media.media_type == CAROUSEL_ALBUM
        return list_children(inner, world, media) if is_album else None
    if field.name == "insights":
        mode = call.switches.choice("nested_insights", "mode", "supported")
        if mode == "absent":
            return None
        if mode == "supported":
            return media_insights(inner, world, media)
    raise nonexisting_field(field.name, "IGMedia")


def _expanded(field: Field) -> dict[str, str]:
    """``children.limit(3){id}`` as the parameters of a call to that edge."""
    nested = {"fields": written(field.fields)} if field.fields else {}
    return {**field.modifiers, **nested}


def _media_url(call: Call, media: Media) -> str | None:
    """Left out when flagged for copyright, as happens to reels with music."""
    if media.media_product_type == REELS and draw(media.id, "copyright").random() < 0.1:
        return None
    return _picture(call, media)


def _picture(call: Call, media: Media) -> str:
    is_tall = media.is_story or media.media_product_type == REELS
    return picture_link(call, "story" if is_tall else "feed", media.id)


def _count(name: str) -> Callable[[Call, Media], int | None]:
    def read(call: Call, media: Media) -> int | None:
        return media_numbers(call.account, media, call.now).get(name)

    return read


def _permalink(_: Call, media: Media) -> str:
    kind = "reel" if media.media_product_type == REELS else "p"
    return f"https://www.instagram.com/{kind}/{media.shortcode}/"


_MEDIA_FIELDS: Mapping[str, Callable[[Call, Media], Any]] = {
    "id": lambda _, media: media.id,
    "media_type": lambda _, media: media.media_type,
    "media_product_type": lambda _, media: media.media_product_type,
    "caption": lambda _, media: media.caption,
    "permalink": _permalink,
    "shortcode": lambda _, media: media.shortcode,
    "media_url": _media_url,
    "thumbnail_url": lambda call, media: (
        _picture(call, media) if media.media_type == VIDEO else None
    ),
    "timestamp": lambda _, media: graph_time(media.timestamp),
    "username": lambda call, _: call.account.username,
    "owner": lambda call, _: {"id": call.account.user_id},
    "like_count": _count("likes"),
    "comments_count": _count("comments"),
    "is_comment_enabled": lambda _, media: not media.is_story,
    "is_shared_to_feed": lambda _, media: True if media.media_product_type == REELS else None,
    "is_ai_generated": lambda *_: False,
    "alt_text": lambda *_: None,
    "current_live_viewer_count": lambda *_: None,
}


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
