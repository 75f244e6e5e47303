"""One slide: its numbers, and how they grew over its 24 hours."""

from bot.domain.formulas import exits, reply_rate, share, story_completion, story_exit_rate
from bot.domain.media import Insights
from bot.presenters.actions import OpenSequence, OpenStory, OpenStoryCurve
from bot.presenters.buttons import back, button, choice
from bot.presenters.layout import BLANK, CAPTION, Html, Line, fit, handle
from bot.presenters.metric_words import not_offered
from bot.presenters.screen import Button, ChartKind, ChartSpec, Screen, Series
from bot.presenters.speech import Speech
from bot.presenters.story_words import metric, state_words
from bot.services.results import StoryCard

_NEIGHBOURS = 5
_SHOWN = ("views", "reach", "navigation", "replies", "shares", "profile_visits", "follows")
"""The metrics that a card shows."""


def screen(result: StoryCard, speech: Speech) -> Screen:
    story = result.story
    lines = [*_header(result, speech), BLANK]
    if story.insights is not None:
        lines += _numbers(story.insights, result.followers_then, speech)
        lines += [Line(text, rank=1) for text in not_offered(_SHOWN, story.insights, speech)]
    elif story.looks or result.now >= story.ends_at:
        lines.append(Line(speech.text("story-no-numbers")))
    else:
        lines.append(Line(speech.text("live-not-looked")))
    if result.next_look_at is not None:
        lines.append(
            Line(speech.text("story-next-look", moment=speech.moment(result.next_look_at)))
        )
    curve = [button(speech, "button-life-curve", OpenStoryCurve(story.id))]
    return Screen(
        fit(lines, CAPTION),
        [
            _neighbours(result),
            *([curve] if story.insights is not None else []),
            back(speech, OpenSequence(result.sequence.id)),
        ],
        picture_url=story.details.picture_url,
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
        note="" if story.insights is not None else speech.plain("chart-nothing-yet"),
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
    views = insights.get("views")
    forward = insights.part("navigation", "tap_forward")
    backward = insights.part("navigation", "tap_back")
    return [
        Line(_reach(insights, followers_then, speech)),
        Line(
            speech.text(
                "story-taps",
                forward=speech.number(forward),
                forward_share=speech.percent(share(forward, views)),
                back=speech.number(backward),
                back_share=speech.percent(share(backward, views)),
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
            speech.text(
                "story-more",
                shares=speech.number(insights.get("shares")),
                visits=speech.number(insights.get("profile_visits")),
                follows=speech.number(insights.get("follows")),
            )
        ),
        Line(speech.text("story-formula"), rank=1),
    ]


def _reach(insights: Insights, followers_then: int | None, speech: Speech) -> Html:
    views, reach = speech.number(insights.get("views")), speech.number(insights.get("reach"))
    of_followers = share(insights.get("reach"), followers_then)
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
