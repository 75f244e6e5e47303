// The page: it knows who is here and what is open, reads the server, and hands it to the columns.
// Data goes one way: an act calls the server, the server's events make the page read and draw.

import * as api from "./api.js";
import { drawChats } from "./chats.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { fullName, icon, iconButton } from "./dom.js";
import { addBotToChannel, addBotToGroup, newGroup } from "./groups.js";
import { conversationHeader } from "./header.js";
import { toast, told } from "./overlays.js";
import { choosePerson, drawSwitcher, readPeople, remember } from "./people.js";
import { applyTheme, switchTheme } from "./theme.js";
import { readWorldTime, writeTimesIn } from "./world_time.js";
import { World } from "./world.js";

const EVENTS_TIMEOUT_S = 25;
const RECONNECT_MS = 1000;
const ACTION_LASTS_MS = 5000;
const WIDE_ENOUGH_FOR_PANEL_PX = 1180;
const CHANGES = new Set(["message", "edit", "delete", "pin", "profile", "chats"]);
const ACTIONS = {
  typing: "typing…", upload_photo: "sending photo…", upload_document: "sending file…", upload_video: "sending video…",
  record_video: "recording video…", record_voice: "recording voice…", find_location: "looking for the place…", choose_sticker: "choosing a sticker…", draft: "writing…",
};

const asked = new URLSearchParams(location.search);
const page = {
  person: null, people: [], bot: null, chats: [], messages: [],
  open: { chatId: null, threadId: null },
  startPayload: asked.get("start"),
  unread: new Map(), actions: new Map(), connected: true,
};

const conversation = new Conversation({
  onCommand: (text) => send(text),
  onReply: (message) => composer.reply(message),
  onOpenUrl: () => remember(page.person),
});
const composer = new Composer({
  onSend: send, onStart: start, onUnblock: unblock, onCard: sendCard,
  onAsk: (query) => api.inline(page.person.id, query),
  onShare: (place) => shareLocation(place),
  onInlineButton: (payload) => open({ chatId: page.person.id, threadId: null }, payload),
});
const world = new World({ onTime: () => conversation.timePassed() });

// ---- reading ----

let lastReading = Promise.resolve();

/** Readings wait for one another, so that an older answer never covers a newer one. */
function inTurn(reading) {
  const result = lastReading.then(reading);
  lastReading = result.catch(() => {});
  return result;
}

/** Reads all that is shown, then shows it at once; `personId` and `open` change who and what. */
function refresh({ personId, open } = {}) {
  return inTurn(async () => {
    const { people, person } = await readPeople(String(personId ?? page.person?.id ?? asked.get("user")));
    const wanted = open ?? page.open;
    const bot = await api.bot(person.id, wanted.chatId);
    const chats = await readChats(person, bot);
    const place = chats.some(({ id }) => id === wanted.chatId) ? wanted : { chatId: person.id, threadId: null };
    const messages = await api.messages(place);
    Object.assign(page, { people, person, bot, chats, messages, open: place });
    page.unread.delete(place.chatId);
    writeTimesIn(person.language_code);
    draw();
  });
}

/** The chat with the bot first, be it begun or not, then the others, the newest first. */
async function readChats(person, bot) {
  const chats = await api.chats(person.id);
  const own = chats.find(({ type }) => type === "private") ?? {
    id: person.id, type: "private", title: bot.first_name, is_forum: false, topics: [], last_message: null,
  };
  const newest = (chat) => new Date(chat.last_message?.date ?? 0);
  return [own, ...chats.filter(({ id }) => id !== own.id).sort((one, other) => newest(other) - newest(one))];
}

function openChat() {
  return page.chats.find(({ id }) => id === page.open.chatId);
}

// ---- drawing ----

function draw() {
  const chat = openChat();
  const place = { ...page.open, private: chat.type === "private" };
  drawSwitcher(document.getElementById("person"), page.person);
  drawList();
  drawHeader();
  conversation.show(place, page.messages, page);
  composer.show({ state: composerState(chat), bot: page.bot, suffix: place.private ? "" : `@${page.bot.username}`, messages: page.messages });
  document.title = place.private ? page.bot.first_name : chat.title;
}

function drawList() {
  drawChats(document.getElementById("chat-list"), page, open);
}

function drawHeader() {
  conversationHeader(document.getElementById("conversation-header"), openChat(), page, {
    onBack: () => show("chats"), onWorld: () => world.toggle(), onChanged: refresh,
  });
}

function drawActions() {
  drawList();
  drawHeader();
}

function composerState(chat) {
  if (chat.type !== "private") return "write";
  if (page.startPayload !== null) return "start";
  if (page.person.blocked) return "blocked";
  return page.messages.length === 0 ? "start" : "write";
}

/** On a phone one column is seen at a time. */
function show(view) {
  document.body.dataset.view = view;
}

function rememberPlace() {
  const address = new URLSearchParams({ user: page.person.id });
  if (page.open.chatId !== page.person.id) address.set("chat", page.open.chatId);
  if (page.open.threadId !== null) address.set("topic", page.open.threadId);
  if (page.startPayload !== null) address.set("start", page.startPayload);
  history.replaceState(null, "", `?${address}`);
}

// ---- acts ----

async function open(place, payload = null) {
  page.startPayload = payload;
  composer.clear();
  show("conversation");
  await told(() => refresh({ open: place }));
  rememberPlace();
  composer.focus();
}

async function become(personId) {
  page.unread.clear();
  composer.clear();
  await told(() => refresh({ personId, open: { chatId: personId, threadId: null } }));
  remember(page.person);
  rememberPlace();
}

function send(text, replyTo) {
  const { chatId, threadId } = page.open;
  return told(async () => {
    await api.say(page.person.id, {
      text, chat_id: chatId,
      ...(threadId !== null && { message_thread_id: threadId }),
      ...(replyTo && { reply_to_message_id: replyTo }),
    });
    await refresh();
    conversation.scrollToBottom();
  });
}

/** Refused, it throws: the dialog that asked for the place says why. */
async function shareLocation(place) {
  const { chatId, threadId } = page.open;
  await api.shareLocation(page.person.id, { ...place, chat_id: chatId, ...(threadId !== null && { message_thread_id: threadId }) });
  await refresh();
  conversation.scrollToBottom();
}

function sendCard(resultId) {
  const { chatId, threadId } = page.open;
  return told(async () => {
    await api.sendInline(page.person.id, {
      result_id: resultId, chat_id: chatId, ...(threadId !== null && { message_thread_id: threadId }),
    });
    await refresh();
    conversation.scrollToBottom();
  });
}

function start() {
  return told(async () => {
    if (page.person.blocked) await api.unblock(page.person.id);
    await api.start(page.person.id, page.startPayload);
    page.startPayload = null;
    rememberPlace();
    await refresh();
    conversation.scrollToBottom();
  });
}

function unblock() {
  return told(async () => {
    await api.unblock(page.person.id);
    await refresh();
  });
}

function openGroup(chatId) {
  return open({ chatId, threadId: null });
}

// ---- following the server ----

/** Hears the server's events for ever; after an outage everything is read anew. */
async function follow(last) {
  for (;;) {
    try {
      if (last === null) {
        ({ last } = await api.events(0, 0));
        await refresh();
        setConnected(true);
      }
      const news = await api.events(last, EVENTS_TIMEOUT_S);
      last = news.last;
      if (news.events.length > 0) await take(news.events);
    } catch (error) {
      console.warn("The sandbox is away; trying again.", error);
      last = null;
      setConnected(false);
      await new Promise((resume) => setTimeout(resume, RECONNECT_MS));
    }
  }
}

function setConnected(connected) {
  if (page.connected === connected) return;
  page.connected = connected;
  drawHeader();
}

async function take(events) {
  for (const event of events) {
    if (event.kind === "chat_action") acting(event);
    if (event.kind === "message") {
      page.actions.delete(event.chat_id);
      if (event.chat_id !== page.open.chatId) page.unread.set(event.chat_id, (page.unread.get(event.chat_id) ?? 0) + 1);
    }
  }
  if (events.some(({ kind }) => CHANGES.has(kind))) await refresh();
  else drawActions();
}

function acting({ chat_id: chatId, action }) {
  const text = ACTIONS[action] ?? "busy…";
  page.actions.set(chatId, text);
  setTimeout(() => {
    page.actions.delete(chatId);
    drawActions();
  }, ACTION_LASTS_MS);
}

// ---- beginning ----

function wireButtons() {
  const person = document.getElementById("person");
  person.addEventListener("click", () => choosePerson(person, page.people, { onChoose: become, onChanged: refresh }));
  const theme = document.getElementById("theme");
  theme.append(icon("moon"));
  theme.addEventListener("click", switchTheme);
  const group = document.getElementById("new-group");
  group.append(icon("group"));
  group.addEventListener("click", () => newGroup(page, openGroup));
  group.after(iconButton("world", "World", { class: "round phone-only", onclick: () => world.toggle() }));
  window.addEventListener("focus", () => remember(page.person));
}

function askedPlace() {
  const chat = Number(asked.get("chat"));
  if (!chat || asked.has("start")) return { chatId: null, threadId: null };
  return { chatId: chat, threadId: asked.has("topic") ? Number(asked.get("topic")) : null };
}

/** An address may name a person of another world, or of one that was begun anew. */
function sayWhoIsMissing() {
  const wanted = asked.get("user");
  if (wanted !== null && wanted !== String(page.person.id)) toast(`There is no person ${wanted} here. You are ${fullName(page.person)} now.`);
}

async function begin() {
  applyTheme();
  show(asked.has("start") || asked.has("chat") ? "conversation" : "chats");
  world.toggle(innerWidth >= WIDE_ENOUGH_FOR_PANEL_PX);
  page.open = askedPlace();
  const { last } = await api.events(0, 0);
  await readWorldTime();
  await refresh();
  sayWhoIsMissing();
  remember(page.person);
  rememberPlace();
  wireButtons();
  document.getElementById("app").hidden = false;
  if (asked.has("startchannel")) {
    addBotToChannel(page, openGroup);
  } else if (asked.has("startgroup")) {
    const status = asked.has("admin") ? "administrator" : "member";
    addBotToGroup(page, { payload: asked.get("startgroup"), status }, openGroup);
  }
  world.follow();
  follow(last);
}

begin().catch((error) => toast(`The sandbox does not answer: ${error.message}`));
