"""Control calls of this Instagram: accounts, publishing, revoking, and outgoing posts."""

from datetime import datetime
from typing import Any

from aiohttp import web

from bot.sandbox.clock import WorldClock
from bot.sandbox.control import bad_request, read_control_body
from bot.sandbox.instagram.account import Account
from bot.sandbox.instagram.call import graph_time
from bot.sandbox.instagram.chance import digits
from bot.sandbox.instagram.errors import TOKEN_STATES
from bot.sandbox.instagram.growth import media_numbers
from bot.sandbox.instagram.installed_app import InstalledApp
from bot.sandbox.instagram.media import STORY_LIFE, Media
from bot.sandbox.instagram.media_insights import FEWEST_VIEWERS
from bot.sandbox.instagram.metrics import FEED, STORY
from bot.sandbox.instagram.switches import describe
from bot.sandbox.instagram.tokens import LONG, SCOPES, Tokens
from bot.sandbox.instagram.user_node import describe_account
from bot.sandbox.instagram.webhooks import Posted, Subscriptions, Webhooks
from bot.sandbox.instagram.world import World

MOST_COMMENTS = 10_000
"""Of one call."""


class Control:
    def __init__(
        self,
        world: World,
        tokens: Tokens,
        clock: WorldClock,
        subscriptions: Subscriptions,
        webhooks: Webhooks,
        app: InstalledApp,
    ) -> None:
        self._world = world
        self._tokens = tokens
        self._clock = clock
        self._subscriptions = subscriptions
        self._webhooks = webhooks
        self._app = app

    def routes(self) -> list[web.RouteDef]:
        base = "/sandbox/instagram"
        one = f"{base}/accounts/{{user_id}}"
        return [
            web.get(f"{base}/switches", self._switches),
            web.get(f"{base}/accounts", self._list_accounts),
            web.post(f"{base}/accounts", self._create_account),
            web.post(f"{one}/stories", self._publish_story),
            web.post(f"{one}/media", self._publish_media),
            web.post(f"{one}/comments", self._comment),
            web.post(f"{one}/story_insights", self._tell_story_insights),
            web.post(f"{one}/unsubscribe", self._unsubscribe),
            web.post(f"{one}/revoke", self._revoke),
            web.post(f"{one}/deletion", self._delete_data),
            web.post(f"{base}/media/{{media_id}}/delete", self._delete_media),
            web.post(f"{base}/webhook", self._configure_webhook),
            web.post(f"{base}/callbacks", self._register_callbacks),
        ]

    async def _switches(self, _: web.Request) -> web.Response:
        return web.json_response({"switches": describe()})

    async def _list_accounts(self, _: web.Request) -> web.Response:
        now: datetime = self._clock.now()
        accounts = [describe_account(self._world, one, now) for one in self._world.accounts()]
        return web.json_response({"accounts": accounts})

    async def _create_account(self, request: web.Request) -> web.Response:
        """Answers a long-lived token with every permission, for clients without OAuth."""
        try:
            account = self._world.create_account(await read_control_body(request))
        except ValueError as error:
            raise bad_request(str(error)) from error
        token = self._tokens.issue(LONG, account.user_id, list(SCOPES))
        return web.json_response(
            {"id": account.id, "user_id": account.user_id, "access_token": token.access_token}
        )

    async def _publish_story(self, request: web.Request) -> web.Response:
        body = await read_control_body(request)
        return self._publish(request, {**body, "media_product_type": STORY})

    async def _publish_media(self, request: web.Request) -> web.Response:
        body = await read_control_body(request)
        if body.get("media_product_type", FEED) == STORY:
            raise bad_request("publish stories at …/stories")
        return self._publish(request, {"media_product_type": FEED, **body})

    def _publish(self, request: web.Request, body: dict[str, Any]) -> web.Response:
        viewers, children = _whole_number(body, "viewers"), _whole_number(body, "children")
        try:
            media = self._world.publish(
                self._account(request),
                media_product_type=body["media_product_type"],
                media_type=body.get("media_type"),
                caption=body.get("caption"),
                viewers=viewers,
                children=children,
            )
        except ValueError as error:
            raise bad_request(str(error)) from error
        return web.json_response({"id": media.id, "timestamp": graph_time(media.timestamp)})

    async def _delete_media(self, request: web.Request) -> web.Response:
        """The owner deletes a story, a post or a reel in the app."""
        try:
            self._world.delete(request.match_info["media_id"])
        except KeyError as error:
            raise web.HTTPNotFound(text='{"error": "no such media"}') from error
        return web.json_response({})

    async def _comment(self, request: web.Request) -> web.Response:
        """Somebody comments: ``{"media_id"?, "text"?, "count"?}``; subscribed apps are told."""
        account, body = self._account(request), await read_control_body(request)
        media = self._commented(account, body.get("media_id"))
        count = body.get("count", 1)
        if not isinstance(count, int) or not 1 <= count <= MOST_COMMENTS:
            raise bad_request(f"count must be 1 to {MOST_COMMENTS}")
        ids = ["179" + digits(14, self._clock.now(), media.id, n) for n in range(count)]
        if not self._subscriptions.fields(account.user_id):
            return web.json_response({"ids": ids, "status": None, "body": "not subscribed"})
        changes = [
            {"field": "comments", "value": _comment_value(comment_id, media, body)}
            for comment_id in ids
        ]
        posted = await self._webhooks.deliver(account.user_id, changes)
        return web.json_response({"ids": ids, **_told(posted)})

    async def _tell_story_insights(self, request: web.Request) -> web.Response:
        """What an app with Facebook Login is told when a story ends; ``value`` replaces numbers."""
        account, body = self._account(request), await read_control_body(request)
        story = self._commented(account, str(body.get("media_id")))
        if not story.is_story:
            raise bad_request("that is no story")
        told = _story_insights_value(account, story) | body.get("value", {})
        if "story_insights" not in self._subscriptions.fields(account.user_id):
            return web.json_response({"value": told, "status": None, "body": "not subscribed"})
        change = {"field": "story_insights", "value": told}
        posted = await self._webhooks.deliver(account.user_id, [change])
        return web.json_response({"value": told, **_told(posted)})

    async def _unsubscribe(self, request: web.Request) -> web.Response:
        self._subscriptions.unsubscribe(self._account(request).user_id)
        return web.json_response({})

    async def _revoke(self, request: web.Request) -> web.Response:
        """Kills the account's tokens. ``url``: where the deauthorize callback is posted, else
        where it is registered.
        """
        account, body = self._account(request), await read_control_body(request)
        reason = body.get("reason", "removed_app")
        if reason not in TOKEN_STATES:
            raise bad_request(f"reason must be one of {', '.join(TOKEN_STATES)}")
        url = _url(body) if "url" in body else None
        revoked, posted = await self._app.end_access(account, reason, url)
        return web.json_response({"revoked": revoked, **(_told(posted) if posted else {})})

    async def _delete_data(self, request: web.Request) -> web.Response:
        account, body = self._account(request), await read_control_body(request)
        posted = await self._app.ask_for_deletion(account, _url(body) if "url" in body else None)
        if posted is None:
            raise bad_request("send url, or register the callbacks first")
        return web.json_response(_told(posted))

    async def _register_callbacks(self, request: web.Request) -> web.Response:
        """``{"deauthorize": URL, "deletion": URL}``, each null or left out for none."""
        body = await read_control_body(request)
        urls = [body.get(kind) for kind in ("deauthorize", "deletion")]
        if not all(url is None or isinstance(url, str) for url in urls):
            raise bad_request("deauthorize and deletion must be addresses")
        self._webhooks.register_callbacks(*urls)
        return web.json_response({})

    async def _configure_webhook(self, request: web.Request) -> web.Response:
        body = await read_control_body(request)
        posted = await self._webhooks.verify(_url(body), str(body.get("verify_token", "")))
        if not posted.is_taken:
            raise bad_request(f"the callback did not echo the challenge: {posted.body[:200]}")
        return web.json_response({"verified": True})

    def _account(self, request: web.Request) -> Account:
        account = self._world.account(request.match_info["user_id"])
        if account is None:
            raise web.HTTPNotFound(text='{"error": "no such account"}')
        return account

    def _commented(self, account: Account, media_id: str | None) -> Media:
        if media_id is not None:
            media = self._world.find_media(account, media_id)
        else:
            media = next(iter(self._world.posts(account)), None)
        if media is None:
            raise bad_request("there is no such media")
        return media


def _whole_number(body: dict[str, Any], name: str) -> int | None:
    value = body.get(name)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
        raise bad_request(f"{name} must be a whole number, not negative")
    return value


def _url(body: dict[str, Any]) -> str:
    if not isinstance(body.get("url"), str):
        raise bad_request("send url")
    return str(body["url"])


def _told(posted: Posted) -> dict[str, Any]:
    return {"status": posted.status, "body": posted.body}


def _story_insights_value(account: Account, story: Media) -> dict[str, Any]:
    """Numbers of the first 24 hours by their old names; -1 below the privacy floor."""
    numbers = media_numbers(account, story, story.timestamp + STORY_LIFE)
    told = {
        "impressions": numbers["impressions"],
        "reach": numbers["reach"],
        "taps_forward": numbers["tap_forward"],
        "taps_back": numbers["tap_back"],
        "exits": numbers["tap_exit"],
        "replies": numbers["replies"],
    }
    if numbers["reach"] < FEWEST_VIEWERS:
        told = dict.fromkeys(told, -1)
    return {"media_id": story.id, **told}


def _comment_value(comment_id: str, media: Media, body: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": comment_id,
        "text": str(body.get("text", "How lovely!")),
        "from": {"id": "99" + digits(13, "visitor"), "username": "visitor"},
        "media": {"id": media.id, "media_product_type": media.media_product_type},
    }
