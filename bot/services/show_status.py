"""``/status``: how the person's links are doing, and what Instagram does not offer at present."""

from dataclasses import dataclass

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


@dataclass(frozen=True)
class ShowStatus:
    """The person's own accounts and nobody else's. Raises NotLinked, and LinkPending."""

    database: Database
    clock: Clock
    calls_an_hour: int

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
        facts = stored.instagram_facts
        return AccountStatus(
            linked=linked,
            media_as_of=max(
                (media.insights.as_of for media in newest if media.insights), default=None
            ),
            live_stories=len(stories),
            stories_as_of=max((look.at for story in stories for look in story.looks), default=None),
            requests=await facts.requests_on(account_id, self.clock.now().date()),
            usage=await facts.usage(account_key(account_id)),
            cooling_until=await stored.buckets.cooling_until(account_key(account_id)),
        )
