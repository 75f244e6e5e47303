"""The bot in front of a chat of every kind, with people who say and tap whatever they like."""

import asyncio
import json
import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import ZipFile, is_zipfile

from bot.sandbox.bot_api.parts import Parts
from bot.sandbox.bot_api.people import change_user, say, set_blocked, share_location, start, tap
from bot.telegram.inbox import Inbox
from bot.telegram.middlewares.throttle import SECONDS
from tests.support.clock import FakeTime
from tests.telegram.authorization.seed import Owned, linked_person
from tests.telegram.conftest import World

OWNER, OTHER, ADMIN, BLOCKED, DELETED = range(500_000_001, 500_000_006)
PEOPLE = {
    "owner": OWNER,
    "other person": OTHER,
    "administrator": ADMIN,
    "blocked": BLOCKED,
    "deleted account": DELETED,
}
PRIVATE, GROUP, SUPERGROUP, CHANNEL, TOPIC = "private", "group", "supergroup", "channel", "topic"
ELSEWHERE = (GROUP, SUPERGROUP, CHANNEL, TOPIC)

ANONYMOUS_ADMIN = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
"""Telegram: who writes for an anonymous administrator of a group."""


@dataclass
class Stage:
    """People act in the sandbox itself; what the bot answers to it goes over HTTP."""

    world: World
    inbox: Inbox
    owned: Owned
    others: Owned
    chats: dict[str, tuple[int, int | None]]
    """Chat and topic by kind."""
    time: FakeTime
    """What tells a flood; it stands still."""
    posts: dict[int, int] = field(default_factory=dict)
    """The message of the bot in a chat under which people tap."""

    @property
    def parts(self) -> Parts:
        return self.world.sandbox.telegram._parts

    def take_time(self) -> None:
        """So long that nobody is held back as a flood."""
        self.time.now += SECONDS

    async def say(self, text: str, person: int, where: str) -> None:
        chat_id, thread_id = self.chats.get(where, (person, None))
        say(
            self.parts,
            self.parts.world.user(person),
            text,
            chat_id=chat_id,
            message_thread_id=thread_id,
        )
        await self._bring(person)

    async def share(self, place: tuple[float, float], person: int, where: str) -> None:
        chat_id, thread_id = self.chats.get(where, (person, None))
        share_location(
            self.parts,
            self.parts.world.user(person),
            *place,
            chat_id=chat_id,
            message_thread_id=thread_id,
        )
        await self._bring(person)

    async def tap(self, data: str, person: int, where: str) -> None:
        """Under a message of the bot, with data that need not be on any of its buttons."""
        chat_id, thread_id = self.chats.get(where, (person, None))
        post = self.posts.get(chat_id, 0)
        if self.parts.world.find_message(chat_id, post) is None:
            place = {} if thread_id is None else {"message_thread_id": thread_id}
            sent = await self.world.sandbox.call(
                "sendMessage", chat_id=chat_id, text="An old message", **place
            )
            self.posts[chat_id] = sent["message_id"]
        async with asyncio.TaskGroup() as tasks:
            tapping = tasks.create_task(
                tap(
                    self.parts,
                    self.parts.world.user(person),
                    self.posts[chat_id],
                    data=data,
                    label=None,
                    chat_id=chat_id,
                )
            )
            await asyncio.sleep(0)
            await self._bring(person)
            tapping.cancel()

    async def say_anonymously(self, text: str) -> None:
        """As an anonymous administrator of the supergroup."""
        chat_id, _ = self.chats[SUPERGROUP]
        say(self.parts, self.parts.world.user(OWNER), text, chat_id=chat_id)
        for update in self._waiting():
            message = update["message"]
            message |= {"from": ANONYMOUS_ADMIN, "sender_chat": message["chat"]}
            await self._feed(update)

    async def upgrade_group(self) -> None:
        """The group moves to another id; from here on people speak there."""
        chat_id, _ = self.chats[GROUP]
        moved = await self.world.sandbox.control("POST", f"/telegram/groups/{chat_id}/upgrade")
        for update in self._waiting():
            await self._feed(update)
        self.chats[GROUP] = (moved["id"], None)

    async def _bring(self, person: int) -> None:
        """What was said reaches the bot when the person has blocked it, or is gone."""
        updates = self._waiting()
        self._set_reachable(person, False)
        for update in updates:
            await self._feed(update)
        self._set_reachable(person, True)
        self._waiting()

    def _set_reachable(self, person: int, is_reachable: bool) -> None:
        user = self.parts.world.user(person)
        if person == BLOCKED:
            set_blocked(self.parts, user, blocked=not is_reachable)
        if person == DELETED:
            change_user(self.parts, user, {"deleted": not is_reachable})

    def _waiting(self) -> list[dict[str, Any]]:
        """Updates that the bot has not got yet, as it would get them; they count as given."""
        updates = self.parts.updates.pending()
        for update in updates:
            self.parts.updates.confirm(update)
        return [json.loads(json.dumps(update.update_object())) for update in updates]

    async def _feed(self, update: dict[str, Any]) -> None:
        """Through the whole stack, to its end."""
        async with self.inbox.open():
            await self.inbox.feed(json.dumps(update).encode())

    def shown(self) -> str:
        """All that went out since the last time: texts, buttons, charts, and files' contents."""
        requests = self.world.sandbox.telegram._requests
        sent = [request["params"] for request in requests.report()["log"]]
        drawn = list(self.world.drawing.drawn)
        requests.reset()
        self.world.drawing.drawn.clear()
        return _with_whole_numbers(f"{sent} {drawn} {self._files()}")

    def _files(self) -> list[str]:
        database = self.world.sandbox.store._database
        files = [content for (content,) in database.execute("SELECT content FROM file")]
        database.execute("DELETE FROM file")
        return [text for content in files for text in _texts_of(content)]


def _texts_of(content: bytes) -> list[str]:
    """What is packed in a ZIP; nothing of other files: a chart's numbers are in its spec."""
    if not is_zipfile(BytesIO(content)):
        return []
    with ZipFile(BytesIO(content)) as packed:
        return [packed.read(name).decode() for name in packed.namelist()]


def _with_whole_numbers(text: str) -> str:
    """Without what parts the digits of a number, in any language."""
    return re.sub(r"(?<=\d)(?:[.,\s\u00a0\u202f]|\\u00a0|\\u202f|\\xa0|&nbsp;)(?=\d)", "", text)


async def set_up(world: World) -> Stage:
    owned = await linked_person(world.database, OWNER, "anna", 310_000)
    others = await linked_person(world.database, OTHER, "boris", 720_000)
    await linked_person(world.database, BLOCKED, "dario", 850_000)
    time = FakeTime()
    stage = Stage(world, world.inbox(time.monotonic), owned, others, {}, time)
    for name, person in PEOPLE.items():
        user = stage.parts.world.user(person)
        start(stage.parts, change_user(stage.parts, user, {"first_name": name}), "")
    for kind in ELSEWHERE:
        stage.chats[kind] = await _chat(world, kind)
    stage._waiting()
    stage.shown()
    return stage


async def _chat(world: World, kind: str) -> tuple[int, int | None]:
    """Of all the people; the bot is an administrator, and reads every word."""
    members = list(PEOPLE.values())
    if kind == TOPIC:
        chat_id = await world.sandbox.group(SUPERGROUP, members=members, is_forum=True)
    else:
        chat_id = await world.sandbox.group(kind, members=members)
    await world.sandbox.add_bot(chat_id, "administrator")
    for person in members if kind == CHANNEL else [ADMIN]:
        await world.sandbox.control(
            "POST", f"/telegram/groups/{chat_id}/members/{person}", status="administrator"
        )
    if kind != TOPIC:
        return chat_id, None
    path = f"/telegram/groups/{chat_id}/topics"
    topic = await world.sandbox.control("POST", path, name="Numbers")
    return chat_id, topic["message_thread_id"]
