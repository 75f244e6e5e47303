"""Stories that end soon and cannot be read: who is linked is told while something can be done."""

from bot.domain.alert_rules import WARNED_BEFORE, ends_unseen
from bot.domain.alerts import AlertKind
from bot.services.ports import Clock, Database
from bot.services.put_alerts import Alert, put_alert


async def warn_of_unseen_stories(database: Database, clock: Clock) -> None:
    """One alert for all of an account that are in danger; each story is told of once.

    It is looked for by the clock and not by the looks: while Instagram wants no calls, none is
    made for hours.
    """
    async with database.reading() as stored:
        failing = await stored.captures.failing_until(clock.now() + WARNED_BEFORE)
    for account_id in sorted(failing):
        async with database.transaction() as stored:
            if not await stored.account_numbers.still_wanted(account_id):
                continue
            now = clock.now()
            stories = await stored.stories.live(account_id)
            in_danger = [story for story in stories if ends_unseen(story, now)]
            if in_danger:
                await put_alert(
                    stored,
                    Alert(
                        AlertKind.STORY_EXPIRING,
                        account_id,
                        [str(story.id) for story in in_danger],
                        {},
                        max(story.ends_at for story in in_danger),
                    ),
                )
