"""Everything that the handlers can ask for."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.services.awaits_typed_code import AwaitsTypedCode
from bot.services.change_alerts import ChangeAlerts
from bot.services.change_settings import ChangeSettings
from bot.services.compare import ComparePeriods, ComparePosts, CompareTags
from bot.services.delete_me import AskDeleteMe, DeleteMe
from bot.services.explain_metric import ExplainMetric
from bot.services.export_my_data import ExportMyData
from bot.services.export_numbers import ExportNumbers
from bot.services.export_report import ExportReport
from bot.services.find_media import FindMedia
from bot.services.find_place import AskForPlace, FindCities, TakeLocation
from bot.services.finish_linking import FinishLinking
from bot.services.follow_linked import FollowLinked
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
from bot.services.rank_media import RankMedia
from bot.services.resume_linking import CancelLinking, ShowPendingLink, TryLinkingNow
from bot.services.retention import Kept
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
from bot.telegram.chat_use_cases import ChatUseCases
from bot.telegram.digest_use_cases import DigestUseCases


@dataclass(frozen=True)
class UseCases:
    meet_person: MeetPerson
    note_blocked: NoteBlocked
    show_home: ShowHome
    start_linking: StartLinking
    awaits_typed_code: AwaitsTypedCode
    finish_linking: FinishLinking
    follow_linked: FollowLinked
    show_pending_link: ShowPendingLink
    try_linking_now: TryLinkingNow
    cancel_linking: CancelLinking
    switch_account: SwitchAccount
    ask_unlink: AskUnlink
    unlink_account: UnlinkAccount
    show_overview: ShowOverview
    list_media: ListMedia
    find_media: FindMedia
    show_media: ShowMedia
    show_album: ShowAlbum
    rank_media: RankMedia
    list_tags: ListTags
    name_tag: NameTag
    rename_tag: RenameTag
    remove_tag: RemoveTag
    show_tag: ShowTag
    show_marking: ShowMarking
    show_tags_of: ShowTagsOf
    set_mark: SetMark
    compare_periods: ComparePeriods
    compare_posts: ComparePosts
    compare_tags: CompareTags
    show_live_stories: ShowLiveStories
    list_stories: ListStories
    show_story_month: ShowStoryMonth
    show_story_day: ShowStoryDay
    show_sequence: ShowSequence
    show_story: ShowStory
    show_best_time: ShowBestTime
    show_audience: ShowAudience
    digests: DigestUseCases
    change_alerts: ChangeAlerts
    mute_alert: MuteAlert
    change_settings: ChangeSettings
    ask_for_place: AskForPlace
    find_cities: FindCities
    take_location: TakeLocation
    send_again: SendAgain
    show_status: ShowStatus
    show_security_log: ShowSecurityLog
    explain_metric: ExplainMetric
    everything_kept: Sequence[Kept]
    export_my_data: ExportMyData
    export_numbers: ExportNumbers
    export_report: ExportReport
    ask_delete_me: AskDeleteMe
    delete_me: DeleteMe
    chats: ChatUseCases
    list_cards: ListCards
    list_api_keys: ListApiKeys
    make_api_key: MakeApiKey
    revoke_api_key: RevokeApiKey
    api_docs_url: str
