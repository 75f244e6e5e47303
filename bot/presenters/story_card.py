"""One slide: its numbers, and how they grew over its 24 hours."""

from bot.domain.formulas import (
    exits,
    follows_per_thousand,
    reach_rate,
    reply_rate,
    story_back_rate,
    story_completion,
    story_exit_rate,
    story_forward_rate,
    story_full_view,
)
from bot.domain.media import Insights, MediaProductType
from bot.domain.story_life import PictureState, StoryState
from bot.presenters.actions import OpenSequence, OpenStory, OpenStoryCurve, OpenTagsOf
from bot.presenters.buttons import back, button, choice
from bot.presenters.coverage_words import why_words
from bot.presenters.layout import BLANK, CAPTION, Html, Line, fit, handle
from bot.presenters.media_words import tags_line
from bot.presenters.metric_words import not_offered
from bot.presenters.origins import way_back
from bot.presenters.screen import Button, ChartKind, ChartSpec, Screen, Series
from bot.presenters.speech import Speech
from bot.presenters.story_words import (
    metric,
    next_look_words,
    no_numbers_words,
    replies_limited,
    state_words,
)
from bot.services.results import StoryCard

_NEIGHBOURS = 5
_SHOWN = ("views", "reach", "navigation", "replies", "shares", "profile_visits", "follows")
"""The metrics that a card shows."""


def screen(result: StoryCard, speech: Speech, origin: str = "") -> Screen:
    """``origin``: where Back leads, when it is not the day's stories."""
    story = result.story
    lines = [*_header(result, speech), BLANK]
    if story.insights is not None:
        lines += _numbers(story.insights, result.followers_then, speech)
        lines += [Line(text, rank=1) for text in not_offered(_SHOWN, story.insights, speech)]
    elif story.state(result.now) is StoryState.LIVE:
        if story.looks or not result.being_read:
            lines.append(Line(no_numbers_words(story, speech)))
    elif story.hidden and story.state(result.now) is StoryState.LOST:
        lines.append(Line(speech.text("story-hidden-at-last-look")))
    if result.why is not None:
        lines.append(Line(why_words(result.why, story, speech)))
    if story.state(result.now) is StoryState.LIVE and story.insights is not None:
        read_at = speech.moment(story.insights.as_of)
        lines.append(Line(speech.text("live-read-at", moment=read_at)))
    next_look = next_look_words(result.next_look_at, result.being_read, result.now, speech)
    if next_look:
        lines.append(Line(next_look))
    if result.picture is PictureState.LOST:
        lines.append(Line(speech.text("story-picture-lost"), rank=1))
    is_kept = result.picture is PictureState.KEPT
    curve = button(speech, "button-life-curve", OpenStoryCurve(story.id))
    topics = button(speech, "button-topics", OpenTagsOf(MediaProductType.STORY, story.id))
    if result.tags:
        lines.append(Line(speech.text("card-tags", tags=tags_line(result.tags)), rank=2))
    return Screen(
        fit(lines, CAPTION),
        [
            _neighbours(result),
            [*([curve] if story.insights is not None else []), topics],
            back(speech, way_back(origin) or OpenSequence(result.sequence.id)),
        ],
        picture_url=story.details.picture_url,
        kept_pictures=(story.id,) if is_kept else (),
    )


def curve(result: StoryCard, speech: Speech) -> Screen:
    """Views and reach at every look; looks without numbers leave a gap."""
    story = result.story
    looks = story.looks
    spec = ChartSpec(
        kind=ChartKind.LIFE_CURVE,
        title=speech.plain("chart-life", posted=speech.published(story.posted_at, result.now)),
        labels=tuple(speech.duration(look.at - story.posted_at) for look in looks),
        series=tuple(
            Series(
                speech.plain(key),
                tuple(None if look.insights is None else look.insights.get(name) for look in looks),
            )
            for name, key in (("views", "chart-views"), ("reach", "chart-reach-of-story"))
        ),
        decimal_sign=speech.decimal_sign,
        group_sign=speech.group_sign,
        thousand=speech.thousand,
        million=speech.million,
        note="" if story.insights is not None else speech.plain("chart-no-numbers"),
    )
    lines = [
        *_header(result, speech),
        Line(speech.text("story-looks", count=len(looks))),
        Line(
            speech.text(
                "live-numbers",
                views=speech.number(metric(story, "views")),
                reach=speech.number(metric(story, "reach")),
                replies=speech.number(metric(story, "replies")),
            )
        ),
        *replies_limited([metric(story, "replies")], speech),
    ]
    return Screen(fit(lines, CAPTION), [back(speech, OpenStory(story.id))], chart=spec)


def _header(result: StoryCard, speech: Speech) -> list[Line]:
    return [
        Line(
            speech.text(
                "story-header",
                number=result.position + 1,
                count=len(result.sequence.stories),
                posted=speech.published(result.story.posted_at, result.now),
                account=handle(result.account.username),
            )
        ),
        Line(state_words(result.story, result.now, speech)),
    ]


def _numbers(insights: Insights, followers_then: int | None, speech: Speech) -> list[Line]:
    forward = insights.part("navigation", "tap_forward")
    backward = insights.part("navigation", "tap_back")
    return [
        Line(_reach(insights, followers_then, speech)),
        Line(
            speech.text(
                "story-taps",
                forward=speech.number(forward),
                forward_share=speech.percent(story_forward_rate(insights)),
                back=speech.number(backward),
                back_share=speech.percent(story_back_rate(insights)),
            )
        ),
        Line(
            speech.text(
                "story-exits",
                exits=speech.number(exits(insights)),
                share=speech.percent(story_exit_rate(insights)),
            )
        ),
        Line(
            speech.text(
                "story-completion",
                share=speech.percent(story_completion(insights)),
                replies=speech.number(insights.get("replies")),
                reply_share=speech.percent(reply_rate(insights), digits=2),
            )
        ),
        Line(
            speech.text("story-full-view", share=speech.percent(story_full_view(insights))), rank=1
        ),
        Line(_more(insights, speech)),
        Line(speech.text("story-formula"), rank=1),
    ]


def _more(insights: Insights, speech: Speech) -> Html:
    numbers = {
        name: speech.number(insights.get(metric))
        for name, metric in (
            ("shares", "shares"),
            ("visits", "profile_visits"),
            ("follows", "follows"),
        )
    }
    rate = follows_per_thousand(insights, MediaProductType.STORY)
    if not rate:
        return speech.text("story-more", **numbers)
    return speech.text("story-more-and-rate", rate=speech.number(rate, digits=1), **numbers)


def _reach(insights: Insights, followers_then: int | None, speech: Speech) -> Html:
    views, reach = speech.number(insights.get("views")), speech.number(insights.get("reach"))
    of_followers = reach_rate(insights, followers_then)
    if of_followers is None:
        return speech.text("story-reach", views=views, reach=reach)
    return speech.text(
        "story-reach-of-followers", views=views, reach=reach, share=speech.percent(of_followers)
    )


def _neighbours(result: StoryCard) -> list[Button]:
    """The slides around this one, this one ticked."""
    stories = result.sequence.stories
    start = max(0, min(result.position - _NEIGHBOURS // 2, len(stories) - _NEIGHBOURS))
    return [
        choice(str(index + 1), index == result.position, OpenStory(stories[index].id))
        for index in range(start, min(start + _NEIGHBOURS, len(stories)))
    ]
