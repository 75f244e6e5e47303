"""What a broken link puts at risk, told to everybody who is linked to the account."""

from dataclasses import dataclass

from bot.domain.accounts import InstagramAccount, LinkState, Person
from bot.domain.errors import NotFound
from bot.services.find_account import own_account
from bot.services.ports import Clock, Database
from bot.services.results import BrokenLink


@dataclass(frozen=True)
class DescribeBrokenLink:
    """As it is when it is told. Raises NotFound when there is nothing to tell any more.

    That is when the person has no such link, or linked again meanwhile. ``replaced`` asks for the
    quiet word that another link serves: if none does by now, the alarm itself tells of it.
    """

    database: Database
    clock: Clock

    async def __call__(
        self, telegram_user_id: int, account_id: int, *, replaced: bool = False
    ) -> BrokenLink:
        async with self.database.reading() as stored:
            linked = await own_account(stored, telegram_user_id, account_id)
            links = await stored.links.of_account(account_id)
            stories = await stored.stories.live(account_id)
            newest = await stored.stories.sequences(account_id, 0, 1)
        if linked.link.state is not LinkState.NEEDS_RELINK:
            raise NotFound("the link was made anew, or let go of")
        served = any(link.state is LinkState.ACTIVE for link in links)
        if replaced and not served:
            raise NotFound("no other link serves by now, of which the alarm tells")
        known = [*stories, *(story for sequence in newest for story in sequence.stories)]
        looks = [look.at for story in known for look in story.looks]
        return BrokenLink(
            account=linked.account,
            since=linked.account.unreadable_since or linked.link.state_since,
            live_stories=len(stories),
            first_end=min((story.ends_at for story in stories), default=None),
            last_saved=max(looks, default=None),
            served=served,
            now=self.clock.now(),
        )


@dataclass(frozen=True)
class DescribeBrokenLinkToGroup:
    """Nothing private: which account, and who gets its digests sent there.

    Raises NotFound when a link serves again, or the subscription is gone.
    """

    database: Database

    async def __call__(
        self, telegram_user_id: int, account_id: int
    ) -> tuple[InstagramAccount, Person]:
        async with self.database.reading() as stored:
            linked = await own_account(stored, telegram_user_id, account_id)
            links = await stored.links.of_account(account_id)
            person = await stored.people.get(telegram_user_id)
        if person is None or any(link.state is LinkState.ACTIVE for link in links):
            raise NotFound("a link serves again, or its person is gone")
        return linked.account, person
