"""One post or reel: its numbers and rates beside the own median of its kind."""

from bot.domain.errors import Refusal
from bot.domain.formulas import (
    engagement_rate_by_followers,
    engagement_rate_by_reach,
    follows_per_thousand,
    frequency,
    ratio,
    reach_rate,
    reel_kept_rate,
    save_rate,
    share_rate,
)
from bot.domain.media import Insights, MediaKind, MediaProductType
from bot.presenters.actions import OpenAlbum, OpenMedia, OpenMediaList, OpenTagsOf, PickPost
from bot.presenters.buttons import Row, back, button
from bot.presenters.layout import BLANK, CAPTION, Html, Line, fit
from bot.presenters.media_words import (
    beside_words,
    comments,
    format_name,
    likes,
    number_of,
    tags_line,
    title,
)
from bot.presenters.metric_words import not_offered
from bot.presenters.origins import way_back
from bot.presenters.screen import Button, Screen
from bot.presenters.speech import Speech
from bot.presenters.stale import link_again_if_broken, stale_line
from bot.services.results import MediaCard

_TITLE = 160
_ALL_SHOW = ("reach", "views", "likes", "comments", "saved", "shares", "reposts")
_POSTS_SHOW = (*_ALL_SHOW, "profile_visits", "follows")
_REELS_SHOW = (
    *_ALL_SHOW,
    "ig_reels_avg_watch_time",
    "ig_reels_video_view_total_time",
    "reels_skip_rate",
)
"""The metrics that a card shows, by the kind of media."""


def screen(result: MediaCard, speech: Speech, origin: str = "") -> Screen:
    """``origin``: where Back leads, when it is not the list."""
    media = result.media
    lines = [
        Line(
            speech.text(
                "card-header",
                format=format_name(media, speech),
                published=speech.published(media.details.timestamp, result.now),
                age=speech.age(media.age(result.now)),
            )
        )
    ]
    if media.details.caption:
        lines.append(Line(speech.text("card-title", title=title(media, _TITLE, speech)), rank=4))
    lines.append(BLANK)
    before_conversion = _is_before_conversion(result)
    if media.insights is not None:
        lines += _numbers(result, media.insights, speech)
    else:
        if not before_conversion:
            lines.append(Line(speech.text("card-nothing-read")))
        lines.append(Line(_reactions(result, speech)))
    if result.tags:
        lines.append(Line(speech.text("card-tags", tags=tags_line(result.tags)), rank=3))
    if before_conversion:
        lines += [BLANK, Line(speech.text("card-before-conversion"), rank=1)]
    elif media.still_counting(result.now):
        lines += [BLANK, Line(speech.text("card-still-counting"), rank=1)]
    as_of = None if media.insights is None else media.insights.as_of
    in_the_list = OpenMediaList(media.details.media_product_type, result.page)
    if result.stale is not None and result.stale.refusal is not Refusal.BEFORE_CONVERSION:
        lines += [BLANK, Line(stale_line(result.stale, as_of, speech), rank=2)]
    elif as_of is not None:
        lines += [BLANK, Line(speech.text("numbers-as-of", moment=speech.moment(as_of)), rank=2)]
    return Screen(
        # Without a picture too: the card may become a caption when the picture is there.
        fit(lines, CAPTION),
        [
            *link_again_if_broken(result.stale, speech),
            _more(result, speech, origin),
            _beyond(result, speech),
            *_links(media.details.permalink, speech),
            back(speech, way_back(origin) or in_the_list),
        ],
        picture_url=media.details.picture_url,
    )


def _is_before_conversion(result: MediaCard) -> bool:
    """Whether it is known, or Instagram has just said so."""
    refusal = None if result.stale is None else result.stale.refusal
    return result.media.before_conversion or refusal is Refusal.BEFORE_CONVERSION


def _more(result: MediaCard, speech: Speech, origin: str) -> Row:
    media = result.media
    row = [button(speech, "button-refresh", OpenMedia(media.id, force=True, origin=origin))]
    if media.details.kind is MediaKind.CAROUSEL:
        row.append(button(speech, "button-pictures", OpenAlbum(media.id)))
    return row


def _beyond(result: MediaCard, speech: Speech) -> Row:
    """Its topics, and what else it can be held against."""
    media, kind = result.media, result.media.details.media_product_type
    return [
        button(speech, "button-topics", OpenTagsOf(kind, media.id)),
        button(speech, "button-compare", PickPost(media.id, kind)),
    ]


def _numbers(result: MediaCard, insights: Insights, speech: Speech) -> list[Line]:
    media = result.media
    reel = media.details.media_product_type is MediaProductType.REELS
    lines = [
        Line(_reach(result, insights, speech)),
        Line(
            speech.text(
                "card-views",
                views=number_of(media, "views", speech),
                frequency=speech.number(frequency(insights), digits=2),
            )
        ),
        Line(_reactions(result, speech)),
    ]
    if reel:
        lines += _watching(insights, speech)
    else:
        lines.append(Line(_profile(result, insights, speech), rank=3))
    shown = _REELS_SHOW if reel else _POSTS_SHOW
    lines += [Line(text, rank=2) for text in not_offered(shown, insights, speech)]
    return [*lines, BLANK, *_rates(result, insights, speech)]


def _profile(result: MediaCard, insights: Insights, speech: Speech) -> Html:
    media = result.media
    visits = number_of(media, "profile_visits", speech)
    follows = number_of(media, "follows", speech)
    rate = follows_per_thousand(insights, media.details.media_product_type)
    if rate is None:
        return speech.text("card-profile", visits=visits, follows=follows)
    return speech.text(
        "card-profile-and-rate",
        visits=visits,
        follows=follows,
        rate=speech.number(rate, digits=1),
    )


def _reach(result: MediaCard, insights: Insights, speech: Speech) -> Html:
    reach = number_of(result.media, "reach", speech)
    of_followers = reach_rate(insights, result.followers_then)
    if of_followers is None:
        return speech.text("card-reach", reach=reach)
    return speech.text("card-reach-of-followers", reach=reach, share=speech.percent(of_followers))


def _reactions(result: MediaCard, speech: Speech) -> Html:
    media = result.media
    return speech.text(
        "card-reactions",
        likes=likes(media, speech),
        comments=comments(media, speech),
        saves=number_of(media, "saved", speech),
        shares=number_of(media, "shares", speech),
        reposts=number_of(media, "reposts", speech),
    )


def _watching(insights: Insights, speech: Speech) -> list[Line]:
    return [
        Line(
            speech.text(
                "card-watching",
                average=speech.seconds(insights.get("ig_reels_avg_watch_time")),
                total=speech.watch_time(insights.get("ig_reels_video_view_total_time")),
            )
        ),
        Line(
            speech.text("card-kept", share=speech.percent(reel_kept_rate(insights))),
            rank=3,
        ),
    ]


def _rates(result: MediaCard, insights: Insights, speech: Speech) -> list[Line]:
    lines = [Line(_engagement(result, insights, speech))]
    if result.median_engagement_rate is not None:
        median = speech.percent(result.median_engagement_rate)
        lines.append(
            Line(speech.text("card-median", share=median, count=result.compared_with)),
        )
    lines.append(
        Line(
            speech.text(
                "card-save-and-share-rate",
                saves=_beside(save_rate(insights), result.median_save_rate, speech),
                shares=_beside(share_rate(insights), result.median_share_rate, speech),
            )
        )
    )
    return [*lines, *_compared(result, speech), Line(speech.text("card-formula"), rank=5)]


def _engagement(result: MediaCard, insights: Insights, speech: Speech) -> Html:
    by_reach = speech.percent(engagement_rate_by_reach(insights))
    by_followers = engagement_rate_by_followers(insights, result.followers_then)
    if by_followers is None:
        return speech.text("card-engagement-rate", share=by_reach)
    return speech.text(
        "card-engagement-rates", share=by_reach, by_followers=speech.percent(by_followers)
    )


def _compared(result: MediaCard, speech: Speech) -> list[Line]:
    """Beside its own kind at the same age, beside itself, and its place; as far as it is known."""
    lines = []
    if result.reach_beside is not None:
        lines.append(Line(beside_words(result.reach_beside, speech)))
    if result.rank is not None:
        place, count = result.rank.place, result.rank.count
        lines.append(Line(speech.text("card-rank", place=place, count=count), rank=2))
    if result.share_at_a_day is not None:
        at_a_day = speech.percent(result.share_at_a_day, digits=0)
        lines.append(Line(speech.text("card-at-a-day", share=at_a_day), rank=3))
    return lines


def _beside(rate: float | None, median: float | None, speech: Speech) -> str:
    """A rate, and how many times the own median it is where both are known."""
    text = speech.percent(rate, digits=2)
    times = ratio(rate, median)
    return text if times is None else f"{text} ({speech.times(times)})"


def _links(permalink: str | None, speech: Speech) -> list[list[Button]]:
    if not permalink:
        return []
    return [[Button(speech.plain("button-open"), url=permalink)]]
