"""Control calls of the Telegram side: people, groups, and what the chat page watches."""

from dataclasses import asdict
from typing import Any, get_args
from urllib.parse import urlencode

from aiohttp import web

from bot.sandbox.bot_api.groups import (
    GroupType,
    close_topic,
    create_group,
    create_topic,
    find_group,
    set_bot_status,
    set_member_status,
    upgrade_group,
)
from bot.sandbox.bot_api.members import status_of
from bot.sandbox.bot_api.parts import Parts
from bot.sandbox.bot_api.people import (
    ImpossibleActionError,
    Said,
    ask_inline,
    change_user,
    say,
    send_inline,
    set_blocked,
    share_location,
    start,
    tap,
)
from bot.sandbox.bot_api.shown import shown_chats, shown_messages, shown_user
from bot.sandbox.bot_api.strikes import FAULT_KINDS
from bot.sandbox.bot_api.world import Chat, MemberStatus, User
from bot.sandbox.control import bad_request, read_control_body

LONGEST_WATCH = 60
"""Seconds that a watcher may wait for an event."""

_USER_FIELDS = ("first_name", "last_name", "username", "language_code")


def telegram_control_routes(parts: Parts) -> list[web.RouteDef]:
    control = _Control(parts)
    users = "/sandbox/telegram/users"
    groups = "/sandbox/telegram/groups"
    return [
        web.get("/sandbox/telegram/bot", control.bot),
        web.get(users, control.list_users),
        web.post(users, control.add_user),
        web.patch(users + r"/{user:\d+}", control.change_user),
        web.post(users + r"/{user:\d+}/messages", control.say),
        web.post(users + r"/{user:\d+}/location", control.share_location),
        web.post(users + r"/{user:\d+}/start", control.start),
        web.post(users + r"/{user:\d+}/taps", control.tap),
        web.post(users + r"/{user:\d+}/block", control.block),
        web.post(users + r"/{user:\d+}/unblock", control.unblock),
        web.post(users + r"/{user:\d+}/delete", control.delete_account),
        web.post(users + r"/{user:\d+}/inline", control.ask_inline),
        web.post(users + r"/{user:\d+}/inline/send", control.send_inline),
        web.get(users + r"/{user:\d+}/chats", control.chats),
        web.get(r"/sandbox/telegram/chats/{chat:-?\d+}/messages", control.messages),
        web.get("/sandbox/telegram/files/{file_id}", control.file),
        web.post(groups, control.create_group),
        web.post(groups + r"/{chat:-\d+}/topics", control.create_topic),
        web.post(groups + r"/{chat:-\d+}/topics/{thread:\d+}/close", control.close_topic),
        web.post(groups + r"/{chat:-\d+}/bot", control.set_bot_status),
        web.post(groups + r"/{chat:-\d+}/upgrade", control.upgrade),
        web.post(groups + r"/{chat:-\d+}/members/{user:\d+}", control.set_member_status),
        web.get("/sandbox/telegram/faults", control.list_fault_kinds),
        web.get("/sandbox/telegram/events", control.events),
        web.get("/t.me/{username}", control.open_link),
    ]


class _Control:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def bot(self, request: web.Request) -> web.Response:
        user = self._parts.world.user(_query_integer(request, "user_id"))
        language = user.language_code
        group = None
        if "chat_id" in request.query:
            group = self._parts.world.find_chat(_query_integer(request, "chat_id"))
        group_id = None if group is None or group.type == "private" else group.id
        status = "left" if group is None else status_of(self._parts.world, group, user.id)
        bot = self._parts.world.bot_object()
        profile = self._parts.profile
        return web.json_response(
            {
                "id": bot["id"],
                "username": bot["username"],
                "first_name": profile.text("name", language, self._parts.world.bot_name),
                "description": profile.text("description", language),
                "short_description": profile.text("short_description", language),
                "commands": profile.shown_commands(
                    user.id, language, group_id, is_admin=status in {"creator", "administrator"}
                ),
                "menu_button": profile.menu_button(user.id),
            }
        )

    async def list_users(self, _: web.Request) -> web.Response:
        found = [shown_user(user) for user in self._parts.world.users()]
        return web.json_response({"users": found})

    async def add_user(self, request: web.Request) -> web.Response:
        body = await read_control_body(request)
        user_id = _optional_integer(body, "id")
        if user_id is None:
            user_id = 100_000_000 + self._parts.world.count("user")
        if user_id <= 0:
            raise bad_request("id must be positive")
        fields = _user_fields(body)
        if "first_name" not in fields:
            raise bad_request("first_name is required")
        user = change_user(self._parts, self._parts.world.user(user_id), fields)
        return web.json_response(shown_user(user))

    async def change_user(self, request: web.Request) -> web.Response:
        fields = _user_fields(await read_control_body(request))
        return web.json_response(shown_user(change_user(self._parts, self._user(request), fields)))

    async def say(self, request: web.Request) -> web.Response:
        body = await read_control_body(request)
        with _refusals():
            said = say(
                self._parts,
                self._user(request),
                _text(body, "text"),
                chat_id=_optional_integer(body, "chat_id"),
                message_thread_id=_optional_integer(body, "message_thread_id"),
                reply_to_message_id=_optional_integer(body, "reply_to_message_id"),
            )
        return _said(said)

    async def share_location(self, request: web.Request) -> web.Response:
        body = await read_control_body(request)
        with _refusals():
            said = share_location(
                self._parts,
                self._user(request),
                _degrees(body, "latitude"),
                _degrees(body, "longitude"),
                chat_id=_optional_integer(body, "chat_id"),
                message_thread_id=_optional_integer(body, "message_thread_id"),
            )
        return _said(said)

    async def start(self, request: web.Request) -> web.Response:
        body = await read_control_body(request)
        payload = _text(body, "payload") if "payload" in body else ""
        with _refusals():
            return _said(start(self._parts, self._user(request), payload))

    async def tap(self, request: web.Request) -> web.Response:
        body = await read_control_body(request)
        message_id = _optional_integer(body, "message_id")
        if message_id is None or ("data" in body) == ("label" in body):
            raise bad_request("send message_id and either data or label")
        with _refusals():
            answer = await tap(
                self._parts,
                self._user(request),
                message_id,
                data=_text(body, "data") if "data" in body else None,
                label=_text(body, "label") if "label" in body else None,
                chat_id=_optional_integer(body, "chat_id"),
            )
        return web.json_response(answer)

    async def block(self, request: web.Request) -> web.Response:
        update_id = set_blocked(self._parts, self._user(request), blocked=True)
        return web.json_response({"update_id": update_id})

    async def unblock(self, request: web.Request) -> web.Response:
        update_id = set_blocked(self._parts, self._user(request), blocked=False)
        return web.json_response({"update_id": update_id})

    async def delete_account(self, request: web.Request) -> web.Response:
        change_user(self._parts, self._user(request), {"deleted": True})
        return web.json_response({})

    async def ask_inline(self, request: web.Request) -> web.Response:
        body = await read_control_body(request)
        query = _text(body, "query")
        return web.json_response(await ask_inline(self._parts, self._user(request), query))

    async def send_inline(self, request: web.Request) -> web.Response:
        body = await read_control_body(request)
        with _refusals():
            said = send_inline(
                self._parts,
                self._user(request),
                _text(body, "result_id"),
                chat_id=_optional_integer(body, "chat_id"),
                message_thread_id=_optional_integer(body, "message_thread_id"),
            )
        return _said(said)

    async def chats(self, request: web.Request) -> web.Response:
        return web.json_response({"chats": shown_chats(self._parts, self._user(request))})

    async def messages(self, request: web.Request) -> web.Response:
        thread_id = None
        if "message_thread_id" in request.query:
            thread_id = _query_integer(request, "message_thread_id")
        chat_id = int(request.match_info["chat"])
        return web.json_response({"messages": shown_messages(self._parts, chat_id, thread_id)})

    async def file(self, request: web.Request) -> web.Response:
        file = self._parts.files.find(request.match_info["file_id"])
        if file is None:
            raise web.HTTPNotFound
        # A file that the bot sent must not run as a page of this server.
        headers = {"X-Content-Type-Options": "nosniff"}
        if file.kind == "document":
            headers["Content-Disposition"] = "attachment"
        content = self._parts.files.content(file)
        return web.Response(body=content, content_type=file.mime_type, headers=headers)

    async def create_group(self, request: web.Request) -> web.Response:
        body = await read_control_body(request)
        kind = body.get("type", "supergroup")
        if kind not in get_args(GroupType):
            raise bad_request("type must be group, supergroup or channel")
        owner_id = _optional_integer(body, "owner_id")
        members = body.get("members", [])
        if not isinstance(members, list) or not all(type(member) is int for member in members):
            raise bad_request("members must be a list of whole numbers")
        if owner_id is None:
            raise bad_request("owner_id is required")
        with _refusals():
            chat = create_group(
                self._parts,
                _text(body, "title"),
                kind,
                is_forum=bool(body.get("is_forum")),
                owner=self._parts.world.user(owner_id),
                members=[self._parts.world.user(member) for member in members],
            )
        return web.json_response({"id": chat.id})

    async def create_topic(self, request: web.Request) -> web.Response:
        body = await read_control_body(request)
        with _refusals():
            topic = create_topic(self._parts, self._group(request), _text(body, "name"))
        return web.json_response({"message_thread_id": topic.message_thread_id})

    async def close_topic(self, request: web.Request) -> web.Response:
        with _refusals():
            close_topic(self._parts, self._group(request), int(request.match_info["thread"]))
        return web.json_response({})

    async def set_bot_status(self, request: web.Request) -> web.Response:
        body = await read_control_body(request)
        by = _optional_integer(body, "by")
        if by is None:
            raise bad_request("by must be a number")
        payload = _text(body, "start_payload") if "start_payload" in body else None
        with _refusals():
            update_id, said = set_bot_status(
                self._parts,
                self._group(request),
                _status(body),
                self._parts.world.user(by),
                payload,
            )
        message_id = said.message_id if said else None
        return web.json_response({"update_id": update_id, "message_id": message_id})

    async def upgrade(self, request: web.Request) -> web.Response:
        with _refusals():
            return web.json_response({"id": upgrade_group(self._parts, self._group(request)).id})

    async def set_member_status(self, request: web.Request) -> web.Response:
        status = _status(await read_control_body(request))
        set_member_status(self._parts, self._group(request), self._user(request), status)
        return web.json_response({})

    async def list_fault_kinds(self, _: web.Request) -> web.Response:
        about = {name: asdict(kind) for name, kind in FAULT_KINDS.items()}
        return web.json_response({"faults": list(about), "about": about})

    async def events(self, request: web.Request) -> web.Response:
        after = _query_integer(request, "after") if "after" in request.query else 0
        seconds = _query_integer(request, "timeout") if "timeout" in request.query else 25
        return web.json_response(await self._parts.events.after(after, min(seconds, LONGEST_WATCH)))

    async def open_link(self, request: web.Request) -> web.Response:
        """What https://t.me/<bot>?start=…, ?startgroup=… and ?startchannel&admin=… are."""
        name = request.match_info["username"]
        if name.lower() != self._parts.world.bot_username.lower():
            return web.Response(text="There is no such account here.", status=404)
        kept = {
            key: request.query[key]
            for key in ("start", "startgroup", "startchannel", "admin")
            if key in request.query
        }
        raise web.HTTPFound(f"/chat?{urlencode(kept)}" if kept else "/chat")

    def _user(self, request: web.Request) -> User:
        return self._parts.world.user(int(request.match_info["user"]))

    def _group(self, request: web.Request) -> Chat:
        with _refusals():
            return find_group(self._parts, int(request.match_info["chat"]))


class _refusals:  # noqa: N801 - used as a statement: with _refusals()
    """Turns what a client would not allow into a 400 with the reason."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, ImpossibleActionError):
            raise bad_request(str(error)) from error


def _said(said: Said) -> web.Response:
    return web.json_response({"update_id": said.update_id, "message_id": said.message_id})


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise bad_request(f"{name} must be a text")
    return value


def _degrees(body: dict[str, Any], name: str) -> float:
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise bad_request(f"{name} must be a number of degrees")
    return value


def _optional_integer(body: dict[str, Any], name: str) -> int | None:
    value = body.get(name)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise bad_request(f"{name} must be a whole number")
    return value


def _query_integer(request: web.Request, name: str) -> int:
    try:
        return int(request.query[name])
    except (KeyError, ValueError) as error:
        raise bad_request(f"{name} must be a whole number") from error


def _status(body: dict[str, Any]) -> MemberStatus:
    status = body.get("status")
    for known in get_args(MemberStatus):
        if status == known:
            found: MemberStatus = known
            return found
    raise bad_request(f"status must be one of {', '.join(get_args(MemberStatus))}")


def _user_fields(body: dict[str, Any]) -> dict[str, str]:
    return {name: _text(body, name) for name in _USER_FIELDS if body.get(name) is not None}
