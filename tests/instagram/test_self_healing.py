"""Whatever Instagram refuses, the rest comes; it is remembered, and tried again weekly."""

from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.media import Insights, MediaKind
from bot.domain.metrics import CallGroup, listed_metrics, metrics_of
from bot.domain.periods import last_days
from bot.instagram import InstagramClient, InstagramEndpoints
from bot.instagram.refused_metrics import MEDIA_OF_A_KIND, ask_supported
from bot.services.ports import InstagramApi, ListedMedia, RefusedMetric
from bot.storage.unit_of_work import SqlDatabase
from tests.instagram.conftest import (
    START,
    Account,
    OddInstagram,
    Room,
    Sandbox,
    http_over,
    json_reply,
)

IMAGE, CAROUSEL, REELS, STORY = (
    MediaKind.IMAGE,
    MediaKind.CAROUSEL,
    MediaKind.REELS,
    MediaKind.STORY,
)
CORE = (CallGroup.CORE,)
SHARED = tuple(metric.name for metric in listed_metrics())
WEEK = last_days(7, START, ZoneInfo("UTC"))


@asynccontextmanager
async def another_machine(sandbox: Sandbox, database: SqlDatabase) -> AsyncIterator[InstagramApi]:
    """A client that remembers nothing but what is in the database."""
    async with http_over(database) as http:
        endpoints = InstagramEndpoints.at(f"{sandbox.origin}/instagram")
        yield InstagramClient(http, endpoints, sandbox.clock, database)


async def known(database: SqlDatabase) -> list[RefusedMetric]:
    async with database.reading() as stored:
        return await stored.instagram_facts.refused_metrics()


async def metrics_asked(sandbox: Sandbox) -> list[str]:
    return [
        request["params"]["metric"]
        for request in await sandbox.requests()
        if "metric" in request["params"]
    ]


# Kinds of media -------------------------------------------------------------------------------


async def told_stories(sandbox: Sandbox, shop: Account, number: int) -> list[str]:
    stories = [await sandbox.story(shop) for _ in range(number)]
    sandbox.clock.jump(timedelta(hours=12))
    return stories


async def test_what_several_stories_refuse_is_not_asked_of_others_for_a_week(
    sandbox: Sandbox, room: Room, shop: Account, sandbox_database: SqlDatabase
) -> None:
    await sandbox.switch("metric_refused", metric="reposts")
    first, *others = await told_stories(sandbox, shop, 4)
    for number, story in enumerate([first, first, *others[:2]]):
        assert await known(sandbox_database) == [], number
        insights = await room.api.media_insights(shop.access, story, STORY, (CallGroup.EXTRA,))
        assert insights.refused == {"reposts"}
    learned_at = sandbox.clock.now()
    (row,) = await known(sandbox_database)
    assert (row.kind, row.metric, row.since, row.refused_at) == (
        "STORY", "reposts", learned_at, learned_at,
    )  # fmt: skip
    assert "reposts" in row.detail
    await sandbox.requests()

    await room.api.media_insights(shop.access, others[2], STORY, (CallGroup.EXTRA,))
    async with another_machine(sandbox, sandbox_database) as other:
        await other.media_insights(shop.access, others[2], STORY, (CallGroup.EXTRA,))
    assert await sandbox.requests() == []
    image = (await room.api.newest_media(shop.access, 1))[0].details
    await room.api.media_insights(shop.access, image.media_id, image.kind, (CallGroup.EXTRA,))
    assert "reposts" in (await metrics_asked(sandbox))[0]

    sandbox.clock.jump(timedelta(days=7))
    (story,) = await told_stories(sandbox, shop, 1)
    again = await room.api.media_insights(shop.access, story, STORY, (CallGroup.EXTRA,))
    assert again.refused == {"reposts"}
    (row,) = await known(sandbox_database)
    assert (row.since, row.refused_at) == (learned_at, sandbox.clock.now())
    await sandbox.requests()
    await room.api.media_insights(shop.access, story, STORY, (CallGroup.EXTRA,))
    assert await sandbox.requests() == []


async def test_what_comes_again_after_a_week_is_asked_again_by_all(
    sandbox: Sandbox, room: Room, shop: Account, sandbox_database: SqlDatabase
) -> None:
    async with sandbox_database.transaction() as stored:
        facts = stored.instagram_facts
        await facts.metric_refused("STORY", "reposts", sandbox.clock.now(), "refused")
    async with another_machine(sandbox, sandbox_database) as other:
        (story,) = await told_stories(sandbox, shop, 1)
        before = await other.media_insights(shop.access, story, STORY, (CallGroup.EXTRA,))
        assert before.values == {}

        sandbox.clock.jump(timedelta(days=7))
        (story,) = await told_stories(sandbox, shop, 1)
        tried = await room.api.media_insights(shop.access, story, STORY, (CallGroup.EXTRA,))
        assert "reposts" in tried.values
        assert await known(sandbox_database) == []
        after = await other.media_insights(shop.access, story, STORY, (CallGroup.EXTRA,))
        assert "reposts" in after.values


async def test_another_machine_learns_within_minutes(
    sandbox: Sandbox, room: Room, shop: Account, sandbox_database: SqlDatabase
) -> None:
    (story,) = await told_stories(sandbox, shop, 1)
    await room.api.media_insights(shop.access, story, STORY, CORE)
    async with sandbox_database.transaction() as stored:
        facts = stored.instagram_facts
        await facts.metric_refused("STORY", "reposts", sandbox.clock.now(), "refused elsewhere")
    sandbox.clock.jump(timedelta(minutes=5))
    insights = await room.api.media_insights(
        shop.access, story, STORY, (CallGroup.CORE, CallGroup.EXTRA)
    )
    assert "reposts" not in insights.values


async def test_odd_media_hide_nothing_from_those_that_have_it(
    sandbox: Sandbox, room: Room, sandbox_database: SqlDatabase
) -> None:
    account = await sandbox.account(
        username="old", posts=5, reels=0, carousels=0, legacy_videos=4, stories_per_day=0
    )
    media = await room.api.newest_media(account.access, 9)
    posts, videos = media[:5], media[5:]
    usual = posts[0].details.media_id
    for one in posts[1:4]:
        given = await room.api.media_insights(account.access, usual, IMAGE, CORE)
        media_id = one.details.media_id
        await sandbox.switch("metric_refused", media_id=media_id, metric="views")
        refused = await room.api.media_insights(account.access, media_id, IMAGE, CORE)
        assert refused.refused == {"views"}
        assert set(refused.values) == set(given.values) - {"views"}
    last = await room.api.media_insights(account.access, posts[4].details.media_id, IMAGE, CORE)
    assert set(last.values) == set(given.values)
    assert await known(sandbox_database) == []
    groups = (CallGroup.CORE, CallGroup.EXTRA)
    for one in videos:
        numbers = await room.api.media_insights(
            account.access, one.details.media_id, one.details.kind, groups
        )
        assert set(numbers.values) == {"reach", "saved", "likes", "comments"}
    assert {(row.kind, row.metric) for row in await known(sandbox_database)} == {
        ("LEGACY_VIDEO", "views"),
        ("LEGACY_VIDEO", "shares"),
    }


# Lists ----------------------------------------------------------------------------------------


async def test_where_nesting_is_refused_it_is_asked_once_a_week_over_restarts(
    sandbox: Sandbox, room: Room, shop: Account, sandbox_database: SqlDatabase
) -> None:
    fault = await switched_on(sandbox, "nested_insights", mode="refused")
    await sandbox.requests()

    async def nested(api: InstagramApi) -> list[bool]:
        page = await api.media_page(shop.access, None, 10)
        assert len(page.media) == 10
        requests = await sandbox.requests()
        return ["insights" in request["params"]["fields"] for request in requests]

    assert await nested(room.api) == [True, False]
    assert await nested(room.api) == [False]
    async with another_machine(sandbox, sandbox_database) as restarted:
        assert await nested(restarted) == [False]
    (row,) = await known(sandbox_database)
    assert (row.kind, row.metric) == ("LIST", "insights")
    assert "nonexisting field (insights)" in row.detail

    sandbox.clock.jump(timedelta(days=7))
    assert await nested(room.api) == [True, False]
    assert await nested(room.api) == [False]
    (again,) = await known(sandbox_database)
    assert (again.since, again.refused_at) == (row.since, sandbox.clock.now())

    sandbox.clock.jump(timedelta(days=7))
    await sandbox.control("DELETE", f"/faults/{fault}")
    assert await nested(room.api) == [True]
    assert await known(sandbox_database) == []
    assert await nested(room.api) == [True]


async def test_what_one_kind_refuses_is_in_no_list_and_the_others_have_it_by_their_own_calls(
    sandbox: Sandbox, room: Room, sandbox_database: SqlDatabase
) -> None:
    account = await sandbox.account(username="reels", posts=30, reels=30, carousels=0)
    for one in await room.api.newest_media(account.access, 60):
        if one.details.kind is REELS:
            media_id = one.details.media_id
            await sandbox.switch("metric_refused", media_id=media_id, metric="views")
    await sandbox.requests()
    first = await room.api.media_page(account.access, None, 30)
    assert [(row.kind, row.metric) for row in await known(sandbox_database)] == [("REELS", "views")]
    assert len(await sandbox.requests()) <= 60
    second = await room.api.media_page(account.access, first.after, 30)
    assert len(await sandbox.requests()) == 1
    for one in second.media:
        assert one.insights is not None
        assert set(one.insights.values) == set(SHARED) - {"views"}
        assert one.insights.refused == frozenset()
    image = next(one.details for one in second.media if one.details.kind is IMAGE)
    own = await room.api.media_insights(account.access, image.media_id, IMAGE, CORE)
    assert "views" in own.values


async def test_a_metric_that_is_retired_costs_one_search_and_then_nothing(
    sandbox: Sandbox, room: Room, sandbox_database: SqlDatabase
) -> None:
    account = await sandbox.account(username="retired", posts=60, reels=0, carousels=0)
    for _ in range(2):
        await room.api.media_page(account.access, None, 30)
        sandbox.clock.jump(timedelta(days=1))
    await sandbox.switch("metric_refused", metric="saved")
    await sandbox.requests()

    first = await room.api.media_page(account.access, None, 30)
    bits, found = (30 - 1).bit_length(), 3
    assert len(await sandbox.requests()) <= min(1 + found * (2 * bits + 3), 2 * 30)
    assert [(row.kind, row.metric) for row in await known(sandbox_database)] == [("IMAGE", "saved")]
    for after in (None, first.after):
        page = await room.api.media_page(account.access, after, 30)
        assert len(await sandbox.requests()) == 1
        assert [set(one.insights.values) for one in page.media if one.insights] == [
            set(SHARED) - {"saved"}
        ] * 30


async def test_three_odd_posts_on_a_page_hide_nothing_of_the_others(
    sandbox: Sandbox, room: Room, sandbox_database: SqlDatabase
) -> None:
    account = await sandbox.account(username="three.odd", posts=50, reels=0, carousels=0)
    media = await room.api.newest_media(account.access, 50)
    for one in (media[3], media[20], media[40]):
        media_id = one.details.media_id
        for metric in ("views", "saved"):
            await sandbox.switch("metric_refused", media_id=media_id, metric=metric)
    await room.api.media_page(account.access, None, 50)
    assert await known(sandbox_database) == []


# Accounts -------------------------------------------------------------------------------------


async def test_what_is_refused_of_accounts_is_remembered_by_the_form_it_was_asked_in(
    odd: OddInstagram, odd_room: Room, shop: Account, sqlite_database: SqlDatabase
) -> None:
    refusal = json_reply(
        '{"error": {"message": "(#100) metric[0] must be one of the following values: x",'
        ' "code": 100}}',
        400,
    )
    total = '{"data": [{"name": "reach", "total_value": {"value": 5}}]}'
    odd.answers(refusal, refusal, refusal, total)

    async def ask_all() -> Sequence[object]:
        api, access, user_id = odd_room.api, shop.access, shop.user_id
        return (
            await api.account_breakdown(access, user_id, "reach", "follow_type", WEEK),
            await api.account_series(access, user_id, "reach", WEEK),
            await api.audience(access, user_id, "follower_demographics", "age"),
            (await api.account_totals(access, user_id, ("reach",), WEEK)).values,
        )

    assert await ask_all() == ({}, [], {}, {"reach": 5})
    assert len(odd.asked) == 4
    assert [(row.kind, row.metric) for row in await known(sqlite_database)] == [
        ("ACCOUNT", "follower_demographics by age"),
        ("ACCOUNT", "reach by day"),
        ("ACCOUNT", "reach by follow_type"),
    ]
    assert await ask_all() == ({}, [], {}, {"reach": 5})
    assert len(odd.asked) == 5


async def test_a_total_that_is_refused_is_asked_once(
    sandbox: Sandbox, room: Room, shop: Account, sandbox_database: SqlDatabase
) -> None:
    await sandbox.requests()
    for _ in range(2):
        totals = await room.api.account_totals(
            shop.access, shop.user_id, ("no_such_metric", "reach"), WEEK
        )
        assert set(totals.values) == {"reach"}
    assert await metrics_asked(sandbox) == ["no_such_metric,reach", "reach", "reach"]
    (row,) = await known(sandbox_database)
    assert (row.kind, row.metric) == ("ACCOUNT", "no_such_metric")


# Any subset of refusals -----------------------------------------------------------------------


async def switched_on(sandbox: Sandbox, name: str, **params: Any) -> str:
    fault = {"target": "instagram", "fault": name, "params": params, "times": None}
    return str((await sandbox.control("POST", "/faults", fault))["id"])


@dataclass(frozen=True)
class Refusals:
    """What an Instagram refuses: by kind, of some media by position, and of all older ones."""

    of_kinds: Mapping[MediaKind, frozenset[str]] = field(default_factory=dict)
    of_media: Mapping[int, frozenset[str]] = field(default_factory=dict)
    converted_at: int | None = None

    def of(self, position: int, kind: MediaKind) -> frozenset[str]:
        return self.of_kinds.get(kind, frozenset()) | self.of_media.get(position, frozenset())


MEDIA = 24
some_metrics = st.frozensets(st.sampled_from(SHARED), min_size=1)
any_refusals = st.builds(
    Refusals,
    st.dictionaries(st.sampled_from((IMAGE, CAROUSEL, REELS)), some_metrics, max_size=2),
    # Of one kind and metric: fewer than what is taken for the whole kind.
    st.dictionaries(st.integers(0, MEDIA - 1), some_metrics, max_size=2),
    st.none() | st.integers(0, MEDIA - 1),
)
numbers = count()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(refusals=any_refusals, limit=st.sampled_from((1, 3, 7, 10, 16, 24, 50)))
@example(refusals=Refusals(), limit=50)
@example(
    refusals=Refusals(
        {IMAGE: frozenset({"views", "reach", "comments", "shares"}), CAROUSEL: frozenset(SHARED)},
        {18: frozenset(SHARED), 11: frozenset(SHARED)},
        20,
    ),
    limit=24,
)
@example(refusals=Refusals(of_media={0: frozenset(SHARED), 23: frozenset(SHARED)}), limit=50)
@example(refusals=Refusals({REELS: frozenset({"views"})}, {3: frozenset({"likes"})}, 20), limit=24)
async def test_any_subset_of_refusals_leaves_all_the_others_within_the_stated_cost(
    sandbox: Sandbox, sandbox_database: SqlDatabase, refusals: Refusals, limit: int
) -> None:
    account = await sandbox.account(
        username=f"shop.{next(numbers)}", posts=12, reels=7, carousels=5, stories_per_day=0
    )
    async with sandbox_database.transaction() as stored:
        for kind in MediaKind:
            await stored.instagram_facts.metrics_given(kind, SHARED)
    async with another_machine(sandbox, sandbox_database) as api:
        plain = await api.newest_media(account.access, MEDIA)
        faults = [fault async for fault in switch_on(sandbox, plain, refusals)]
        try:
            await sandbox.requests()
            reading = Reading(sandbox, api, account, refusals, plain, limit)
            first = await reading.whole_list()
            await reading.own_calls(first)
            assert_nothing_was_refused_twice(reading.log)

            reading.log.clear()
            refusing = [one.details.timestamp for one in plain if reading.refuses_something(one)]
            converted_at = max(reading.converted, default=None)
            again = await reading.whole_list(refusing, converted_at, is_known=True)
            assert [request["status"] for request in reading.log] == [200] * len(reading.log)
            await reading.own_calls(again)
            assert [request["status"] for request in reading.log] == [200] * len(reading.log)
        finally:
            for fault in faults:
                await sandbox.control("DELETE", f"/faults/{fault}")


@given(refused=st.frozensets(st.integers(0, 10)), number=st.integers(1, 11), is_named=st.booleans())
async def test_any_subset_of_metrics_is_found_out_in_a_bounded_number_of_calls(
    refused: frozenset[int], number: int, is_named: bool
) -> None:
    """``is_named``: Instagram names the first metric that it refuses, or none."""
    metrics = [f"metric_{one}" for one in range(number)]
    unsupported = {f"metric_{one}" for one in refused if one < number}
    calls: list[tuple[str, ...]] = []

    async def ask(names: Sequence[str]) -> Sequence[str]:
        calls.append(tuple(names))
        blamed = [name for name in names if name in unsupported][:1]
        if blamed:
            named = frozenset(blamed if is_named else ())
            raise InstagramRefused(Refusal.UNSUPPORTED_METRIC, "refused", metrics=named)
        return names

    supported = await ask_supported(metrics, ask)
    given_names = sorted(name for answer in supported.answers for name in answer)
    assert given_names == sorted(set(metrics) - unsupported)
    assert supported.refused == unsupported
    assert len(set(calls)) == len(calls)
    found_out = len(unsupported)
    if is_named:
        assert len(calls) <= 1 + found_out
    else:
        bits = (number - 1).bit_length()
        assert len(calls) <= min(1 + 2 * bits * found_out, 2 * number - 1)


async def switch_on(
    sandbox: Sandbox, media: Sequence[ListedMedia], refusals: Refusals
) -> AsyncIterator[str]:
    for position, one in enumerate(media):
        media_id = one.details.media_id
        for metric in sorted(refusals.of(position, one.details.kind)):
            yield await switched_on(sandbox, "metric_refused", media_id=media_id, metric=metric)
        if refusals.converted_at is not None and position >= refusals.converted_at:
            yield await switched_on(sandbox, "pre_conversion", media_id=media_id)


def assert_nothing_was_refused_twice(log: Sequence[dict[str, Any]]) -> None:
    refused = [
        (request["path"], *sorted(request["params"].items()))
        for request in log
        if request["status"] != 200
    ]
    assert len(set(refused)) == len(refused)


@dataclass
class Reading:
    """Reads as a caller would: lists, and own calls for what lists did not bring."""

    sandbox: Sandbox
    api: InstagramApi
    account: Account
    refusals: Refusals
    plain: Sequence[ListedMedia]
    limit: int
    log: list[dict[str, Any]] = field(default_factory=list)
    refused_of: dict[str, frozenset[str]] = field(default_factory=dict)
    converted: list[datetime] = field(default_factory=list)

    async def whole_list(
        self,
        refusing: Sequence[datetime] = (),
        before_conversion: datetime | None = None,
        *,
        is_known: bool = False,
    ) -> list[ListedMedia]:
        """``is_known``: all that refuses is handed in."""
        media: list[ListedMedia] = []
        after: str | None = None
        while True:
            page = await self.api.media_page(
                self.account.access, after, self.limit, refusing, before_conversion
            )
            requests = await self.sandbox.requests()
            found = self.refusing_among(range(len(media), len(media) + len(page.media)))
            bits = (self.limit - 1).bit_length()
            if is_known:
                assert len(requests) <= found + 2
            else:
                assert len(requests) <= min(1 + found * (2 * bits + 3), 2 * self.limit)
            self.log += requests
            media += page.media
            after = page.after
            converted = [one.details.timestamp for one in media if one.before_conversion]
            before_conversion = max(converted, default=before_conversion)
            if after is None:
                break
        assert [one.details for one in media] == [one.details for one in self.plain]
        return media

    def refusing_among(self, positions: range) -> int:
        """Of media from before the conversion only the first one is met."""
        return sum(
            bool(self.refusals.of(position, self.plain[position].details.kind))
            for position in positions
            if not self.is_converted(position)
        ) + any(map(self.is_converted, positions))

    def is_converted(self, position: int) -> bool:
        return self.refusals.converted_at is not None and position >= self.refusals.converted_at

    def refuses_something(self, one: ListedMedia) -> bool:
        return bool(self.refused_of.get(one.details.media_id))

    async def own_calls(self, media: Sequence[ListedMedia]) -> None:
        """In the end every media has each number that it does not refuse, and no other.

        Except for what seems retired.
        """
        for position, one in enumerate(media):
            if one.before_conversion:
                assert self.is_converted(position)
                assert one.insights is None
                self.converted.append(one.details.timestamp)
                continue
            media_id, kind = one.details.media_id, one.details.kind
            values = dict(one.insights.values) if one.insights else {}
            refused = self.refused_of.get(media_id, frozenset())
            refused |= one.insights.refused if one.insights else frozenset()
            offered = {metric.name for metric in metrics_of(kind, CallGroup.CORE)}
            if not offered <= values.keys() | refused:
                own = await self.own_call(one, refused)
                if own is None:
                    assert self.is_converted(position)
                    self.converted.append(one.details.timestamp)
                    continue
                values |= own.values
                refused |= own.refused
            self.refused_of[media_id] = refused
            # Of a kind that has nothing to ask for, nobody hears of the conversion.
            has = set() if self.is_converted(position) else set(SHARED)
            expected = has - self.refusals.of(position, kind)
            assert expected - self.seem_retired(kind) <= values.keys() <= expected

    def seem_retired(self, kind: MediaKind) -> set[str]:
        """What several media of any kind refuse, one of this kind among them.

        Where nothing else on their page gave it, it is taken for retired, for a week.
        """
        refusing: Counter[str] = Counter()
        of_kind: set[str] = set()
        for position, one in enumerate(self.plain):
            refused = self.refusals.of(position, one.details.kind)
            refusing.update(refused)
            if one.details.kind is kind:
                of_kind |= refused
        return {name for name in of_kind if refusing[name] >= MEDIA_OF_A_KIND}

    async def own_call(self, one: ListedMedia, refused: frozenset[str]) -> Insights | None:
        """None for a media from before the conversion."""
        details = one.details
        try:
            return await self.api.media_insights(
                self.account.access, details.media_id, details.kind, CORE, without=refused
            )
        except InstagramRefused as error:
            if error.refusal is not Refusal.BEFORE_CONVERSION:
                raise
            return None
        finally:
            self.log += await self.sandbox.requests()
