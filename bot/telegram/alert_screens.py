"""Alerts of the outbox as screens."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.alerts import AlertKind
from bot.domain.errors import NotFound
from bot.presenters import alert_cards
from bot.presenters.screen import Screen
from bot.presenters.speech import Speech
from bot.services.describe_alerts import (
    DescribeDrop,
    DescribeMilestone,
    DescribePostNews,
    DescribeUnseenStories,
)
from bot.services.ports import Clock, Database, OutgoingMessage
from bot.telegram.payload import instant, integer, number


@dataclass(frozen=True)
class DescribeAlerts:
    """What there is to tell of each kind, by whoever is told."""

    unseen_stories: DescribeUnseenStories
    post: DescribePostNews
    milestone: DescribeMilestone
    drop: DescribeDrop


def describe_alerts(database: Database, clock: Clock) -> DescribeAlerts:
    return DescribeAlerts(
        DescribeUnseenStories(database, clock),
        DescribePostNews(database, clock),
        DescribeMilestone(database),
        DescribeDrop(database, clock),
    )


async def alert_screen(
    describe: DescribeAlerts, message: OutgoingMessage, kind: AlertKind, speech: Speech
) -> Screen:
    """Raises NotFound when there is nothing to tell any more."""
    receiver, account_id = message.chat_id, integer(message, "account_id")
    match kind:
        case AlertKind.STORY_EXPIRING:
            unseen = await describe.unseen_stories(receiver, account_id)
            return alert_cards.unseen_stories(unseen, speech)
        case AlertKind.TAKE_OFF | AlertKind.NEW_REEL:
            age = timedelta(seconds=integer(message, "age_seconds"))
            post = await describe.post(receiver, account_id, integer(message, "media_id"), age)
            return alert_cards.post(post, kind, speech)
        case AlertKind.MILESTONE:
            reached, followers = integer(message, "milestone"), integer(message, "followers")
            as_of = instant(message, "as_of")
            news = await describe.milestone(receiver, account_id, reached, followers, as_of)
            return alert_cards.milestone(news, speech)
        case AlertKind.DROP:
            until, reach = instant(message, "until"), number(message, "reach")
            usual = number(message, "usual")
            drop = await describe.drop(receiver, account_id, until, reach, usual)
            return alert_cards.drop(drop, speech)
    raise NotFound(f"no wording for {kind}")
