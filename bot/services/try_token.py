"""Whether an Instagram token reads a media's numbers: what the seeds' test route asks."""

from dataclasses import dataclass

from bot.domain.metrics import CallGroup
from bot.domain.secret import Secret
from bot.services.ports import Access, Clock, InstagramApi, Purpose
from bot.services.results import MediaInsights

GROUPS = (CallGroup.CORE, CallGroup.EXTRA)


@dataclass(frozen=True)
class TryToken:
    """Two calls with that token, whosever it is. Nothing of it is kept. Raises InstagramRefused."""

    clock: Clock
    instagram: InstagramApi

    async def __call__(self, token: Secret, media_id: str) -> MediaInsights:
        access = Access(token, None, Purpose.PERSON)
        listed = await self.instagram.media(access, media_id)
        details = listed.details
        insights = await self.instagram.media_insights(access, media_id, details.kind, GROUPS)
        return MediaInsights(
            details=details,
            insights=None if insights.empty else insights,
            stale=None,
            hidden=False,
            archived=False,
            now=self.clock.now(),
        )
