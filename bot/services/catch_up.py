"""Instagram can be read again after no link served for a while: what was saved, what was lost."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.accounts import InstagramAccount, LinkState
from bot.domain.errors import NotFound
from bot.domain.story_life import FINAL_AGE, Story
from bot.services.find_account import own_account
from bot.services.ports import Clock, Database, OutgoingMessage, Repositories
from bot.services.results import CaughtUp


async def tell_caught_up(
    stored: Repositories, account: InstagramAccount, listed: Sequence[str], now: datetime
) -> None:
    """Put out one summary a person who got the alarm, in the transaction that reads again.

    ``listed`` are the stories that Instagram just named as alive.
    """
    since = account.unreadable_since
    if since is None or not await stored.accounts.note_readable(account.id):
        return
    posts = await stored.media_looks.overdue(account.id)
    for link in await stored.links.of_account(account.id):
        # Who linked only afterwards was told of no alarm.
        if link.state is LinkState.UNLINKED or link.linked_at > since:
            continue
        await stored.outbox.put(
            OutgoingMessage(
                kind="caught_up",
                key=f"caught_up:{account.id}:{since.isoformat()}:{link.telegram_user_id}",
                chat_id=link.telegram_user_id,
                message_thread_id=None,
                payload={
                    "account_id": account.id,
                    "since": since.isoformat(),
                    "until": now.isoformat(),
                    "listed": list(listed),
                    "posts": posts,
                },
                silent=False,
            )
        )


@dataclass(frozen=True)
class DescribeCaughtUp:
    """The summary, as it is when it is sent. Raises NotFound when the person has let go."""

    database: Database
    clock: Clock

    async def __call__(
        self,
        telegram_user_id: int,
        account_id: int,
        since: datetime,
        until: datetime,
        listed: Collection[str],
        posts: int,
    ) -> CaughtUp:
        async with self.database.reading() as stored:
            linked = await own_account(stored, telegram_user_id, account_id)
            stories = await stored.stories.alive_between(account_id, since, until)
        if linked.link.state is LinkState.UNLINKED:
            raise NotFound("the person has let go of the account meanwhile")
        alive = [story for story in stories if story.details.media_id in listed]
        over = [story for story in stories if story.details.media_id not in listed]
        return CaughtUp(
            account=linked.account,
            since=since,
            until=until,
            alive=alive,
            finished=[story for story in over if _is_final(story)],
            partial=[story for story in over if story.insights and not _is_final(story)],
            lost=[story for story in over if story.insights is None],
            posts=posts,
            own_link=linked.link.state is LinkState.ACTIVE,
            now=self.clock.now(),
        )


def _is_final(story: Story) -> bool:
    age = story.age_at_last_numbers
    return age is not None and age >= FINAL_AGE
