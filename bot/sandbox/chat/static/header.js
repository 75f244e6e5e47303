// The bar over the conversation: who it is with, what they are doing, and the chat's menu.

import * as api from "./api.js";
import { avatar, botAvatar, el, iconButton } from "./dom.js";
import { newTopic } from "./groups.js";
import { menu, told } from "./overlays.js";

/** `onChanged` is awaited after the menu changed something on the server. */
export function conversationHeader(bar, chat, page, { onBack, onWorld, onChanged }) {
  const topic = chat.topics.find((one) => one.message_thread_id === page.open.threadId);
  const action = page.actions.get(chat.id);
  const more = iconButton("more", "Menu of this chat", {
    "data-testid": "chat-menu", onclick: () => menu(more, chat.type === "private" ? privateItems(page, onChanged) : groupItems(chat, page, onChanged)),
  });
  bar.replaceChildren(
    iconButton("back", "Back to the chats", { class: "round back", "data-testid": "back", onclick: onBack }),
    chat.type === "private" ? botAvatar("small") : avatar(chat.title, chat.id, "small"),
    el("div", { class: "title" },
      el("b", { dir: "auto" }, topic ? topic.name : chat.type === "private" ? page.bot.first_name : chat.title),
      el("small", { class: action ? "action" : "", "data-testid": "status" }, page.connected ? action ?? about(chat, topic, page) : "connecting…")),
    more, iconButton("world", "World", { class: "round world-toggle", "data-testid": "world-toggle", onclick: onWorld }));
}

function about(chat, topic, { bot, person }) {
  if (chat.type === "private") return person.blocked ? "bot · blocked" : `bot · @${bot.username}`;
  const kind = topic ? chat.title : { group: "basic group", supergroup: "group", channel: "channel" }[chat.type];
  const status = { administrator: "the bot is an administrator", member: "the bot is a member" }[chat.bot_status];
  return `${kind} · ${status ?? "the bot is not in it"}`;
}

function privateItems({ person }, onChanged) {
  const act = (run) => () => told(async () => { await run(person.id); await onChanged(); });
  return [person.blocked
    ? { label: "Unblock bot", icon: "check", attributes: { "data-testid": "unblock-bot" }, run: act(api.unblock) }
    : { label: "Block bot", icon: "close", danger: true, attributes: { "data-testid": "block-bot" }, run: act(api.block) }];
}

function groupItems(chat, { person }, onChanged) {
  const become = (status) => () => told(async () => {
    await api.setBotStatus(chat.id, { status, by: person.id });
    await onChanged();
  });
  return [
    ...(chat.bot_status === "administrator" ? [] : [{ label: "Make the bot an administrator", icon: "plus", run: become("administrator") }]),
    ...(chat.bot_status === "member" ? [] : [{ label: "Make the bot a member", icon: "check", run: become("member") }]),
    ...(chat.is_forum ? [{ label: "New topic", icon: "hash", run: () => newTopic(chat, onChanged) }] : []),
    null,
    { label: "Remove the bot", icon: "close", danger: true, run: become("kicked") },
  ];
}
