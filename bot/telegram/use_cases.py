"""Everything that the handlers can ask for."""

from dataclasses import dataclass

from bot.services.awaits_typed_code import AwaitsTypedCode
from bot.services.change_digest import ChangeDigest, SendDigestNow
from bot.services.change_settings import ChangeSettings
from bot.services.delete_me import AskDeleteMe, DeleteMe
from bot.services.explain_metric import ExplainMetric
from bot.services.finish_linking import FinishLinking
from bot.services.manage_accounts import (
    AskUnlink,
    MeetPerson,
    NoteBlocked,
    ShowHome,
    SwitchAccount,
    UnlinkAccount,
)
from bot.services.results import PrivacyTerms
from bot.services.resume_linking import CancelLinking, ShowPendingLink, TryLinkingNow
from bot.services.send_outbox import SendAgain
from bot.services.show_album import ShowAlbum
from bot.services.show_media import ListMedia, ShowMedia
from bot.services.show_overview import ShowOverview
from bot.services.show_status import ShowStatus
from bot.services.show_stories import ListStories, ShowLiveStories, ShowSequence, ShowStory
from bot.services.start_linking import StartLinking


@dataclass(frozen=True)
class UseCases:
    meet_person: MeetPerson
    note_blocked: NoteBlocked
    show_home: ShowHome
    start_linking: StartLinking
    awaits_typed_code: AwaitsTypedCode
    finish_linking: FinishLinking
    show_pending_link: ShowPendingLink
    try_linking_now: TryLinkingNow
    cancel_linking: CancelLinking
    switch_account: SwitchAccount
    ask_unlink: AskUnlink
    unlink_account: UnlinkAccount
    show_overview: ShowOverview
    list_media: ListMedia
    show_media: ShowMedia
    show_album: ShowAlbum
    show_live_stories: ShowLiveStories
    list_stories: ListStories
    show_sequence: ShowSequence
    show_story: ShowStory
    change_digest: ChangeDigest
    send_digest_now: SendDigestNow
    change_settings: ChangeSettings
    send_again: SendAgain
    show_status: ShowStatus
    explain_metric: ExplainMetric
    privacy_terms: PrivacyTerms
    ask_delete_me: AskDeleteMe
    delete_me: DeleteMe
