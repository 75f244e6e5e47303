"""A round number of followers, a drop of reach: told when the account was read anew."""

from datetime import date, datetime, timedelta

from bot.domain.accounts import InstagramAccount
from bot.domain.alert_rules import (
    FOUR_WEEKS,
    SETTLED,
    TOLD_AGAIN_AFTER,
    WEEK,
    milestone,
    reach_dropped,
)
from bot.domain.alerts import AlertKind
from bot.services.ports import Repositories
from bot.services.put_alerts import Alert, put_alert

LATEST = timedelta(days=3)
"""What could not be told for so long is old news."""


async def tell_of_followers(stored: Repositories, account: InstagramAccount, day: date) -> None:
    """In the transaction that stores the followers of ``day``.

    A round number is told once: an account that falls below it and comes back has passed it
    already. So has one that was above it when it was first read.
    """
    followers = account.followers_count
    if followers is None:
        return
    reached = milestone(followers)
    told = [int(number) for number in await stored.alerts.told(account.id, AlertKind.MILESTONE)]
    if not told:
        before = await stored.account_numbers.followers(account.id, date.min, day)
        most = max(before.values(), default=followers)
        told = [milestone(most)]
        await stored.alerts.tell(account.id, AlertKind.MILESTONE, str(told[0]))
    if reached > max(told):
        await put_alert(
            stored,
            Alert(
                AlertKind.MILESTONE,
                account.id,
                [str(reached)],
                {
                    "milestone": reached,
                    "followers": followers,
                    "as_of": account.as_of.isoformat(),
                },
                account.as_of + LATEST,
            ),
        )


async def tell_of_drop(stored: Repositories, account_id: int, now: datetime) -> None:
    """In the transaction that ends a refresh. What is told of a drop is not repeated for weeks."""
    told = await stored.alerts.told(account_id, AlertKind.DROP)
    newest = max((datetime.fromisoformat(one) for one in told), default=None)
    if newest is not None and now - newest < TOLD_AGAIN_AFTER:
        return
    since = now - 2 * SETTLED - 2 * WEEK - FOUR_WEEKS
    days = await stored.account_numbers.series(account_id, "reach", since, now)
    drop = reach_dropped({day.ends_at: day.value for day in days}, now)
    if drop is None:
        return
    await put_alert(
        stored,
        Alert(
            AlertKind.DROP,
            account_id,
            [drop.until.isoformat()],
            {"until": drop.until.isoformat(), "reach": drop.reach, "usual": drop.usual},
            now + LATEST,
        ),
    )
