"""Posts and reels with their newest numbers, and the history of the numbers."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select, update

from bot.domain.media import (
    ALL_INSIGHTS,
    Insights,
    Media,
    MediaDetails,
    MediaKind,
    MediaProductType,
)
from bot.domain.media_life import AgedInsights
from bot.domain.metrics import listed_metrics
from bot.domain.periods import Period
from bot.services.ports import TRIED_AGAIN_AFTER, ListedMedia
from bot.storage.repositories.base import Repository
from bot.storage.tables import MediaRow, MediaSnapshotRow, RefusedMetricRow

LISTED = frozenset(metric.name for metric in listed_metrics())
LISTED_KINDS = (MediaKind.IMAGE, MediaKind.CAROUSEL, MediaKind.REELS)


def media(row: MediaRow) -> Media:
    insights = None
    if row.insights_as_of is not None:
        insights = Insights(
            row.insights_as_of,
            row.values or {},
            row.breakdowns or {},
            frozenset(row.refused_metrics or ()),
        )
    return Media(
        id=row.id,
        account_id=row.account_id,
        details=details(row),
        insights=insights,
        extras_as_of=row.extras_as_of,
        like_count=row.like_count,
        comments_count=row.comments_count,
        listed_at=row.listed_at,
        before_conversion=row.before_conversion,
    )


def details(row: MediaRow) -> MediaDetails:
    return MediaDetails(
        media_id=row.media_id,
        media_type=row.media_type,
        media_product_type=MediaProductType(row.media_product_type),
        timestamp=row.timestamp,
        caption=row.caption,
        permalink=row.permalink,
        media_url=row.media_url,
        thumbnail_url=row.thumbnail_url,
    )


class SqlMediaStore(Repository):
    """Implements the MediaStore port."""

    async def save_page(
        self, account_id: int, media: Sequence[ListedMedia], as_of: datetime
    ) -> None:
        if not media:
            return
        # In one order everywhere, so that two writers cannot wait for each other.
        in_order = sorted(media, key=lambda listed: listed.details.media_id)
        insert = self._insert(MediaRow).values(
            [self._columns(account_id, listed, as_of) for listed in in_order]
        )
        newest = insert.excluded
        rows = await self._session.scalars(
            insert.on_conflict_do_update(
                index_elements=[MediaRow.media_id],
                set_={
                    "listed_at": newest.listed_at,
                    "caption": newest.caption,
                    "permalink": newest.permalink,
                    "media_url": newest.media_url,
                    "thumbnail_url": newest.thumbnail_url,
                    "like_count": func.coalesce(newest.like_count, MediaRow.like_count),
                    "comments_count": func.coalesce(newest.comments_count, MediaRow.comments_count),
                    "before_conversion": or_(MediaRow.before_conversion, newest.before_conversion),
                },
            ).returning(MediaRow)
        )
        by_media_id = {row.media_id: row for row in rows}
        await self._save_insights(
            [
                (by_media_id[listed.details.media_id], listed.insights)
                for listed in in_order
                if listed.insights is not None
            ],
            are_listed=True,
        )

    async def save_insights(self, media_id: int, insights: Insights) -> None:
        row = await self._session.scalar(
            select(MediaRow).where(MediaRow.id == media_id).with_for_update()
        )
        # None: its account was forgotten while Instagram was asked.
        if row is not None:
            await self._save_insights([(row, insights)], are_listed=False)
            await self._change(
                update(MediaRow).where(MediaRow.id == media_id).values(extras_as_of=insights.as_of)
            )

    async def set_before_conversion(self, media_id: int) -> None:
        newest = select(MediaRow.account_id, MediaRow.timestamp).where(MediaRow.id == media_id)
        found = (await self._session.execute(newest)).one_or_none()
        # None: its account was forgotten while Instagram was asked.
        if found is not None:
            await self._change(
                update(MediaRow)
                .where(
                    MediaRow.account_id == found.account_id,
                    MediaRow.timestamp <= found.timestamp,
                )
                .values(before_conversion=True)
            )

    async def known(self, account_id: int, media_ids: Collection[str]) -> set[str]:
        rows = await self._session.scalars(
            select(MediaRow.media_id).where(
                MediaRow.account_id == account_id, MediaRow.media_id.in_(media_ids)
            )
        )
        return set(rows)

    async def refusing(self, account_id: int, metrics: Collection[str]) -> list[datetime]:
        held_back = await self._session.scalars(
            select(RefusedMetricRow.metric).where(
                RefusedMetricRow.kind.in_(LISTED_KINDS),
                RefusedMetricRow.refused_at > self._now - TRIED_AGAIN_AFTER,
            )
        )
        asked = {ALL_INSIGHTS, *metrics}.difference(held_back)
        rows = await self._session.execute(
            select(MediaRow.timestamp, MediaRow.refused_metrics)
            .where(
                MediaRow.account_id == account_id,
                MediaRow.refused_metrics.is_not(None),
                MediaRow.before_conversion.is_(False),
            )
            .order_by(MediaRow.timestamp.desc())
        )
        return [row.timestamp for row in rows if not asked.isdisjoint(row.refused_metrics)]

    async def before_conversion(self, account_id: int) -> datetime | None:
        newest: datetime | None = await self._session.scalar(
            select(MediaRow.timestamp)
            .where(MediaRow.account_id == account_id, MediaRow.before_conversion)
            .order_by(MediaRow.timestamp.desc())
            .limit(1)
        )
        return newest

    async def history(self, media_id: int) -> list[AgedInsights]:
        rows = await self._session.scalars(
            select(MediaSnapshotRow)
            .where(MediaSnapshotRow.media_id == media_id)
            .order_by(MediaSnapshotRow.taken_at)
        )
        return [
            AgedInsights(
                timedelta(seconds=row.age_seconds),
                Insights(row.taken_at, row.values, row.breakdowns),
            )
            for row in rows
        ]

    async def forget_snapshots_before(self, before: datetime, limit: int) -> int:
        return await self._delete_some(MediaSnapshotRow, MediaSnapshotRow.taken_at < before, limit)

    async def page(
        self, account_id: int, kind: MediaProductType, offset: int, limit: int
    ) -> list[Media]:
        rows = await self._session.scalars(
            select(MediaRow)
            .where(MediaRow.account_id == account_id, MediaRow.media_product_type == kind)
            .order_by(MediaRow.timestamp.desc(), MediaRow.id.desc())
            .offset(offset)
            .limit(limit)
        )
        return [media(row) for row in rows]

    async def count(self, account_id: int, kind: MediaProductType) -> int:
        counted = await self._session.scalar(
            select(func.count()).where(
                MediaRow.account_id == account_id, MediaRow.media_product_type == kind
            )
        )
        return counted or 0

    async def get(self, account_ids: Collection[int], media_id: int) -> Media | None:
        row = await self._session.scalar(
            select(MediaRow).where(MediaRow.id == media_id, MediaRow.account_id.in_(account_ids))
        )
        return None if row is None else media(row)

    async def find(self, account_id: int, media_id: str) -> Media | None:
        row = await self._session.scalar(
            select(MediaRow).where(MediaRow.media_id == media_id, MediaRow.account_id == account_id)
        )
        return None if row is None else media(row)

    async def by_shortcode(self, account_ids: Collection[int], shortcode: str) -> int | None:
        # Case tells one shortcode from another, and LIKE does not look at it on SQLite.
        rows = await self._session.execute(
            select(MediaRow.id, MediaRow.permalink).where(
                MediaRow.account_id.in_(account_ids),
                MediaRow.permalink.contains(f"/{shortcode}", autoescape=True),
            )
        )
        ends = (f"/{shortcode}", f"/{shortcode}/")
        return next(
            (found for found, link in rows if link and link.partition("?")[0].endswith(ends)), None
        )

    async def by_place(self, account_id: int, place: int) -> int | None:
        found: int | None = await self._session.scalar(
            select(MediaRow.id)
            .where(MediaRow.account_id == account_id)
            .order_by(MediaRow.timestamp.desc(), MediaRow.id.desc())
            .offset(place - 1)
            .limit(1)
        )
        return found

    async def count_all(self, account_id: int) -> int:
        counted = await self._session.scalar(
            select(func.count()).where(MediaRow.account_id == account_id)
        )
        return counted or 0

    async def count_newer(self, media: Media) -> int:
        details = media.details
        counted = await self._session.scalar(
            select(func.count()).where(
                MediaRow.account_id == media.account_id,
                MediaRow.media_product_type == details.media_product_type,
                or_(
                    MediaRow.timestamp > details.timestamp,
                    and_(MediaRow.timestamp == details.timestamp, MediaRow.id > media.id),
                ),
            )
        )
        return counted or 0

    async def in_period(
        self, account_id: int, kind: MediaProductType, period: Period
    ) -> list[Media]:
        rows = await self._session.scalars(
            select(MediaRow)
            .where(
                MediaRow.account_id == account_id,
                MediaRow.media_product_type == kind,
                MediaRow.timestamp >= period.since,
                MediaRow.timestamp < period.until,
            )
            .order_by(MediaRow.timestamp.desc(), MediaRow.id.desc())
        )
        return [media(row) for row in rows]

    async def published(self, account_id: int, period: Period) -> Mapping[MediaProductType, int]:
        rows = await self._session.execute(
            select(MediaRow.media_product_type, func.count())
            .where(
                MediaRow.account_id == account_id,
                MediaRow.timestamp >= period.since,
                MediaRow.timestamp < period.until,
            )
            .group_by(MediaRow.media_product_type)
        )
        return {MediaProductType(kind): count for kind, count in rows}

    async def _save_insights(
        self, read: Sequence[tuple[MediaRow, Insights]], *, are_listed: bool
    ) -> None:
        """Put into rows that this transaction holds, and add to their history.

        A number that did not come is known no more; of ``are_listed`` that holds for what lists
        ask. An answer without any number leaves the known ones, and makes them no newer.
        """
        if not read:
            return
        await self._session.execute(
            update(MediaRow),
            [
                {
                    "id": row.id,
                    **_columns_of_numbers(row, insights, are_listed=are_listed),
                    "refused_metrics": _refused(row, insights),
                }
                for row, insights in read
            ],
        )
        snapshots = [
            {
                "media_id": row.id,
                "taken_at": insights.as_of,
                "age_seconds": (insights.as_of - row.timestamp) // timedelta(seconds=1),
                "values": dict(insights.values),
                "breakdowns": _plain(insights.breakdowns),
            }
            for row, insights in read
            if not insights.empty
        ]
        if snapshots:
            await self._session.execute(
                self._insert(MediaSnapshotRow).values(snapshots).on_conflict_do_nothing()
            )

    def _columns(self, account_id: int, listed: ListedMedia, as_of: datetime) -> dict[str, Any]:
        details = listed.details
        return {
            "account_id": account_id,
            "media_id": details.media_id,
            "media_type": details.media_type,
            "media_product_type": details.media_product_type,
            "timestamp": details.timestamp,
            "caption": details.caption,
            "permalink": details.permalink,
            "media_url": details.media_url,
            "thumbnail_url": details.thumbnail_url,
            "like_count": listed.like_count,
            "comments_count": listed.comments_count,
            "listed_at": as_of,
            "before_conversion": listed.before_conversion,
        }


def _columns_of_numbers(row: MediaRow, insights: Insights, *, are_listed: bool) -> dict[str, Any]:
    values, breakdowns = row.values or {}, row.breakdowns or {}
    if insights.empty:
        return {
            "insights_as_of": row.insights_as_of,
            "values": values,
            "breakdowns": breakdowns,
        }
    kept = {name: values[name] for name in values.keys() - LISTED} if are_listed else {}
    kept_breakdowns = breakdowns if are_listed else {}
    return {
        "insights_as_of": insights.as_of,
        "values": {**kept, **insights.values},
        "breakdowns": {**kept_breakdowns, **_plain(insights.breakdowns)},
    }


def _refused(row: MediaRow, insights: Insights) -> list[str] | None:
    """What came after all is refused no more; what was not asked stays as it was."""
    given = insights.values.keys() | insights.breakdowns.keys()
    if given:
        given |= {ALL_INSIGHTS}
    refused = (set(row.refused_metrics or ()) - given) | insights.refused
    return sorted(refused) or None


def _plain(breakdowns: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    return {metric: dict(parts) for metric, parts in breakdowns.items()}
