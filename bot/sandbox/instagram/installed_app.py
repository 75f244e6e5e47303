"""Taking access back: "Apps and websites" in Instagram's settings, and what it sets off."""

from aiohttp import web

from bot.sandbox.instagram.account import Account
from bot.sandbox.instagram.consent import apps_page
from bot.sandbox.instagram.tokens import Tokens
from bot.sandbox.instagram.webhooks import Posted, Subscriptions, Webhooks
from bot.sandbox.instagram.world import World

PAGE = "/instagram/settings/apps"
REMOVED = "removed_app"


class InstalledApp:
    """The app as the people at Instagram see it: who let it in, and who took that back."""

    def __init__(
        self,
        world: World,
        tokens: Tokens,
        subscriptions: Subscriptions,
        webhooks: Webhooks,
        app_name: str,
    ) -> None:
        self._world = world
        self._tokens = tokens
        self._subscriptions = subscriptions
        self._webhooks = webhooks
        self._app_name = app_name

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get(PAGE, self._show),
            web.post(f"{PAGE}/{{user_id}}/remove", self._remove),
            web.post(f"{PAGE}/{{user_id}}/deletion", self._ask_for_deletion),
        ]

    async def end_access(
        self, account: Account, reason: str, url: str | None = None
    ) -> tuple[int, Posted | None]:
        """How many tokens died, and how the deauthorize callback was taken, if there is one."""
        revoked = self._tokens.revoke(account.user_id, reason)
        if reason == REMOVED:
            self._subscriptions.unsubscribe(account.user_id)
            url = url or self._webhooks.deauthorize_url()
        return revoked, await self._post(account, url)

    async def ask_for_deletion(self, account: Account, url: str | None = None) -> Posted | None:
        """How the data deletion callback was taken; None where none is registered."""
        return await self._post(account, url or self._webhooks.deletion_url())

    async def _post(self, account: Account, url: str | None) -> Posted | None:
        return None if url is None else await self._webhooks.post_signed_request(url, account)

    async def _show(self, _: web.Request) -> web.Response:
        return self._page("")

    async def _remove(self, request: web.Request) -> web.Response:
        account = self._account(request)
        await self.end_access(account, REMOVED)
        return self._page(f"{self._app_name} no longer has access to {account.username}.")

    async def _ask_for_deletion(self, request: web.Request) -> web.Response:
        posted = await self.ask_for_deletion(self._account(request))
        if posted is None:
            return self._page(f"{self._app_name} has registered no way to ask for deletion.")
        return self._page(f"{self._app_name} answered: {posted.body}")

    def _page(self, said: str) -> web.Response:
        accounts = self._world.accounts()
        active = [one for one in accounts if self._tokens.has_living(one.user_id)]
        removed = [
            one
            for one in accounts
            if one not in active and self._tokens.was_revoked(one.user_id, REMOVED)
        ]
        return web.Response(
            text=apps_page(self._app_name, active, removed, said), content_type="text/html"
        )

    def _account(self, request: web.Request) -> Account:
        account = self._world.account(request.match_info["user_id"])
        if account is None:
            raise web.HTTPNotFound
        return account
