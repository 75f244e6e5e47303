"""What posts and reels had at the same age, out of the history of their numbers."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, func, select

from bot.domain.media import Insights, Media, MediaProductType
from bot.domain.same_age import AGES_COMPARED, TOLERANCE, SeenMedia
from bot.storage.repositories.base import Repository
from bot.storage.repositories.media import media as media_of
from bot.storage.tables import MediaRow, MediaSnapshotRow

SNAPSHOT = MediaSnapshotRow.__table__.c


def _bounds(age: timedelta) -> tuple[int, int]:
    seconds = age.total_seconds()
    return round(seconds * (1 - TOLERANCE)), round(seconds * (1 + TOLERANCE))


def _age(ages: Collection[timedelta]) -> ColumnElement[int]:
    """The age that a look stands for; NULL for none of them. The order of AGES_COMPARED decides."""
    return case(
        *(
            (SNAPSHOT.age_seconds.between(*_bounds(age)), int(age.total_seconds()))
            for age in AGES_COMPARED
            if age in ages
        )
    )


@lru_cache(maxsize=64)
def _nearest(ages: frozenset[timedelta]) -> Select[tuple[int, int, datetime, dict[str, Any]]]:
    """Age, media, when and numbers of the look nearest to each age: made once for some ages."""
    near = (
        select(
            SNAPSHOT.media_id,
            SNAPSHOT.taken_at,
            SNAPSHOT["values"],
            SNAPSHOT.age_seconds,
            _age(ages).label("age"),
        )
        .where(SNAPSHOT.media_id.in_(bindparam("media", expanding=True)), _age(ages).is_not(None))
        .subquery()
        .c
    )
    place = func.row_number().over(
        partition_by=[near.media_id, near.age],
        order_by=[func.abs(near.age_seconds - near.age), near.taken_at],
    )
    placed = (
        select(near.age, near.media_id, near.taken_at, near["values"], place.label("place"))
        .subquery()
        .c
    )
    # Joined back to the numbers by key instead, it takes a sixth longer.
    return select(placed.age, placed.media_id, placed.taken_at, placed["values"]).where(
        placed.place == 1
    )


class SqlMediaAges(Repository):
    """Implements the MediaAges port."""

    async def newest(
        self,
        account_id: int,
        kind: MediaProductType,
        limit: int,
        ages: Collection[timedelta] = AGES_COMPARED,
    ) -> list[SeenMedia]:
        rows = await self._session.scalars(
            select(MediaRow)
            .where(MediaRow.account_id == account_id, MediaRow.media_product_type == kind)
            .order_by(MediaRow.timestamp.desc(), MediaRow.id.desc())
            .limit(limit)
        )
        return await self._seen([media_of(row) for row in rows], ages)

    async def of(
        self, media: Sequence[Media], ages: Collection[timedelta] = AGES_COMPARED
    ) -> list[SeenMedia]:
        return await self._seen(media, ages)

    async def _seen(self, media: Sequence[Media], ages: Collection[timedelta]) -> list[SeenMedia]:
        looks = await self._looks([one.id for one in media], ages) if ages else {}
        return [SeenMedia(one, looks.get(one.id, {})) for one in media]

    async def _looks(
        self, media_ids: Sequence[int], ages: Collection[timedelta]
    ) -> dict[int, dict[timedelta, Insights]]:
        """By media and age."""
        rows = await self._session.execute(_nearest(frozenset(ages)), {"media": list(media_ids)})
        found: dict[int, dict[timedelta, Insights]] = defaultdict(dict)
        for age, media_id, taken_at, values in rows:
            found[media_id][timedelta(seconds=age)] = Insights(taken_at, values)
        return found
