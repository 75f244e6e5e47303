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
from bot.sandbox.instagram.media import Media
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
    ) -> None:
        self._world = world
        self._tokens = tokens
        self._clock = clock
        self._subscriptions = subscriptions
        self._webhooks = webhooks

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
            web.post(f"{one}/revoke", self._revoke),
            web.post(f"{one}/deletion", self._delete_data),
            web.post(f"{base}/media/{{media_id}}/delete", self._delete_media),
            web.post(f"{base}/webhook", self._configure_webhook),
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

    async def _revoke(self, request: web.Request) -> web.Response:
        """Kills the account's tokens. ``url``: where the deauthorize callback is posted."""
        account, body = self._account(request), await read_control_body(request)
        reason = body.get("reason", "removed_app")
        if reason not in TOKEN_STATES:
            raise bad_request(f"reason must be one of {', '.join(TOKEN_STATES)}")
        revoked = self._tokens.revoke(account.user_id, reason)
        if reason == "removed_app":
            self._subscriptions.unsubscribe(account.user_id)
        if "url" not in body:
            return web.json_response({"revoked": revoked})
        posted = await self._webhooks.post_signed_request(str(body["url"]), account)
        return web.json_response({"revoked": revoked, **_told(posted)})

    async def _delete_data(self, request: web.Request) -> web.Response:
        account, body = self._account(request), await read_control_body(request)
        posted = await self._webhooks.post_signed_request(_url(body), account)
        return web.json_response(_told(posted))

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


def _comment_value(comment_id: str, media: Media, body: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": comment_id,
        "text": str(body.get("text", "How lovely!")),
        "from": {"id": "99" + digits(13, "visitor"), "username": "visitor"},
        "media": {"id": media.id, "media_product_type": media.media_product_type},
    }
