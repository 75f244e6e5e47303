"""The use cases over a real database, with an Instagram that only lets people link."""

import asyncio
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.media import Insights, MediaKind, Number
from bot.domain.metrics import CallGroup
from bot.domain.online import OnlineDay
from bot.domain.periods import Period
from bot.domain.secret import Secret
from bot.exports.my_data import PackMyData
from bot.exports.number_tables import MakeNumbersTable
from bot.exports.report_pdf import MakeMonthReport
from bot.places.offline import OfflinePlaces
from bot.presenters.screen import ChartRenderer, ChartSpec
from bot.services.awaits_typed_code import AwaitsTypedCode
from bot.services.begin_authorization import BeginAuthorization
from bot.services.catch_up import DescribeCaughtUp
from bot.services.change_alerts import ChangeAlerts
from bot.services.change_settings import ChangeSettings
from bot.services.chat_tickets import ChatTickets
from bot.services.compare import ComparePeriods, ComparePosts, CompareTags
from bot.services.compose_digest import ComposeDigest
from bot.services.delete_me import AskDeleteMe, DeleteMe
from bot.services.describe_broken_link import DescribeBrokenLink, DescribeBrokenLinkToGroup
from bot.services.describe_ending_link import DescribeEndingLink
from bot.services.describe_linked import DescribeLinked
from bot.services.explain_metric import ExplainMetric
from bot.services.export_my_data import ExportMyData
from bot.services.export_numbers import ExportNumbers
from bot.services.export_report import ExportReport
from bot.services.find_media import FindMedia
from bot.services.find_place import AskForPlace, FindCities, TakeLocation
from bot.services.finish_linking import FinishLinking
from bot.services.follow_linked import FollowLinked
from bot.services.instagram_access import CallInstagram
from bot.services.link_state import LinkStates
from bot.services.list_cards import ListCards
from bot.services.manage_accounts import (
    AskUnlink,
    MeetPerson,
    NoteBlocked,
    ShowHome,
    SwitchAccount,
    UnlinkAccount,
)
from bot.services.manage_api_keys import ListApiKeys, MakeApiKey, RevokeApiKey
from bot.services.manage_tags import ListTags, NameTag, RemoveTag, RenameTag, ShowTag
from bot.services.mark_with_tags import SetMark, ShowMarking, ShowTagsOf
from bot.services.mute_alert import MuteAlert
from bot.services.ports import (
    Access,
    AccountTotals,
    Chats,
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
from bot.services.rank_media import RankMedia
from bot.services.read_audience import ReadAudience
from bot.services.read_digest import ReadDigest
from bot.services.read_overview import ReadOverview
from bot.services.receive_authorization import AuthorizationReturned, ReceiveAuthorization
from bot.services.renew_token import RenewToken
from bot.services.resume_linking import (
    CancelLinking,
    ResumeLinking,
    ShowPendingLink,
    TryLinkingNow,
)
from bot.services.retention import everything_kept
from bot.services.send_outbox import SendAgain
from bot.services.show_album import ShowAlbum
from bot.services.show_archive import ShowStoryDay, ShowStoryMonth
from bot.services.show_audience import ShowAudience
from bot.services.show_best_time import ShowBestTime
from bot.services.show_media import ListMedia, ShowMedia
from bot.services.show_overview import ShowOverview
from bot.services.show_security_log import ShowSecurityLog
from bot.services.show_status import ShowStatus
from bot.services.show_stories import ListStories, ShowLiveStories, ShowSequence, ShowStory
from bot.services.start_linking import StartLinking
from bot.telegram.alert_screens import describe_alerts
from bot.telegram.chat_use_cases import chat_use_cases
from bot.telegram.delivery import TelegramDelivery
from bot.telegram.digest_use_cases import digest_use_cases
from bot.telegram.ready_digests import ReadyScreens
from bot.telegram.render import Renderer
from bot.telegram.use_cases import UseCases
from tests.sandbox.telegram.conftest import png
from tests.support.people import profile

SCOPES = (
    "instagram_business_basic",
    "instagram_business_manage_insights",
    "instagram_business_content_publish",
)
TICKETS = ChatTickets(Secret("a key for tests only"))
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
        return ShortLivedToken(Secret(f"IGAAshort{secrets.token_hex(20)}"), "app-1", self.granted)

    async def long_lived_token(self, short_lived: Secret) -> LongLivedToken:
        return LongLivedToken(Secret(f"IGAAlong{secrets.token_hex(20)}"), timedelta(days=60))

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

    async def live_stories_with_insights(
        self, access: Access, wanted: Collection[str], without_numbers: int
    ) -> Sequence[ListedMedia] | None:
        return None

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

    async def online_followers(
        self, access: Access, user_id: str, period: Period
    ) -> Sequence[OnlineDay]:
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


async def draw_nothing(spec: ChartSpec) -> bytes:
    """A chart renderer for tests that do not look at charts."""
    return png()


async def draw_nothing_on_paper(spec: ChartSpec) -> bytes:
    """The same for a report."""
    return b'<svg xmlns="http://www.w3.org/2000/svg" width="160" height="100"/>'


def make_use_cases(
    database: Database, clock: Clock, instagram: SilentInstagram, chats: Chats
) -> UseCases:
    call_instagram = CallInstagram(database, RenewToken(database, clock, instagram))
    read_overview = ReadOverview(database, clock, instagram, call_instagram)
    finish_linking = FinishLinking(database, clock, instagram, instagram, SCOPES)
    resume_linking = ResumeLinking(database, clock, finish_linking)
    exporting = asyncio.Semaphore(1)
    places = OfflinePlaces()
    change_settings = ChangeSettings(database, clock)
    return UseCases(
        meet_person=MeetPerson(database),
        note_blocked=NoteBlocked(database, clock),
        show_home=ShowHome(database),
        start_linking=StartLinking(database, clock, new_secret, "https://bot.example", SCOPES),
        awaits_typed_code=AwaitsTypedCode(database),
        finish_linking=finish_linking,
        follow_linked=FollowLinked(database, clock),
        show_pending_link=ShowPendingLink(database),
        try_linking_now=TryLinkingNow(database, resume_linking),
        cancel_linking=CancelLinking(database),
        switch_account=SwitchAccount(database),
        ask_unlink=AskUnlink(database),
        unlink_account=UnlinkAccount(database),
        show_overview=ShowOverview(database, clock, read_overview),
        list_media=ListMedia(database, clock),
        find_media=FindMedia(database),
        show_media=ShowMedia(database, clock, instagram, call_instagram),
        show_album=ShowAlbum(database, clock, instagram, call_instagram),
        rank_media=RankMedia(database, clock),
        list_tags=ListTags(database),
        name_tag=NameTag(database),
        rename_tag=RenameTag(database),
        remove_tag=RemoveTag(database),
        show_tag=ShowTag(database, clock),
        show_marking=ShowMarking(database, clock),
        show_tags_of=ShowTagsOf(database),
        set_mark=SetMark(database),
        compare_periods=ComparePeriods(database, clock, read_overview),
        compare_posts=ComparePosts(database, clock),
        compare_tags=CompareTags(database, clock),
        show_live_stories=ShowLiveStories(database, clock),
        list_stories=ListStories(database, clock),
        show_story_month=ShowStoryMonth(database, clock),
        show_story_day=ShowStoryDay(
            database, ShowStoryMonth(database, clock), ShowSequence(database, clock)
        ),
        show_sequence=ShowSequence(database, clock),
        show_story=ShowStory(database, clock),
        show_best_time=ShowBestTime(database, clock),
        show_audience=ShowAudience(
            database, clock, ReadAudience(database, clock, instagram, call_instagram)
        ),
        change_settings=change_settings,
        ask_for_place=AskForPlace(database, clock),
        find_cities=FindCities(database, clock, places),
        take_location=TakeLocation(database, clock, places, change_settings),
        digests=digest_use_cases(database, clock),
        change_alerts=ChangeAlerts(database, clock),
        mute_alert=MuteAlert(database, clock),
        send_again=SendAgain(database),
        show_status=ShowStatus(database, clock, 200, SCOPES),
        show_security_log=ShowSecurityLog(database),
        explain_metric=ExplainMetric(database, clock),
        everything_kept=everything_kept(timedelta(days=730)),
        export_my_data=ExportMyData(database, clock, PackMyData(), exporting),
        export_numbers=ExportNumbers(database, clock, MakeNumbersTable(), exporting),
        export_report=ExportReport(
            database, clock, read_overview, MakeMonthReport(draw_nothing_on_paper), exporting
        ),
        ask_delete_me=AskDeleteMe(database, clock),
        delete_me=DeleteMe(database, clock),
        chats=chat_use_cases(database, clock, TICKETS, chats),
        list_cards=ListCards(database, clock, read_overview),
        list_api_keys=ListApiKeys(database, clock),
        make_api_key=MakeApiKey(database, clock, new_secret),
        revoke_api_key=RevokeApiKey(database, clock),
        api_docs_url="https://bot.example/api/docs",
    )


def make_delivery(
    database: Database,
    clock: Clock,
    instagram: SilentInstagram,
    renderer: Renderer,
    chats: Chats,
    draw: ChartRenderer = draw_nothing,
) -> TelegramDelivery:
    read_overview = ReadOverview(
        database, clock, instagram, CallInstagram(database, RenewToken(database, clock, instagram))
    )
    return TelegramDelivery(
        renderer=renderer,
        ready=ReadyScreens(database, draw),
        clock=clock,
        show_home=ShowHome(database),
        note_blocked=NoteBlocked(database, clock),
        compose_digest=ComposeDigest(database, clock, ReadDigest(database, clock, read_overview)),
        show_sequence=ShowSequence(database, clock),
        describe_broken_link=DescribeBrokenLink(database, clock),
        describe_broken_link_to_group=DescribeBrokenLinkToGroup(database),
        describe_caught_up=DescribeCaughtUp(database, clock),
        describe_ending_link=DescribeEndingLink(database),
        describe_linked=DescribeLinked(database, SCOPES),
        describe_alerts=describe_alerts(database, clock),
        chats=chat_use_cases(database, clock, TICKETS, chats),
        bot_link="https://t.me/farolero_sandbox_bot",
    )


async def go_through_instagram(
    database: Database, clock: Clock, instagram: SilentInstagram, connect_url: str
) -> AuthorizationReturned:
    """What the browser does between the button in the chat and the way back."""
    ticket = Secret(connect_url.rsplit("/", 1)[-1])
    begin = BeginAuthorization(database, clock, new_secret, STATES, instagram)
    receive = ReceiveAuthorization(database, clock, new_secret, lambda: Secret("7KQ2M9XD"), STATES)
    state = Secret((await begin(ticket, "Europe/Madrid")).partition("?state=")[2])
    return await receive(state, Secret(f"AQBcode{secrets.token_hex(20)}"))
