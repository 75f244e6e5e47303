"""An account's numbers by parts: of a period, and of its people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field

from bot.domain.api_keys import ApiRight
from bot.domain.media import Number
from bot.presenters.metric_words import metric_name, metric_sentence
from bot.services.ports import Clock
from bot.services.read_account_breakdown import ReadAccountBreakdown
from bot.services.read_for_key import ReadKeyAudience
from bot.services.results import Stale
from bot.web.api.accounts import ID, PREFIX, PeriodQuery
from bot.web.api.answers import Answer, Instant, Partial, Value
from bot.web.api.endpoints import Asked, Endpoint, NoParameters, Parameters
from bot.web.api.problems import ApiProblem, of_refusal
from bot.web.api.telling import ENGLISH, completeness, seconds_until

ERRORS = (
    "not_found",
    "permission_denied",
    "token_expired",
    "instagram_away",
    "instagram_refused",
)


class BreakdownPath(Parameters):
    user_id: str = Field(pattern=ID, examples=["17841400000000001"])
    metric: str = Field(
        pattern=r"^[a-z_]{1,64}$",
        description="Retired names are translated.",
        examples=["views"],
    )
    breakdown: Literal["follow_type", "media_product_type", "contact_button_type"]


class AudiencePath(Parameters):
    user_id: str = Field(pattern=ID, examples=["17841400000000001"])
    metric: Literal["follower_demographics", "engaged_audience_demographics"]
    breakdown: Literal["age", "gender", "city", "country"]


class AccountPart(Answer):
    dimension_values: list[str] = Field(description="In lower case.", examples=[["follower"]])
    value: Value


class AccountParts(Answer):
    dimension_keys: list[str] = Field(examples=[["follow_type"]])
    results: list[AccountPart] = Field(description="Largest first. Empty: Instagram gave none.")


class ByParts(Partial):
    user_id: str
    name: str
    title: str
    description: str
    breakdown: list[AccountParts]


class AccountBreakdownAnswer(ByParts):
    """Of whole local days. Over 30 days no metric has parts that counts each person once."""

    translated: dict[str, str] = Field(
        default_factory=dict,
        description="The retired name that was asked for, and what answers in its stead.",
        examples=[{"get_directions_clicks": "profile_links_taps"}],
    )
    first: date
    last: date
    time_zone: str
    as_of: Instant | None
    timestamp: Instant


class AudienceAnswer(ByParts):
    """The 45 largest parts at most; accounts with few followers have none."""

    timeframe: Literal["this_month"] = "this_month"
    as_of: Instant | None
    timestamp: Instant


@dataclass(frozen=True)
class BreakdownRoutes:
    clock: Clock
    read_breakdown: ReadAccountBreakdown
    read_audience: ReadKeyAudience

    def endpoints(self) -> Sequence[Endpoint]:
        return (
            Endpoint(
                path=f"{PREFIX}/{{user_id}}/insights/{{metric}}/{{breakdown}}",
                operation_id="readAccountBreakdown",
                summary="One metric of an account over a period, by parts",
                description=(
                    "reach and views by follow_type or media_product_type; total_interactions,"
                    " likes, comments, saves and shares by media_product_type; profile_links_taps"
                    " by contact_button_type; follows_and_unfollows by follow_type (follower came,"
                    " non_follower left). Anything else is 404. At most an hour old when Instagram"
                    " answers."
                ),
                right=ApiRight.ACCOUNT,
                path_parameters=BreakdownPath,
                query_parameters=PeriodQuery,
                answer=AccountBreakdownAnswer,
                errors=ERRORS,
                handle=self._by_period,
            ),
            Endpoint(
                path=f"{PREFIX}/{{user_id}}/audience/{{metric}}/{{breakdown}}",
                operation_id="readAudience",
                summary="Who the followers of an account are, or the people who engaged",
                description="At most a week old when Instagram answers: it changes slowly.",
                right=ApiRight.ACCOUNT,
                path_parameters=AudiencePath,
                query_parameters=NoParameters,
                answer=AudienceAnswer,
                errors=ERRORS,
                handle=self._audience,
            ),
        )

    async def _by_period(self, asked: Asked) -> Answer:
        path = asked.path
        result = await self.read_breakdown(
            asked.key, path.user_id, path.metric, path.breakdown, int(asked.query.days)
        )
        if result.parts is None:
            raise self._nothing_known(result.stale)
        understood, period = result.understood, result.period
        complete = completeness(result.stale, result.now)
        retired = understood.replacement is not None
        return AccountBreakdownAnswer(
            status=complete.status,
            reason=complete.reason,
            retry_after=complete.retry_after,
            user_id=result.account.user_id,
            name=understood.metric,
            title=metric_name(understood.metric, ENGLISH),
            description=metric_sentence(understood.metric, ENGLISH),
            breakdown=_parts(result.breakdown, result.parts),
            translated={understood.asked: understood.metric} if retired else {},
            first=period.first,
            last=period.last,
            time_zone=period.zone.key,
            as_of=result.as_of,
            timestamp=result.now,
        )

    async def _audience(self, asked: Asked) -> Answer:
        path = asked.path
        result = await self.read_audience(asked.key, path.user_id, path.metric, path.breakdown)
        if result.as_of is None:
            raise self._nothing_known(result.stale)
        complete = completeness(result.stale, self.clock.now())
        return AudienceAnswer(
            status=complete.status,
            reason=complete.reason,
            retry_after=complete.retry_after,
            user_id=result.account.user_id,
            name=result.metric,
            title=metric_name(result.metric, ENGLISH),
            description=metric_sentence(result.metric, ENGLISH),
            breakdown=_parts(result.breakdown, result.parts),
            as_of=result.as_of,
            timestamp=self.clock.now(),
        )

    def _nothing_known(self, stale: Stale | None) -> ApiProblem:
        if stale is None:
            return ApiProblem("not_found", "No numbers of it were seen.")
        return of_refusal(stale.refusal, seconds_until(stale, self.clock.now()))


def _parts(breakdown: str, parts: Mapping[str, Number | None]) -> list[AccountParts]:
    """Cities and countries, too, are told in lower case: as all dimension values are."""
    largest_first = sorted(parts.items(), key=lambda part: (-(part[1] or 0), part[0]))
    results = [
        AccountPart(dimension_values=[name.lower()], value=value) for name, value in largest_first
    ]
    return [AccountParts(dimension_keys=[breakdown], results=results)]
