"""Which webhooks of an account come to this app."""

from collections.abc import Sequence

from bot.instagram import parsing
from bot.instagram.endpoints import InstagramEndpoints
from bot.instagram.graph import Graph
from bot.instagram.http import InstagramHttp
from bot.services.ports import Access

EDGE = ("me", "subscribed_apps")


class InstagramSubscriptionsClient:
    """Implements the port InstagramSubscriptions."""

    def __init__(self, http: InstagramHttp, endpoints: InstagramEndpoints) -> None:
        self._graph = Graph(http, endpoints)

    async def fields(self, access: Access) -> frozenset[str]:
        return await self._graph.read(*EDGE, access, {}, parsing.subscribed_fields)

    async def subscribe(self, access: Access, fields: Sequence[str]) -> None:
        params = {"subscribed_fields": ",".join(fields)}
        await self._graph.change("POST", EDGE, access, params, parsing.success)

    async def unsubscribe(self, access: Access) -> None:
        await self._graph.change("DELETE", EDGE, access, {}, parsing.success)
