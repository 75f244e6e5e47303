"""``/status``: how the person's links are doing, and what Instagram does not offer at present."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.accounts import Link, LinkState
from bot.domain.media import MediaProductType
from bot.services.find_account import home_of, nothing_linked
from bot.services.ports import (
    APP_KEY,
    Clock,
    Database,
    LinkedAccount,
    Repositories,
    account_key,
)
from bot.services.results import AccountStatus, Status
from bot.services.story_coverage import coverage_of

HOUR = timedelta(hours=1)
MONTH = timedelta(days=30)
LATELY = timedelta(days=3)
"""So long a look that was missed is kept."""


@dataclass(frozen=True)
class ShowStatus:
    """The person's own accounts and nobody else's. Raises NotLinked, and LinkPending."""

    database: Database
    clock: Clock
    calls_an_hour: int
    scopes: Sequence[str]

    async def __call__(self, telegram_user_id: int) -> Status:
        now = self.clock.now()
        async with self.database.reading() as stored:
            home = await home_of(stored, telegram_user_id)
            if not home.accounts:
                raise await nothing_linked(stored, telegram_user_id)
            facts = stored.instagram_facts
            versions = await facts.served_versions()
            return Status(
                accounts=[await self._account(stored, linked) for linked in home.accounts],
                calls_an_hour=self.calls_an_hour,
                app_usage=await facts.usage(APP_KEY),
                refused=await facts.refused_metrics(),
                versions=[one for one in versions if one.served != one.asked],
                now=now,
                app_cooling_until=await stored.buckets.cooling_until(APP_KEY),
            )

    async def _account(self, stored: Repositories, linked: LinkedAccount) -> AccountStatus:
        account_id = linked.account.id
        newest = [
            media
            for kind in (MediaProductType.FEED, MediaProductType.REELS)
            for media in await stored.media.page(account_id, kind, 0, 1)
        ]
        stories = await stored.stories.live(account_id)
        links = await stored.links.of_account(account_id)
        facts = stored.instagram_facts
        now = self.clock.now()
        return AccountStatus(
            linked=linked,
            declined=self._declined(linked.link),
            served=any(link.state is LinkState.ACTIVE for link in links),
            media_as_of=max(
                (media.insights.as_of for media in newest if media.insights), default=None
            ),
            live_stories=len(stories),
            stories_as_of=max((look.at for story in stories for look in story.looks), default=None),
            requests_last_hour=await facts.requests_since(account_id, now - HOUR),
            requests=await facts.requests_on(account_id, now.date()),
            usage=await facts.usage(account_key(account_id)),
            cooling_until=await stored.buckets.cooling_until(account_key(account_id)),
            missed_looks=await stored.set_aside.missed_looks(account_id, now - LATELY),
            given_up=await stored.set_aside.given_up(account_id, now - LATELY),
            coverage=await coverage_of(
                stored, linked.account, now.astimezone(linked.account.zone).date(), now
            ),
            lost_pictures=await stored.story_pictures.lost(account_id, now - MONTH),
        )

    def _declined(self, link: Link) -> list[str]:
        if link.permissions is None:
            return []
        return [name for name in self.scopes if name not in link.permissions]
