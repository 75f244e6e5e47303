"""What people's own programs can ask for, and the use case behind each."""

from collections.abc import Sequence

from aiohttp import web
from yarl import URL

from bot.instagram.client import InstagramClient
from bot.services.compose_digest import ComposeDigest
from bot.services.digests_for_key import ListKeyDigests, PreviewKeyDigest
from bot.services.export_for_key import ExportForKey
from bot.services.export_numbers import ExportNumbers
from bot.services.instagram_access import CallInstagram
from bot.services.open_api import OpenApi
from bot.services.ports import Clock, Database
from bot.services.read_account_breakdown import ReadAccountBreakdown
from bot.services.read_audience import ReadAudience
from bot.services.read_digest import ReadDigest
from bot.services.read_for_key import (
    ListKeyAccounts,
    ListKeyMedia,
    ListKeyStories,
    ReadAccount,
    ReadHistory,
    ReadKeyAudience,
)
from bot.services.read_insights import FindByMediaId, ReadBreakdown, ReadInsights
from bot.services.read_overview import ReadOverview
from bot.services.show_audience import ShowAudience
from bot.services.show_media import ShowMedia
from bot.services.show_overview import ShowOverview
from bot.services.try_token import TryToken
from bot.web.api.accounts import AccountRoutes
from bot.web.api.app import api_routes
from bot.web.api.breakdowns import BreakdownRoutes
from bot.web.api.digests import DigestRoutes
from bot.web.api.exports import ExportRoutes
from bot.web.api.gate import Gate
from bot.web.api.insights import InsightRoutes
from bot.web.api.remembered import Remembered
from bot.web.api.shares import Shares
from bot.web.visitors import Ration


def http_api(
    database: Database,
    clock: Clock,
    instagram: InstagramClient,
    call_instagram: CallInstagram,
    read_overview: ReadOverview,
    export_numbers: ExportNumbers,
    public_url: URL,
    ration: Ration,
    shares: Shares,
) -> Sequence[web.RouteDef]:
    """``ration`` is every address's share of requests without a good key, ``shares`` each key's."""
    find = FindByMediaId(database)
    show_media = ShowMedia(database, clock, instagram, call_instagram)
    insights = InsightRoutes(
        ReadInsights(clock, find, show_media),
        ReadBreakdown(clock, find, instagram, call_instagram),
        TryToken(clock, instagram),
        ReadHistory(database, clock, find),
    )
    accounts = AccountRoutes(
        clock,
        ListKeyAccounts(database),
        ReadAccount(database, ShowOverview(database, clock, read_overview)),
        ListKeyMedia(database),
        ListKeyStories(database, clock),
    )
    breakdowns = BreakdownRoutes(
        clock,
        ReadAccountBreakdown(database, clock, instagram, call_instagram),
        ReadKeyAudience(
            database,
            ShowAudience(database, clock, ReadAudience(database, clock, instagram, call_instagram)),
        ),
    )
    exports = ExportRoutes(ExportForKey(database, export_numbers))
    compose_digest = ComposeDigest(database, clock, ReadDigest(database, clock, read_overview))
    digests = DigestRoutes(
        clock,
        ListKeyDigests(database, clock),
        PreviewKeyDigest(database, clock, compose_digest),
    )
    endpoints = [
        endpoint
        for routes in (insights, accounts, breakdowns, exports, digests)
        for endpoint in routes.endpoints()
    ]
    gate = Gate(OpenApi(database, clock), ration, shares, Remembered(clock), public_url)
    return api_routes(gate, endpoints, public_url)
