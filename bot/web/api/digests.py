"""Digests: which there are, and what one of them says, as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import Field

from bot.domain import digest_picks, same_age
from bot.domain.api_keys import ApiRight
from bot.domain.digest_sentence import UsefulSentence
from bot.domain.digests import Cadence
from bot.domain.media import Media
from bot.domain.periods import Period
from bot.domain.same_age import Measure
from bot.presenters.digest_words import tip
from bot.presenters.speech import Speech
from bot.services import results
from bot.services.digests_for_key import ListKeyDigests, PreviewKeyDigest
from bot.services.ports import Clock
from bot.web.api.answers import Answer
from bot.web.api.digest_answers import (
    AccountDigest,
    BesideUsual,
    Days,
    DigestAnswer,
    DigestsAnswer,
    DigestSettings,
    MostReplies,
    Picked,
    Sentence,
    StoriesOfDigest,
)
from bot.web.api.endpoints import Asked, Endpoint, NoParameters, Parameters, WholeNumber
from bot.web.api.telling import ENGLISH, Completeness, completeness, known_insights, totals_of

PREFIX = "/api/instagram/digests"
WEIGHT = 10
"""Some hundred posts and their histories are held beside each other for it."""


class DigestPath(Parameters):
    digest_id: WholeNumber = Field(ge=1, le=2**31 - 1)


@dataclass(frozen=True)
class DigestRoutes:
    clock: Clock
    list_digests: ListKeyDigests
    preview_digest: PreviewKeyDigest

    def endpoints(self) -> Sequence[Endpoint]:
        return (
            Endpoint(
                path=PREFIX,
                operation_id="listDigests",
                summary="The digests that tell of the key's accounts",
                description="Of the person whose key it is, wherever they go to.",
                right=ApiRight.DIGESTS,
                path_parameters=NoParameters,
                query_parameters=NoParameters,
                answer=DigestsAnswer,
                errors=(),
                handle=self._list,
            ),
            Endpoint(
                path=f"{PREFIX}/{{digest_id}}/preview",
                operation_id="previewDigest",
                summary="What a digest says if it is sent today",
                description=(
                    "The same as the preview in the chat, of the key's accounts only; nothing is"
                    " sent. Instagram is asked for the totals of the period, within the budget of"
                    " digests."
                ),
                right=ApiRight.DIGESTS,
                path_parameters=DigestPath,
                query_parameters=NoParameters,
                answer=DigestAnswer,
                errors=("not_found", "digest_paused"),
                handle=self._preview,
                weight=WEIGHT,
            ),
        )

    async def _list(self, asked: Asked) -> Answer:
        found = await self.list_digests(asked.key)
        return DigestsAnswer(digests=[_settings(one) for one in found], timestamp=self.clock.now())

    async def _preview(self, asked: Asked) -> Answer:
        preview = await self.preview_digest(asked.key, asked.path.digest_id)
        read = [completeness(one.overview.stale, preview.now) for one in preview.told]
        partial = next((one for one in read if one.status == "partial"), Completeness())
        waits = [one.retry_after for one in read if one.retry_after is not None]
        return DigestAnswer(
            status=partial.status,
            reason=partial.reason,
            retry_after=max(waits, default=None),
            digest=_settings(preview.settings),
            language=preview.language,
            accounts=[
                _account(one, complete, preview.language)
                for one, complete in zip(preview.told, read, strict=True)
            ],
            timestamp=preview.now,
        )


def _settings(settings: results.DigestSettings) -> DigestSettings:
    subscription, next_at = settings.subscription, settings.next_at
    account = settings.account
    return DigestSettings(
        digest_id=subscription.id,
        user_id=None if account is None else account.user_id,
        accounts=[account.user_id for account in settings.accounts],
        cadence=subscription.cadence.value,
        at=subscription.at.isoformat(timespec="minutes"),
        weekday=subscription.weekday if subscription.cadence is Cadence.WEEKLY else None,
        time_zone=subscription.time_zone,
        enabled=subscription.enabled,
        muted_until=settings.muted_until,
        pause=None if settings.pause is None else settings.pause.value,
        chat=None if settings.grant is None else settings.grant.title,
        next_at=next_at,
        next_at_local=(
            None
            if next_at is None
            else next_at.astimezone(subscription.zone).isoformat(timespec="seconds")
        ),
    )


def _account(told: results.AccountDigest, complete: Completeness, language: str) -> AccountDigest:
    overview, account, stories = told.overview, told.overview.account, told.stories
    most = stories.most_replies
    sentence = told.sentence
    return AccountDigest(
        user_id=account.user_id,
        username=account.username,
        status=complete.status,
        reason=complete.reason,
        period=_days(overview.period),
        against=None if overview.against is None else _days(overview.against),
        quiet=told.quiet,
        followers_count=account.followers_count,
        followers_as_of=account.as_of,
        followers_came=overview.followers_came,
        followers_left=overview.followers_left,
        totals=totals_of(overview),
        published={kind.value: count for kind, count in overview.published.items()},
        best_post=_best(told.best_post),
        best_reel=_best(told.best_reel),
        worst=_worst(told.worst),
        immature=told.immature,
        stories=StoriesOfDigest(
            seen=overview.stories_seen,
            ended=overview.stories_ended,
            captured=overview.stories_captured,
            lost=stories.lost,
            median_completion=stories.median_completion,
            most_replies=None
            if most is None
            else MostReplies(day=most.day, slide=most.position + 1, replies=most.replies),
        ),
        sentence=None if sentence is None else _sentence(sentence, language),
        not_offered=list(told.not_offered),
        without_link_seconds=int(told.without_link.total_seconds()),
        as_of=overview.as_of,
    )


def _days(period: Period) -> Days:
    return Days(first=period.first, last=period.last, time_zone=period.zone.key)


def _best(found: digest_picks.BestMedia | None) -> Picked | None:
    return None if found is None else _picked(found.media, Measure.REACH, found.beside)


def _worst(found: digest_picks.WorstMedia | None) -> Picked | None:
    return None if found is None else _picked(found.media, found.measure, found.beside)


def _picked(media: Media, measure: Measure, beside: same_age.BesideUsual | None) -> Picked:
    details = media.details
    return Picked(
        media_id=details.media_id,
        media_type=details.media_product_type.value,
        published_at=details.timestamp,
        caption=details.caption,
        permalink=details.permalink,
        measure="reach" if measure is Measure.REACH else "save_rate",
        beside_usual=None
        if beside is None
        else BesideUsual(
            age_seconds=int(beside.age.total_seconds()),
            value=beside.value,
            usual=beside.usual,
            times=beside.times,
            compared=beside.compared,
        ),
        insights=known_insights(details.kind, media.insights),
        as_of=None if media.insights is None else media.insights.as_of,
    )


def _sentence(sentence: UsefulSentence, language: str) -> Sentence:
    return Sentence(
        about=sentence.told.value,
        text=tip(sentence, Speech(language, ENGLISH.zone)),
        count=sentence.count,
        other_count=sentence.other_count,
        times=sentence.times,
        more=None if sentence.more is None else sentence.more.value,
        less=None if sentence.less is None else sentence.less.value,
    )
