// The forms by which people make groups and let the bot in.

import * as api from "./api.js";
import { fullName } from "./dom.js";
import { form } from "./overlays.js";

const KINDS = [["supergroup", "Group"], ["forum", "Group with topics"], ["group", "Basic group"], ["channel", "Channel"]];
const STATUSES = [["member", "Member"], ["administrator", "Administrator"], ["left", "Not in it"]];

/** Asks for a new group; `onMade(chatId)` is called when it exists. */
export function newGroup({ person, people, bot }, onMade) {
  const others = people.filter(({ id }) => id !== person.id);
  form("New group", [
    { name: "title", label: "Title", required: true },
    { name: "kind", label: "Kind", type: "select", options: KINDS },
    { name: "status", label: bot.first_name, type: "select", options: STATUSES },
    ...(others.length ? [{ name: "members", label: "Members", type: "checkboxes", options: others.map((one) => [one.id, fullName(one)]) }] : []),
  ], "Create", async ({ title, kind, status, members = [] }) => {
    const id = await make(person, title, kind, members);
    if (status !== "left") await api.setBotStatus(id, { status, by: person.id });
    await onMade(id);
  });
}

/** What a startgroup link asks: which group the bot is to be added to. */
export function addBotToGroup({ person, chats, bot }, { payload, status }, onAdded) {
  const groups = chats.filter(({ type }) => type === "group" || type === "supergroup");
  form(`Add ${bot.first_name} to a group`, [
    { name: "chatId", label: "Group", type: "select", value: groups[0]?.id, options: [...groups.map(({ id, title }) => [id, title]), ["", "A new group…"]] },
    { name: "title", label: "Title, if it is a new one" },
  ], "Add the bot", async ({ chatId, title }) => {
    if (!chatId && !title) throw new Error("A new group needs a title.");
    const id = chatId ? Number(chatId) : await make(person, title, "supergroup", []);
    await api.setBotStatus(id, { status, by: person.id, start_payload: payload });
    await onAdded(id);
  });
}

/** What a startchannel link asks: Telegram makes the bot an administrator, and sends nothing. */
export function addBotToChannel({ person, chats, bot }, onAdded) {
  const channels = chats.filter(({ type }) => type === "channel");
  form(`Add ${bot.first_name} to a channel`, [
    { name: "chatId", label: "Channel", type: "select", value: channels[0]?.id, options: [...channels.map(({ id, title }) => [id, title]), ["", "A new channel…"]] },
    { name: "title", label: "Title, if it is a new one" },
  ], "Add the bot", async ({ chatId, title }) => {
    if (!chatId && !title) throw new Error("A new channel needs a title.");
    const id = chatId ? Number(chatId) : await make(person, title, "channel", []);
    await api.setBotStatus(id, { status: "administrator", by: person.id });
    await onAdded(id);
  });
}

export function newTopic(chat, onMade) {
  form("New topic", [{ name: "name", label: "Name", required: true }], "Create", async ({ name }) => {
    await api.addTopic(chat.id, name);
    await onMade();
  });
}

async function make(person, title, kind, members) {
  const group = {
    title, type: kind === "forum" ? "supergroup" : kind, is_forum: kind === "forum",
    owner_id: person.id, members: members.map(Number),
  };
  return (await api.addGroup(group)).id;
}
