"""What works while nobody talks: the lanes of due rows, and the use case behind each."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.digests import AHEAD, ON_TIME
from bot.domain.story_life import Ladder
from bot.domain.story_rhythm import Rhythm
from bot.instagram.client import InstagramClient
from bot.instagram.pictures import Pictures
from bot.instagram.subscriptions import InstagramSubscriptionsClient
from bot.instagram.thumbnails import Thumbnails
from bot.scheduler.lanes import Lane
from bot.services.apply_webhooks import ApplyWebhooks
from bot.services.beat import Beat
from bot.services.capture_stories import CaptureStories
from bot.services.discover_stories import DiscoverStories
from bot.services.draw_ahead import DrawAhead, Prepare
from bot.services.hold_alerts import HoldAlerts
from bot.services.instagram_access import CallInstagram
from bot.services.keep_story_pictures import KeepStoryPictures
from bot.services.keep_subscribed import KeepSubscribed
from bot.services.list_newest_media import ListNewestMedia
from bot.services.ports import Clock, Database, Delivery
from bot.services.read_account_days import ReadAccountDays
from bot.services.read_audience import ReadAudience
from bot.services.read_online_followers import ReadOnlineFollowers
from bot.services.refresh_accounts import RefreshAccounts
from bot.services.renew_token import RenewToken
from bot.services.renew_tokens import RenewTokens
from bot.services.resume_linking import ResumeLinking
from bot.services.sample_media import SampleMedia
from bot.services.send_due_digests import SendDueDigests
from bot.services.send_outbox import SendOutbox
from bot.services.share_pace import Pace
from bot.services.tell_first_sync import TellFirstSync
from bot.services.wrap_up_sequences import WrapUpSequences

REFRESH_EVERY = timedelta(hours=24)
NEWEST_MEDIA_EVERY = timedelta(hours=1)


@dataclass(frozen=True)
class Background:
    """The parts of the composition root that background work is made of."""

    database: Database
    clock: Clock
    instagram: InstagramClient
    subscriptions: InstagramSubscriptionsClient
    call_instagram: CallInstagram
    renew_token: RenewToken
    resume_linking: ResumeLinking
    delivery: Delivery
    prepare: Prepare
    tell_first_sync: TellFirstSync
    pace: Pace
    pictures: Pictures
    ladder: Ladder
    rhythm: Rhythm

    def lanes(self, *, with_webhooks: bool) -> list[Lane]:
        """Every lane, those with the least time first."""
        return [
            *self._stories(),
            *self._numbers(),
            *self._people(),
            *(self._webhooks() if with_webhooks else ()),
        ]

    def _stories(self) -> list[Lane]:
        asking = (self.database, self.clock, self.instagram, self.call_instagram)
        capture = CaptureStories(*asking)
        discover = DiscoverStories(*asking, self.ladder, self.rhythm)
        keep_pictures = KeepStoryPictures(*asking, Thumbnails(self.pictures))
        wrap_up = WrapUpSequences(self.database, self.clock)
        return [
            Lane("final", lambda stored: stored.captures, capture, 5, 50, column="final"),
            Lane("capture", lambda stored: stored.captures, capture, 10, 100, column="capture"),
            Lane("discover", lambda stored: stored.discoveries, discover, 10, 100),
            Lane(
                "heartbeat", lambda stored: stored.heartbeat, Beat(self.database, self.clock), 1, 1
            ),
            Lane("picture", lambda stored: stored.story_pictures, keep_pictures, 1, 4),
            Lane("wrap_up", lambda stored: stored.wrap_ups, wrap_up, 10, 100),
        ]

    def _numbers(self) -> list[Lane]:
        """Posts, reels and accounts."""
        asking = (self.database, self.clock, self.instagram, self.call_instagram)
        newest = ListNewestMedia(*asking, NEWEST_MEDIA_EVERY, REFRESH_EVERY)
        sample = SampleMedia(*asking)
        refresh = RefreshAccounts(
            *asking,
            ReadAccountDays(*asking),
            ReadAudience(*asking),
            ReadOnlineFollowers(*asking),
            REFRESH_EVERY,
        )
        return [
            Lane("newest", lambda stored: stored.newest_media, newest, 5, 50),
            Lane("ladder", lambda stored: stored.media_looks, sample, 5, 50, column="ladder"),
            Lane("refresh", lambda stored: stored.refreshes, refresh, 1, 8),
            Lane("backfill", lambda stored: stored.media_looks, sample, 1, 4, column="backfill"),
        ]

    def _people(self) -> list[Lane]:
        """Their links, and what is sent to them."""
        digest = SendDueDigests(self.database, self.clock)
        draw_ahead = DrawAhead(self.database, self.clock, self.prepare)
        renew = RenewTokens(self.database, self.clock, self.renew_token, self.call_instagram)
        held = HoldAlerts(self.database, self.clock, self.delivery)
        send = SendOutbox(self.database, self.clock, held, self.pace)
        return [
            Lane("pending_link", lambda stored: stored.pending_links, self.resume_linking, 1, 8),
            Lane("digest", lambda stored: stored.digests, digest, 10, 100, column=ON_TIME),
            Lane("draw_ahead", lambda stored: stored.digests, draw_ahead, 1, 10, column=AHEAD),
            Lane("token", lambda stored: stored.token_renewals, renew, 1, 8),
            Lane("send", lambda stored: stored.outbox, send, 1, 50),
            Lane("linked", lambda stored: stored.linked_messages, self.tell_first_sync, 1, 8),
        ]

    def _webhooks(self) -> list[Lane]:
        apply = ApplyWebhooks(self.database, self.clock)
        keep = KeepSubscribed(self.database, self.clock, self.subscriptions, self.call_instagram)
        return [
            Lane("webhook", lambda stored: stored.webhook_entries, apply, 100, 400),
            Lane("subscription", lambda stored: stored.webhook_subscriptions, keep, 1, 8),
        ]
