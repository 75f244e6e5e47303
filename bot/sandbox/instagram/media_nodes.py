"""The media node, the lists of media, and the edges that their fields can expand."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.sandbox.instagram.call import Call, graph_time
from bot.sandbox.instagram.chance import draw
from bot.sandbox.instagram.errors import bad_parameter, metric_not_supported, too_much_data
from bot.sandbox.instagram.fields import Field, NodeType
from bot.sandbox.instagram.growth import media_numbers
from bot.sandbox.instagram.insights_results import INSIGHTS_RESULT
from bot.sandbox.instagram.media import CAROUSEL_ALBUM, VIDEO, Media
from bot.sandbox.instagram.media_insights import media_insights
from bot.sandbox.instagram.metrics import REELS
from bot.sandbox.instagram.node_fields import Node, asked_fields, nested_edge, picture_link
from bot.sandbox.instagram.paging import page
from bot.sandbox.instagram.world import World

MOST_MEDIA = 10_000
"""Meta: only the most recent 10 000 media can be listed."""

_NOT_OF_CHILDREN = frozenset({"caption", "permalink", "like_count", "comments_count", "alt_text"})


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
    fields = asked_fields(call, MEDIA)
    children = [world.child(child_id) for child_id in media.children]
    return {"data": [media_node(call, world, child, fields) for child in children]}


def _page_of_nodes(call: Call, world: World, edge: str, listed: Sequence[Media]) -> Node:
    fields = asked_fields(call, MEDIA)
    _check_amount(call, fields)
    return page(
        call,
        f"{call.account.user_id}/{edge}",
        listed,
        lambda media: media_node(call, world, media, fields, is_indirect=True),
    )


def _check_amount(call: Call, fields: Sequence[Field]) -> None:
    if not any(field.name == "insights" for field in fields):
        return
    most = call.switches.strike("too_much_data")
    if most is not None and call.limit() > int(most.params["above"]):
        raise too_much_data()


# One media


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
            node[field.key] = value
    node.setdefault("id", media.id)
    return node


def _media_value(call: Call, world: World, media: Media, field: Field) -> Any:
    if field.name in _MEDIA_FIELDS:
        if media.parent is not None and field.name in _NOT_OF_CHILDREN:
            return None
        return _MEDIA_FIELDS[field.name](call, media)
    inner = call.with_params(field.params())
    if field.name == "children":
        is_album = media.media_type == CAROUSEL_ALBUM
        return list_children(inner, world, media) if is_album else None
    if field.name == "owner":
        asked = {one.name for one in field.fields} | {"id"}
        owner = {"id": call.account.user_id, "username": call.account.username}
        return {name: owner[name] for name in owner if name in asked}
    if call.switches.choice("nested_insights", "mode", "supported") == "absent":
        return None
    return nested_edge(call, _nested_insights(inner, world, media))


def _nested_insights(call: Call, world: World, media: Media) -> Node:
    """One refusal fails the whole page, and does not say which media it was."""
    if call.params.get("breakdown"):
        answer = call.switches.choice("nested_breakdown", "mode", "supported")
        if answer == "refused":
            raise bad_parameter("The parameter breakdown cannot be used in a field expansion")
    if media.parent is not None:
        raise metric_not_supported(next(iter(call.list_param("metric")), "insights"))
    return media_insights(call, world, media)


def _caption(call: Call, media: Media) -> str | None:
    drops = call.switches.choice("caption_at_signs", "mode", "kept") == "dropped"
    return media.caption.replace("@", "") if media.caption and drops else media.caption


def _media_audio_type(_: Call, media: Media) -> str | None:
    return "ORIGINAL" if media.media_product_type == REELS else None


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
    "caption": _caption,
    "permalink": _permalink,
    "shortcode": lambda _, media: media.shortcode,
    "media_url": _media_url,
    "thumbnail_url": lambda call, media: (
        _picture(call, media) if media.media_type == VIDEO else None
    ),
    "timestamp": lambda _, media: graph_time(media.timestamp),
    "username": lambda call, _: call.account.username,
    "like_count": _count("likes"),
    "comments_count": _count("comments"),
    "is_comment_enabled": lambda _, media: not media.is_story,
    "is_shared_to_feed": lambda _, media: True if media.media_product_type == REELS else None,
    "is_ai_generated": lambda *_: False,
    "alt_text": lambda *_: None,
    "current_live_viewer_count": lambda *_: None,
    "media_audio_type": _media_audio_type,
}

_OWNER = NodeType("IGUser", frozenset({"id", "username"}), {})
_MEDIA_EDGES = {"insights": INSIGHTS_RESULT, "owner": _OWNER}
MEDIA = NodeType("IGMedia", frozenset(_MEDIA_FIELDS), _MEDIA_EDGES)
_MEDIA_EDGES["children"] = MEDIA
