"""People, chats and messages behind the Bot API, written through to the store."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from bot.sandbox.bot_api.events import Events
from bot.sandbox.clock import WorldClock
from bot.sandbox.credentials import Credentials
from bot.sandbox.store import Store

ChatType = Literal["private", "group", "supergroup", "channel"]
MemberStatus = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]

DEFAULT_BOT_NAME = "Farolero"

PRESENT: frozenset[str] = frozenset({"creator", "administrator", "member", "restricted"})

_USERS = "telegram_users"
_CHATS = "telegram_chats"
_MESSAGES = "telegram_messages"
_COUNTERS = "telegram_counters"


@dataclass
class User:
    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "en"
    blocked: bool = False
    deleted: bool = False
    started: bool = False
    """Has written to the bot; before that the bot cannot begin a conversation."""


@dataclass
class Topic:
    message_thread_id: int
    name: str
    icon_color: int = 0x6FB9F0
    closed: bool = False


@dataclass
class Chat:
    """A chat. Private chats have the id of their person; the bot is always a member there."""

    id: int
    type: ChatType
    title: str = ""
    is_forum: bool = False
    bot_status: MemberStatus = "left"
    members: dict[str, MemberStatus] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    migrated_to: int | None = None


@dataclass
class Message:
    """A message; ``content`` holds the fields of the Bot API's Message that tell what was said."""

    chat_id: int
    message_id: int
    from_bot: bool
    user_id: int
    date: int
    content: dict[str, Any]
    reply_markup: dict[str, Any] | None = None
    message_thread_id: int | None = None
    reply_to_message_id: int | None = None
    edit_date: int | None = None


class World:
    def __init__(
        self, store: Store, clock: WorldClock, events: Events, credentials: Credentials
    ) -> None:
        self._store = store
        self._clock = clock
        self._events = events
        self._users = {int(key): User(**kept) for key, kept in store.load(_USERS).items()}
        self._chats = {int(key): _chat(kept) for key, kept in store.load(_CHATS).items()}
        messages = (Message(**kept) for kept in store.load(_MESSAGES).values())
        self._messages: dict[int, dict[int, Message]] = {}
        for message in messages:
            self._messages.setdefault(message.chat_id, {})[message.message_id] = message
        self._counters = {key: kept["value"] for key, kept in store.load(_COUNTERS).items()}
        self.bot_id = int(credentials.bot_token.partition(":")[0])
        self.bot_username = credentials.bot_username
        self.bot_name = DEFAULT_BOT_NAME

    def now(self) -> int:
        """Seconds since 1970, as every date in the Bot API."""
        return int(self._clock.now().timestamp())

    def count(self, counter: str) -> int:
        """The next number of a counter that never gives one twice."""
        value: int = self._counters.get(counter, 0) + 1
        self._counters[counter] = value
        self._store.put(_COUNTERS, counter, {"value": value})
        return value

    # People

    def users(self) -> list[User]:
        return list(self._users.values())

    def find_user(self, user_id: int) -> User | None:
        return self._users.get(user_id)

    def user(self, user_id: int) -> User:
        """The person with this id, made on first use."""
        if user_id not in self._users:
            self.keep_user(User(user_id, f"User {user_id}"))
        return self._users[user_id]

    def keep_user(self, user: User) -> None:
        self._users[user.id] = user
        self._store.put(_USERS, str(user.id), asdict(user))

    # Chats

    def chats(self) -> list[Chat]:
        return list(self._chats.values())

    def find_chat(self, chat_id: int) -> Chat | None:
        return self._chats.get(chat_id)

    def private_chat(self, user: User) -> Chat:
        if user.id not in self._chats:
            self.keep_chat(Chat(user.id, "private", bot_status="member"))
        return self._chats[user.id]

    def keep_chat(self, chat: Chat) -> None:
        self._chats[chat.id] = chat
        self._store.put(_CHATS, str(chat.id), asdict(chat))

    # Messages

    def messages(self, chat_id: int) -> list[Message]:
        return list(self._messages.get(chat_id, {}).values())

    def find_message(self, chat_id: int, message_id: int) -> Message | None:
        return self._messages.get(chat_id, {}).get(message_id)

    def add_message(
        self,
        chat: Chat,
        content: dict[str, Any],
        *,
        user_id: int | None = None,
        reply_markup: dict[str, Any] | None = None,
        message_thread_id: int | None = None,
        reply_to_message_id: int | None = None,
    ) -> Message:
        """Without ``user_id`` the bot has sent it."""
        message = Message(
            chat_id=chat.id,
            message_id=self.next_message_id(chat),
            from_bot=user_id is None,
            user_id=self.bot_id if user_id is None else user_id,
            date=self.now(),
            content=content,
            reply_markup=reply_markup,
            message_thread_id=message_thread_id,
            reply_to_message_id=reply_to_message_id,
        )
        self._keep(message)
        self._events.add("message", chat.id, message_id=message.message_id)
        return message

    def next_message_id(self, chat: Chat) -> int:
        """Private chats and basic groups share one counter; supergroups and channels do not."""
        shared = chat.type in {"private", "group"}
        return self.count("message" if shared else f"message {chat.id}")

    def change_message(self, message: Message) -> None:
        self._keep(message)
        self._events.add("edit", message.chat_id, message_id=message.message_id)

    def delete_message(self, message: Message) -> None:
        del self._messages[message.chat_id][message.message_id]
        self._store.delete(_MESSAGES, f"{message.chat_id}:{message.message_id}")
        self._events.add("delete", message.chat_id, message_id=message.message_id)

    def _keep(self, message: Message) -> None:
        self._messages.setdefault(message.chat_id, {})[message.message_id] = message
        self._store.put(_MESSAGES, f"{message.chat_id}:{message.message_id}", asdict(message))

    # Objects of the Bot API

    def bot_object(self) -> dict[str, Any]:
        return {
            "id": self.bot_id,
            "is_bot": True,
            "first_name": self.bot_name,
            "username": self.bot_username,
        }

    def user_object(self, user_id: int) -> dict[str, Any]:
        if user_id == self.bot_id:
            return self.bot_object()
        user = self.user(user_id)
        shown = {
            "last_name": user.last_name,
            "username": user.username,
            "language_code": user.language_code,
        }
        return {
            "id": user.id,
            "is_bot": False,
            "first_name": user.first_name,
            **{name: value for name, value in shown.items() if value},
        }

    def chat_object(self, chat: Chat) -> dict[str, Any]:
        if chat.type == "private":
            user = self.user(chat.id)
            names = {"last_name": user.last_name, "username": user.username}
            return {
                "id": chat.id,
                "first_name": user.first_name,
                **{name: value for name, value in names.items() if value},
                "type": "private",
            }
        return {
            "id": chat.id,
            "title": chat.title,
            "type": chat.type,
            **({"is_forum": True} if chat.is_forum else {}),
        }

    def message_object(self, message: Message, *, with_reply: bool = True) -> dict[str, Any]:
        chat = self._chats[message.chat_id]
        found: dict[str, Any] = {"message_id": message.message_id}
        if chat.type == "channel":
            found["sender_chat"] = self.chat_object(chat)
        else:
            found["from"] = self.user_object(message.user_id)
        found |= {"chat": self.chat_object(chat), "date": message.date}
        if message.edit_date is not None:
            found["edit_date"] = message.edit_date
        if message.message_thread_id is not None:
            found |= {"message_thread_id": message.message_thread_id, "is_topic_message": True}
        if with_reply and message.reply_to_message_id is not None:
            replied = self.find_message(chat.id, message.reply_to_message_id)
            if replied is not None:
                found["reply_to_message"] = self.message_object(replied, with_reply=False)
        found |= message.content
        if message.reply_markup is not None and "inline_keyboard" in message.reply_markup:
            found["reply_markup"] = message.reply_markup
        return found


def _chat(kept: dict[str, Any]) -> Chat:
    topics = {key: Topic(**topic) for key, topic in kept["topics"].items()}
    return Chat(**{**kept, "topics": topics})
