// The left column: the chats and topics of the current person.

import { avatar, botAvatar, el, fullName, icon } from "./dom.js";
import { preview } from "./message.js";
import { listStamp } from "./world_time.js";

/** One key for a chat or a topic in it. */
export const placeKey = ({ chatId, threadId }) => `${chatId}/${threadId ?? ""}`;

/** `unread` maps chat ids to counts, `actions` to what the bot does there ("typing…"). */
export function drawChats(list, { chats, open, bot, people, person, unread, actions }, onOpen) {
  list.replaceChildren(...chats.flatMap((chat) => {
    const main = { chatId: chat.id, threadId: null };
    const row = entry(chat, main, { open, unread, onOpen }, summary(chat, { bot, people, person, action: actions.get(chat.id) }));
    if (!chat.is_forum) return [row];
    return [row, ...chat.topics.map((topic) =>
      topicRow(topic, { chatId: chat.id, threadId: topic.message_thread_id }, { open, onOpen }))];
  }));
}

function entry(chat, place, { open, unread, onOpen }, content) {
  return el("button", {
    type: "button", class: "chat", "data-testid": "chat", "data-chat-id": chat.id, "data-type": chat.type,
    "aria-current": placeKey(open) === placeKey(place) ? "true" : null, onclick: () => onOpen(place),
  }, ...content, badge(unread.get(chat.id)));
}

function topicRow(topic, place, { open, onOpen }) {
  return el("button", {
    type: "button", class: "topic", "data-testid": "topic", "data-thread-id": topic.message_thread_id,
    "aria-current": placeKey(open) === placeKey(place) ? "true" : null, onclick: () => onOpen(place),
  }, icon("hash"), el("span", { class: "topic-name", dir: "auto" }, topic.name), topic.closed ? el("small", {}, "closed") : null);
}

function summary(chat, { bot, people, person, action }) {
  const last = chat.last_message;
  return [
    chat.type === "private" ? botAvatar() : avatar(chat.title, chat.id),
    el("span", { class: "chat-text" },
      el("span", { class: "chat-top" },
        el("b", { dir: "auto" }, chat.type === "private" ? bot.first_name : chat.title),
        last ? el("time", {}, listStamp(new Date(last.date))) : null),
      el("span", { class: `chat-preview ${action ? "action" : ""}`, dir: "auto" },
        action ?? (last ? `${speaker(chat, last, people, person)}${preview(last)}` : unused(chat)))),
  ];
}

function unused(chat) {
  return chat.type === "private" ? "Press START to begin" : "No messages yet";
}

function speaker(chat, message, people, person) {
  if (message.from !== "user") return "";
  if (message.user_id === person.id) return "You: ";
  if (chat.type === "private") return "";
  const author = people.find(({ id }) => id === message.user_id);
  return author ? `${fullName(author)}: ` : "";
}

function badge(count) {
  return count ? el("span", { class: "badge", "data-testid": "unread" }, String(count)) : null;
}
