"""The use cases over a real database, with an Instagram that only lets people link."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.media import Insights, MediaKind, Number
from bot.domain.metrics import CallGroup
from bot.domain.periods import Period
from bot.domain.secret import Secret
from bot.services.awaits_typed_code import AwaitsTypedCode
from bot.services.begin_authorization import BeginAuthorization
from bot.services.change_digest import ChangeDigest, SendDigestNow
from bot.services.change_settings import ChangeSettings
from bot.services.compose_digest import ComposeDigest
from bot.services.delete_me import AskDeleteMe, DeleteMe
from bot.services.describe_broken_link import DescribeBrokenLink
from bot.services.describe_linked import DescribeLinked
from bot.services.explain_metric import ExplainMetric
from bot.services.finish_linking import FinishLinking
from bot.services.instagram_access import CallInstagram
from bot.services.link_state import LinkStates
from bot.services.manage_accounts import (
    AskUnlink,
    MeetPerson,
    NoteBlocked,
    ShowHome,
    SwitchAccount,
    UnlinkAccount,
)
from bot.services.ports import (
    Access,
    AccountTotals,
    Clock,
    Database,
    DayValue,
    ListedMedia,
    LongLivedToken,
    MediaPage,
    MediaPicture,
    Profile,
    ShortLivedToken,
)
from bot.services.read_overview import ReadOverview
from bot.services.receive_authorization import AuthorizationReturned, ReceiveAuthorization
from bot.services.results import PrivacyTerms
from bot.services.resume_linking import (
    CancelLinking,
    ResumeLinking,
    ShowPendingLink,
    TryLinkingNow,
)
from bot.services.send_outbox import SendAgain
from bot.services.show_album import ShowAlbum
from bot.services.show_media import ListMedia, ShowMedia
from bot.services.show_overview import ShowOverview
from bot.services.show_status import ShowStatus
from bot.services.show_stories import ListStories, ShowLiveStories, ShowSequence, ShowStory
from bot.services.start_linking import StartLinking
from bot.telegram.delivery import TelegramDelivery
from bot.telegram.render import Renderer
from bot.telegram.use_cases import UseCases
from tests.support.people import profile

SCOPES = (
    "instagram_business_basic",
    "instagram_business_manage_insights",
    "instagram_business_content_publish",
)
STATES = LinkStates(Secret("a key for tests only"))


def new_secret() -> Secret:
    return Secret(secrets.token_urlsafe(24))


def not_now() -> InstagramRefused:
    return InstagramRefused(Refusal.TRANSIENT, "silent")


@dataclass
class SilentInstagram:
    """Lets people link; about numbers it says nothing."""

    granted: frozenset[str] | None = frozenset(SCOPES)
    profile_of: Profile = field(default_factory=profile)
    pictures: Sequence[MediaPicture] = ()
    """What every album holds."""
    totals_asked: int = 0

    def authorize_url(self, state: str) -> str:
        return f"https://instagram.example/?state={state}"

    async def exchange_code(self, code: Secret) -> ShortLivedToken:
        return ShortLivedToken(Secret("short"), "app-1", self.granted)

    async def long_lived_token(self, short_lived: Secret) -> LongLivedToken:
        return LongLivedToken(Secret("long"), timedelta(days=60))

    async def refresh(self, long_lived: Secret) -> LongLivedToken:
        raise not_now()

    async def profile(self, access: Access) -> Profile:
        return self.profile_of

    async def media_page(
        self,
        access: Access,
        after: str | None,
        limit: int,
        refusing: Sequence[datetime] = (),
        before_conversion: datetime | None = None,
    ) -> MediaPage:
        raise not_now()

    async def live_stories(self, access: Access) -> Sequence[ListedMedia]:
        return []

    async def media_insights(
        self,
        access: Access,
        media_id: str,
        kind: MediaKind,
        groups: Collection[CallGroup],
        without: Collection[str] = (),
    ) -> Insights:
        raise not_now()

    async def account_totals(
        self, access: Access, user_id: str, metrics: Collection[str], period: Period
    ) -> AccountTotals:
        self.totals_asked += 1
        raise not_now()

    async def account_breakdown(
        self, access: Access, user_id: str, metric: str, breakdown: str, period: Period
    ) -> Mapping[str, Number]:
        raise not_now()

    async def account_series(
        self, access: Access, user_id: str, metric: str, period: Period
    ) -> Sequence[DayValue]:
        raise not_now()

    async def newest_media(self, access: Access, limit: int) -> Sequence[ListedMedia]:
        raise not_now()

    async def media(self, access: Access, media_id: str) -> ListedMedia:
        raise not_now()

    async def children(self, access: Access, media_id: str) -> Sequence[MediaPicture]:
        return self.pictures

    async def audience(
        self, access: Access, user_id: str, metric: str, breakdown: str
    ) -> Mapping[str, Number]:
        raise not_now()


def make_use_cases(database: Database, clock: Clock, instagram: SilentInstagram) -> UseCases:
    call_instagram = CallInstagram(database)
    read_overview = ReadOverview(database, clock, instagram, call_instagram)
    finish_linking = FinishLinking(database, clock, instagram, instagram, SCOPES)
    resume_linking = ResumeLinking(database, clock, finish_linking)
    return UseCases(
        meet_person=MeetPerson(database),
        note_blocked=NoteBlocked(database, clock),
        show_home=ShowHome(database),
        start_linking=StartLinking(database, clock, new_secret, "https://bot.example", SCOPES),
        awaits_typed_code=AwaitsTypedCode(database),
        finish_linking=finish_linking,
        show_pending_link=ShowPendingLink(database),
        try_linking_now=TryLinkingNow(database, resume_linking),
        cancel_linking=CancelLinking(database),
        switch_account=SwitchAccount(database),
        ask_unlink=AskUnlink(database),
        unlink_account=UnlinkAccount(database),
        show_overview=ShowOverview(database, clock, read_overview),
        list_media=ListMedia(database, clock),
        show_media=ShowMedia(database, clock, instagram, call_instagram),
        show_album=ShowAlbum(database, clock, instagram, call_instagram),
        show_live_stories=ShowLiveStories(database, clock, timedelta(minutes=30)),
        list_stories=ListStories(database, clock),
        show_sequence=ShowSequence(database, clock),
        show_story=ShowStory(database, clock),
        change_digest=ChangeDigest(database, clock),
        send_digest_now=SendDigestNow(database, clock),
        change_settings=ChangeSettings(database, clock),
        send_again=SendAgain(database),
        show_status=ShowStatus(database, clock, 200),
        explain_metric=ExplainMetric(database, clock),
        privacy_terms=PrivacyTerms({"tokens": None, "updates": timedelta(hours=48)}),
        ask_delete_me=AskDeleteMe(database),
        delete_me=DeleteMe(database),
    )


def make_delivery(
    database: Database, clock: Clock, instagram: SilentInstagram, renderer: Renderer
) -> TelegramDelivery:
    read_overview = ReadOverview(database, clock, instagram, CallInstagram(database))
    return TelegramDelivery(
        renderer=renderer,
        clock=clock,
        show_home=ShowHome(database),
        note_blocked=NoteBlocked(database, clock),
        compose_digest=ComposeDigest(database, clock, read_overview),
        show_sequence=ShowSequence(database, clock),
        describe_broken_link=DescribeBrokenLink(database),
        describe_linked=DescribeLinked(database, SCOPES),
    )


async def go_through_instagram(
    database: Database, clock: Clock, instagram: SilentInstagram, connect_url: str
) -> AuthorizationReturned:
    """What the browser does between the button in the chat and the way back."""
    ticket = Secret(connect_url.rsplit("/", 1)[-1])
    begin = BeginAuthorization(database, clock, new_secret, STATES, instagram)
    receive = ReceiveAuthorization(database, clock, new_secret, lambda: Secret("7KQ2M9XD"), STATES)
    state = Secret((await begin(ticket, "Europe/Madrid")).partition("?state=")[2])
    return await receive(state, Secret("code"))
