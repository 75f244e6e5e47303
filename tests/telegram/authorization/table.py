"""What each way into the bot shows, and how it is gone: the rows of the authorization matrix.

A new command or button is not allowed in before it has its row here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.alerts import AlertGroup, AlertKind
from bot.domain.digests import Cadence
from bot.domain.exports import ExportFormat, ExportKind, ExportSpan
from bot.domain.media import MediaProductType
from bot.domain.same_age import Measure
from bot.presenters import actions
from bot.presenters.actions import Action, MetricTopic
from tests.support.clock import START
from tests.telegram.authorization.seed import Owned


@dataclass(frozen=True)
class Row:
    """One route. Whoever takes it, takes it with the owner's ids in the buttons."""

    says: Sequence[str] = ()
    taps: Callable[[Owned], Sequence[Action]] = lambda _: ()
    shares: Sequence[tuple[float, float]] = ()
    """Locations, after what is tapped."""
    shows: bool = False
    """Whether the owner, in private, sees something of theirs."""


def says(*texts: str, shows: bool = False) -> Row:
    return Row(says=texts, shows=shows)


def taps(*made: Callable[[Owned], Action], shows: bool = False) -> Row:
    return Row(taps=lambda owned: [make(owned) for make in made], shows=shows)


def plain(*tapped: Action, shows: bool = False) -> Row:
    """Buttons without ids."""
    return Row(taps=lambda _: tapped, shows=shows)


DIGEST = actions.SetDigest(True, Cadence.WEEKLY, 7, 3)
FEED, REELS, STORY = MediaProductType

ROWS: Mapping[str, Row] = {
    # Said
    "message start": says("/start", shows=True),
    "/link": says("/link"),
    "/overview": says("/overview", "/overview 28d", "/overview 90", shows=True),
    "/posts": says("/posts", shows=True),
    "/reels": says("/reels", shows=True),
    "/post": says(
        "/post", "/post 1", "/post https://www.instagram.com/p/boris-post/", "/post <b>", shows=True
    ),
    "/top": says("/top", "/top saves 90d", shows=True),
    "/bottom": says("/bottom", "/bottom <b> 9999", shows=True),
    "/tag": says(
        "/tag", "/tag sea", "/tag sea = <b>sky</b>", "/tag anna-topic = x", "/tag =", shows=True
    ),
    "/compare": says("/compare"),
    "/live": says("/live", shows=True),
    "/stories": says("/stories", shows=True),
    "/archive": says(
        "/archive",
        "/archive 2.11",
        "/archive 2026-11-02",
        "/archive 1.2",
        "/archive <b>",
        shows=True,
    ),
    "/besttime": says("/besttime", "/besttime reels", "/besttime <b>", shows=True),
    "/audience": says("/audience", shows=True),
    "/accounts": says("/accounts", shows=True),
    "/unlink": says("/unlink", shows=True),
    "/digest": says("/digest", shows=True),
    "/alerts": says("/alerts", shows=True),
    "/settings": says("/settings"),
    "/status": says("/status", shows=True),
    "/why": says("/why", "/why reach", "/why plays", "/why <b>"),
    "/help": says("/help"),
    "/privacy": says("/privacy"),
    "/export": says(
        "/export",
        "/export posts",
        "/export posts 90d",
        "/export posts all json",
        "/export days all xlsx",
        "/export audience <b>",
        "/export report",
        shows=True,
    ),
    "/api": says("/api", "/api <b>", shows=True),
    "/delete_me": says("/delete_me", shows=True),
    "message type_code": says("4WNTZ8QC"),
    "message take_location": Row(
        taps=lambda _: [actions.AskLocation()], shares=[(39.65, 66.96), (35.0, -40.0)]
    ),
    "message go_back": says("⟵ Back"),
    "message type_city": Row(
        taps=lambda _: [actions.OpenTimeZones()], says=["Samarkand", "<b>", "nowhere at all"]
    ),
    "message give_hint": says("how am I doing?"),
    "message arrive": says("/start@farolero_sandbox_bot gAAAA", shows=True),
    "message propose": says("/here@farolero_sandbox_bot", shows=True),
    "message open_shown": says(
        "/overview@farolero_sandbox_bot 28d",
        "/posts@farolero_sandbox_bot",
        "/stories@farolero_sandbox_bot",
        "/start@farolero_sandbox_bot",
        shows=True,
    ),
    "message open_pasted": says(
        "https://www.instagram.com/p/anna-post/",
        "https://www.instagram.com/reel/boris-reel/",
        shows=True,
    ),
    "message say_digests": says("/digest@farolero_sandbox_bot", shows=True),
    "message say_settings": says("/settings@farolero_sandbox_bot"),
    "channel_post arrive": says("/start gAAAA", shows=True),
    "channel_post propose": says("/here", shows=True),
    "channel_post open_shown": says("/overview", "/live", shows=True),
    "channel_post say_digests": says("/digest", shows=True),
    "channel_post say_settings": says("/settings"),
    "message move": Row(),
    "message reopen": Row(),
    "message leave_card": Row(),
    "inline_query answer": Row(),
    "/here": says("/here", shows=True),
    "message point_to_private_chat": says("/status@farolero_sandbox_bot", shows=True),
    "message leave_out": says("good morning, everybody"),
    # Tapped
    "OpenHome": plain(actions.OpenHome(), shows=True),
    "StartLinking": plain(actions.StartLinking(), actions.StartLinking(anew=True)),
    "TryLinkingNow": plain(actions.TryLinkingNow()),
    "CancelLinking": plain(actions.CancelLinking()),
    "OpenExample": plain(actions.OpenExample()),
    "OpenOverview": plain(
        actions.OpenOverview(),
        actions.OpenOverview(90, "followers"),
        actions.OpenOverview(7, "reach", force=True),
        shows=True,
    ),
    "OpenMediaList": plain(actions.OpenMediaList(FEED), actions.OpenMediaList(REELS), shows=True),
    "OpenMedia": taps(
        lambda owned: actions.OpenMedia(owned.media_id),
        lambda owned: actions.OpenMedia(owned.media_id, force=True),
        lambda owned: actions.OpenMedia(owned.media_id, origin="top.reach.30.0"),
        shows=True,
    ),
    "OpenPost": plain(actions.OpenPost()),
    "OpenTop": plain(
        actions.OpenTop(), actions.OpenTop(Measure.SAVES, 90, worst=True, origin="p1"), shows=True
    ),
    "OpenTopMeasures": plain(actions.OpenTopMeasures(Measure.VIEWS)),
    "OpenTags": plain(actions.OpenTags(), actions.OpenTags(7), shows=True),
    "OpenTag": taps(lambda owned: actions.OpenTag(owned.tag_id), shows=True),
    "OpenMarking": taps(
        lambda owned: actions.OpenMarking(owned.tag_id),
        lambda owned: actions.OpenMarking(owned.tag_id, STORY, 9),
        shows=True,
    ),
    "MarkFromTag": taps(
        lambda owned: actions.MarkFromTag(owned.tag_id, FEED, owned.album_id, on=True),
        lambda owned: actions.MarkFromTag(owned.tag_id, STORY, owned.story_id, on=False),
        shows=True,
    ),
    "OpenTagsOf": taps(
        lambda owned: actions.OpenTagsOf(FEED, owned.media_id),
        lambda owned: actions.OpenTagsOf(STORY, owned.story_id),
        shows=True,
    ),
    "MarkFromCard": taps(
        lambda owned: actions.MarkFromCard(FEED, owned.media_id, owned.tag_id, on=False),
        lambda owned: actions.MarkFromCard(STORY, owned.story_id, owned.tag_id, on=True),
        shows=True,
    ),
    "OpenRenameTag": taps(lambda owned: actions.OpenRenameTag(owned.tag_id), shows=True),
    "AskRemoveTag": taps(lambda owned: actions.AskRemoveTag(owned.tag_id), shows=True),
    "RemoveTag": taps(lambda owned: actions.RemoveTag(owned.tag_id), shows=True),
    "OpenCompare": plain(actions.OpenCompare()),
    "ComparePeriods": plain(
        actions.ComparePeriods(),
        actions.ComparePeriods(28, 2),
        actions.ComparePeriods(0, -1),
        shows=True,
    ),
    "PickPost": taps(
        lambda _: actions.PickPost(),
        lambda owned: actions.PickPost(owned.media_id, REELS, 9),
        shows=True,
    ),
    "ComparePosts": taps(
        lambda owned: actions.ComparePosts(owned.media_id, owned.album_id),
        lambda owned: actions.ComparePosts(owned.media_id, owned.media_id),
        shows=True,
    ),
    "PickTag": taps(
        lambda _: actions.PickTag(), lambda owned: actions.PickTag(owned.tag_id, 9), shows=True
    ),
    "CompareTags": taps(lambda owned: actions.CompareTags(owned.tag_id, owned.tag_id), shows=True),
    "OpenAlbum": taps(lambda owned: actions.OpenAlbum(owned.album_id)),
    "OpenLiveStories": plain(actions.OpenLiveStories(), shows=True),
    "OpenStoryArchive": plain(actions.OpenStoryArchive(), shows=True),
    "OpenStoryMonth": plain(
        actions.OpenStoryMonth(),
        actions.OpenStoryMonth(202611, 3),
        actions.OpenStoryMonth(-7),
        shows=True,
    ),
    "OpenSequence": taps(lambda owned: actions.OpenSequence(owned.sequence_id), shows=True),
    "OpenSequencePictures": taps(
        lambda owned: actions.OpenSequencePictures(owned.sequence_id), shows=True
    ),
    "OpenStory": taps(lambda owned: actions.OpenStory(owned.story_id), shows=True),
    "OpenStoryCurve": taps(lambda owned: actions.OpenStoryCurve(owned.story_id), shows=True),
    "OpenBestTime": plain(
        actions.OpenBestTime(), actions.OpenBestTime("STORY"), actions.OpenBestTime("x"), shows=True
    ),
    "OpenAudience": plain(
        actions.OpenAudience(),
        actions.OpenAudience(actions.Who.ENGAGED, actions.By.COUNTRY),
        shows=True,
    ),
    "OpenAccounts": plain(actions.OpenAccounts(), shows=True),
    "SwitchOverview": taps(
        lambda owned: actions.SwitchOverview(owned.account_id),
        lambda owned: actions.SwitchOverview(owned.account_id, 90, "followers"),
        shows=True,
    ),
    "SwitchExport": taps(lambda owned: actions.SwitchExport(owned.account_id)),
    "SwitchAccount": taps(lambda owned: actions.SwitchAccount(owned.account_id), shows=True),
    "AskUnlink": taps(lambda owned: actions.AskUnlink(owned.account_id), shows=True),
    "Unlink": taps(
        lambda owned: actions.Unlink(owned.account_id, keep=True),
        lambda owned: actions.Unlink(owned.account_id),
        shows=True,
    ),
    "OpenSettings": plain(actions.OpenSettings()),
    "OpenLanguages": plain(actions.OpenLanguages()),
    "SetLanguage": plain(actions.SetLanguage("es")),
    "OpenTimeZones": plain(actions.OpenTimeZones(), actions.OpenTimeZones("Europe", 1)),
    "AskLocation": plain(actions.AskLocation()),
    "SetTimeZone": plain(actions.SetTimeZone("Asia/Tokyo")),
    "OpenDigests": plain(actions.OpenDigests(), actions.OpenDigests(7), shows=True),
    "OpenDigest": taps(
        lambda _: actions.OpenDigest(),
        lambda owned: actions.OpenDigest(owned.digest_id),
        shows=True,
    ),
    "SetDigest": taps(
        lambda _: DIGEST,
        lambda owned: replace(DIGEST, hour=8, subscription_id=owned.digest_id),
        shows=True,
    ),
    "OpenDigestHours": taps(
        lambda _: actions.OpenDigestHours(),
        lambda owned: actions.OpenDigestHours(owned.digest_id),
    ),
    "OpenDigestWeekdays": taps(
        lambda _: actions.OpenDigestWeekdays(),
        lambda owned: actions.OpenDigestWeekdays(owned.digest_id),
    ),
    "SendDigestNow": taps(
        lambda _: actions.SendDigestNow(),
        lambda owned: actions.SendDigestNow(owned.digest_id),
        lambda owned: actions.SendDigestNow(owned.digest_id, preview=True),
        shows=True,
    ),
    "OpenDigestPause": taps(lambda owned: actions.OpenDigestPause(owned.digest_id), shows=True),
    "MuteDigest": taps(
        lambda owned: actions.MuteDigest(owned.digest_id),
        lambda owned: actions.MuteDigest(owned.digest_id, muted=False),
        shows=True,
    ),
    "AskRemoveDigest": taps(lambda owned: actions.AskRemoveDigest(owned.digest_id), shows=True),
    "RemoveDigest": taps(lambda owned: actions.RemoveDigest(owned.digest_id)),
    "OpenNewDigest": taps(
        lambda _: actions.OpenNewDigest(),
        lambda owned: actions.OpenNewDigest(owned.account_id),
        lambda owned: actions.OpenNewDigest(owned.account_id, 0),
        lambda owned: actions.OpenNewDigest(owned.account_id, 1, 7),
    ),
    "AddDigest": taps(
        lambda owned: actions.AddDigest(owned.account_id, 0, Cadence.MONTHLY),
        lambda owned: actions.AddDigest(owned.account_id, 1, Cadence.DAILY),
        shows=True,
    ),
    "OpenAlerts": plain(actions.OpenAlerts(), shows=True),
    "OpenAlertKinds": plain(*(actions.OpenAlertKinds(group) for group in AlertGroup)),
    "SetAlert": plain(
        actions.SetAlert(AlertKind.DROP, False), actions.SetAlert(AlertKind.LINK_BROKEN, False)
    ),
    "MuteAlert": taps(
        lambda owned: actions.MuteAlert(owned.account_id, AlertKind.WRAP_UP, 24), shows=True
    ),
    "EndMutes": plain(actions.EndMutes()),
    "OpenQuietHours": plain(actions.OpenQuietHours()),
    "OpenQuietBegin": plain(actions.OpenQuietBegin()),
    "OpenQuietEnd": plain(actions.OpenQuietEnd()),
    "SetQuietHours": plain(actions.SetQuietHours(22, 8), actions.SetQuietHours(99, -1)),
    "SetUrgent": plain(actions.SetUrgent(True)),
    "SendAgain": taps(lambda owned: actions.SendAgain(owned.outbox_id)),
    "OpenPrivacy": plain(actions.OpenPrivacy()),
    "OpenSecurityLog": plain(actions.OpenSecurityLog(), actions.OpenSecurityLog(1)),
    "OpenExport": plain(actions.OpenExport()),
    "OpenExportKinds": plain(actions.OpenExportKinds()),
    "OpenExportSpans": plain(
        actions.OpenExportSpans(ExportKind.POSTS),
        actions.OpenExportSpans(ExportKind.DAYS, more=True),
    ),
    "OpenExportFormats": plain(actions.OpenExportFormats(ExportKind.POSTS, ExportSpan.WEEK)),
    "OpenReports": plain(actions.OpenReports()),
    "ExportReport": plain(
        actions.ExportReport("2026-10"),
        actions.ExportReport("2099-01"),
        actions.ExportReport("<b>"),
        shows=True,
    ),
    "ExportNumbers": plain(
        *(
            actions.ExportNumbers(kind, ExportSpan.EVERYTHING, ExportFormat.JSON)
            for kind in ExportKind
        ),
        shows=True,
    ),
    "ExportEverything": plain(
        actions.ExportEverything(), actions.ExportEverything(before_deleting=True), shows=True
    ),
    "OpenHelp": plain(actions.OpenHelp()),
    "OpenStatus": plain(actions.OpenStatus(), shows=True),
    "OpenWhy": plain(actions.OpenWhy()),
    "OpenMetrics": plain(actions.OpenMetrics(MetricTopic.ACCOUNT)),
    "OpenMetric": plain(actions.OpenMetric("reach")),
    "AskDeleteMe": plain(actions.AskDeleteMe(), shows=True),
    "DeleteMe": plain(actions.DeleteMe(), actions.DeleteMe(int(START.timestamp()))),
    "callback_query button_outdated": Row(),
    "callback_query point_to_private_chat": plain(actions.OpenAccounts(), shows=True),
    "callback_query open_shown": Row(
        taps=lambda owned: [
            actions.OpenHome(),
            actions.OpenOverview(28),
            actions.SwitchOverview(owned.account_id),
            actions.OpenChatMedia(owned.account_id, FEED),
            actions.OpenChatStories(owned.account_id),
            actions.OpenChatLive(owned.account_id),
            actions.OpenMedia(owned.media_id),
            actions.OpenStory(owned.story_id),
        ],
        shows=True,
    ),
    "callback_query tap_settings": plain(
        actions.OpenChatSettings(),
        actions.OpenChatLanguages(),
        actions.SetChatLanguage("es"),
        actions.TakeAway(1),
    ),
    "InviteToChat": taps(lambda owned: actions.InviteToChat(owned.account_id), shows=True),
    "ShowThere": taps(lambda owned: actions.ShowThere("hAAAA", owned.account_id)),
    "OpenShownIn": plain(actions.OpenShownIn(), actions.OpenShownIn(1)),
    "OpenGrant": plain(actions.OpenGrant(1)),
    "SetGrant": plain(actions.SetGrant(1, 15), actions.SetGrant(1, 99)),
    "OpenGrantLanguages": plain(actions.OpenGrantLanguages(1)),
    "SetGrantLanguage": plain(actions.SetGrantLanguage(1, "es"), actions.SetGrantLanguage(1, "xx")),
    "EndGrant": plain(actions.EndGrant(1)),
    "OpenApiKeys": plain(actions.OpenApiKeys(), actions.OpenApiKeys(-3), shows=True),
    "OpenApiKey": taps(lambda owned: actions.OpenApiKey(owned.api_key_id), shows=True),
    "OpenNewApiKey": taps(lambda owned: actions.OpenNewApiKey(owned.account_id, 5, 0)),
    "MakeApiKey": taps(
        lambda owned: actions.MakeApiKey(owned.account_id, 31, 30),
        lambda _: actions.MakeApiKey(0, 99, 30),
        lambda _: actions.MakeApiKey(0, 31, 7),
        shows=True,
    ),
    "RevokeApiKey": taps(lambda owned: actions.RevokeApiKey(owned.api_key_id)),
    "my_chat_member note_in_chat": Row(),
    "my_chat_member note": Row(),
}
