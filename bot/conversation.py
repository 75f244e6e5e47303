"""What people can ask for, what is sent to them, and the use case behind each."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from bot.chance import new_secret
from bot.config import Settings
from bot.exports.my_data import PackMyData
from bot.exports.number_tables import MakeNumbersTable
from bot.exports.report_pdf import MakeMonthReport
from bot.instagram.client import InstagramClient
from bot.places.offline import OfflinePlaces
from bot.presenters.screen import ChartRenderer, PaperChartRenderer
from bot.services.awaits_typed_code import AwaitsTypedCode
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
from bot.services.keep_subscribed import EndSubscription
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
from bot.services.ports import Chats, Clock, Database
from bot.services.rank_media import RankMedia
from bot.services.read_audience import ReadAudience
from bot.services.read_digest import ReadDigest
from bot.services.read_overview import ReadOverview
from bot.services.resume_linking import (
    CancelLinking,
    ResumeLinking,
    ShowPendingLink,
    TryLinkingNow,
)
from bot.services.retention import everything_kept
from bot.services.send_outbox import SendAgain
from bot.services.share_pace import Pace
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
from bot.services.tell_first_sync import TellFirstSync
from bot.telegram.alert_screens import describe_alerts
from bot.telegram.chat_use_cases import chat_use_cases
from bot.telegram.delivery import TelegramDelivery
from bot.telegram.digest_use_cases import digest_use_cases
from bot.telegram.linked_messages import RewriteLinked
from bot.telegram.ready_digests import ReadyScreens
from bot.telegram.render import Renderer
from bot.telegram.use_cases import UseCases


@dataclass(frozen=True)
class Conversation:
    """The parts of the composition root that talking is made of."""

    settings: Settings
    database: Database
    clock: Clock
    instagram: InstagramClient
    call_instagram: CallInstagram
    read_overview: ReadOverview
    finish_linking: FinishLinking
    resume_linking: ResumeLinking
    end_subscription: EndSubscription | None
    draw_on_paper: PaperChartRenderer
    chats: Chats
    tickets: ChatTickets

    def use_cases(self) -> UseCases:
        """Everything that the handlers can ask for."""
        # Exports of all sorts take turns: each reads and writes for as long as it lasts.
        exporting = asyncio.Semaphore(1)
        places = OfflinePlaces()
        change_settings = ChangeSettings(self.database, self.clock)
        return UseCases(
            meet_person=MeetPerson(self.database),
            note_blocked=NoteBlocked(self.database, self.clock),
            show_home=ShowHome(self.database),
            start_linking=StartLinking(
                self.database,
                self.clock,
                new_secret,
                str(self.settings.public_url).rstrip("/"),
                self.settings.instagram_scopes,
            ),
            awaits_typed_code=AwaitsTypedCode(self.database),
            finish_linking=self.finish_linking,
            follow_linked=FollowLinked(self.database, self.clock),
            show_pending_link=ShowPendingLink(self.database),
            try_linking_now=TryLinkingNow(self.database, self.resume_linking),
            cancel_linking=CancelLinking(self.database),
            switch_account=SwitchAccount(self.database),
            ask_unlink=AskUnlink(self.database),
            unlink_account=UnlinkAccount(self.database, self.end_subscription),
            show_overview=ShowOverview(self.database, self.clock, self.read_overview),
            list_media=ListMedia(self.database, self.clock),
            find_media=FindMedia(self.database),
            show_media=ShowMedia(self.database, self.clock, self.instagram, self.call_instagram),
            show_album=ShowAlbum(self.database, self.clock, self.instagram, self.call_instagram),
            rank_media=RankMedia(self.database, self.clock),
            list_tags=ListTags(self.database),
            name_tag=NameTag(self.database),
            rename_tag=RenameTag(self.database),
            remove_tag=RemoveTag(self.database),
            show_tag=ShowTag(self.database, self.clock),
            show_marking=ShowMarking(self.database, self.clock),
            show_tags_of=ShowTagsOf(self.database),
            set_mark=SetMark(self.database),
            compare_periods=ComparePeriods(self.database, self.clock, self.read_overview),
            compare_posts=ComparePosts(self.database, self.clock),
            compare_tags=CompareTags(self.database, self.clock),
            show_live_stories=ShowLiveStories(self.database, self.clock),
            list_stories=ListStories(self.database, self.clock),
            show_story_month=ShowStoryMonth(self.database, self.clock),
            show_story_day=ShowStoryDay(
                self.database,
                ShowStoryMonth(self.database, self.clock),
                ShowSequence(self.database, self.clock),
            ),
            show_sequence=ShowSequence(self.database, self.clock),
            show_story=ShowStory(self.database, self.clock),
            show_best_time=ShowBestTime(self.database, self.clock),
            show_audience=ShowAudience(
                self.database,
                self.clock,
                ReadAudience(self.database, self.clock, self.instagram, self.call_instagram),
            ),
            change_settings=change_settings,
            ask_for_place=AskForPlace(self.database, self.clock),
            find_cities=FindCities(self.database, self.clock, places),
            take_location=TakeLocation(self.database, self.clock, places, change_settings),
            digests=digest_use_cases(self.database, self.clock),
            change_alerts=ChangeAlerts(self.database, self.clock),
            mute_alert=MuteAlert(self.database, self.clock),
            send_again=SendAgain(self.database),
            show_status=ShowStatus(
                self.database,
                self.clock,
                self.settings.instagram_calls_per_hour,
                self.settings.instagram_scopes,
            ),
            show_security_log=ShowSecurityLog(self.database),
            explain_metric=ExplainMetric(self.database, self.clock),
            everything_kept=everything_kept(timedelta(days=self.settings.history_days)),
            export_my_data=ExportMyData(self.database, self.clock, PackMyData(), exporting),
            export_numbers=ExportNumbers(self.database, self.clock, MakeNumbersTable(), exporting),
            export_report=ExportReport(
                self.database,
                self.clock,
                self.read_overview,
                MakeMonthReport(self.draw_on_paper),
                exporting,
            ),
            ask_delete_me=AskDeleteMe(self.database, self.clock),
            delete_me=DeleteMe(self.database, self.clock),
            chats=chat_use_cases(self.database, self.clock, self.tickets, self.chats),
            list_cards=ListCards(self.database, self.clock, self.read_overview),
            list_api_keys=ListApiKeys(self.database, self.clock),
            make_api_key=MakeApiKey(self.database, self.clock, new_secret),
            revoke_api_key=RevokeApiKey(self.database, self.clock),
            api_docs_url=str(self.settings.public_url / "api" / "docs"),
        )

    def tell_first_sync(self, use_cases: UseCases, renderer: Renderer, pace: Pace) -> TellFirstSync:
        """What keeps the message true that told of a link."""
        return TellFirstSync(
            self.database,
            self.clock,
            DescribeLinked(self.database, self.settings.instagram_scopes),
            RewriteLinked(renderer, self.clock, use_cases.show_home),
            pace,
        )

    def delivery(
        self,
        use_cases: UseCases,
        renderer: Renderer,
        draw: ChartRenderer,
        bot_link: str,
    ) -> TelegramDelivery:
        """What turns a row of the outbox into a message."""
        return TelegramDelivery(
            renderer=renderer,
            ready=ReadyScreens(self.database, draw),
            clock=self.clock,
            show_home=use_cases.show_home,
            note_blocked=use_cases.note_blocked,
            compose_digest=ComposeDigest(
                self.database, self.clock, ReadDigest(self.database, self.clock, self.read_overview)
            ),
            show_sequence=use_cases.show_sequence,
            describe_broken_link=DescribeBrokenLink(self.database, self.clock),
            describe_broken_link_to_group=DescribeBrokenLinkToGroup(self.database),
            describe_caught_up=DescribeCaughtUp(self.database, self.clock),
            describe_ending_link=DescribeEndingLink(self.database),
            describe_linked=DescribeLinked(self.database, self.settings.instagram_scopes),
            describe_alerts=describe_alerts(self.database, self.clock),
            chats=use_cases.chats,
            bot_link=bot_link,
        )
