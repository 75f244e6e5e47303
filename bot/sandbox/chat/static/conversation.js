// The middle column: the messages of one chat, kept in place while they change.

import * as api from "./api.js";
import { botAvatar, el, fullName, icon } from "./dom.js";
import { buttonKey, localise, messageRow, preview, serviceRow } from "./message.js";
import { alertBox, showPhoto, toast } from "./overlays.js";
import { safeUrl } from "./sanitize.js";
import { dayName } from "./world_time.js";

const GROUPED_WITHIN_MS = 10 * 60_000;
const NEAR_BOTTOM_PX = 60;

export class Conversation {
  /** `onCommand(text)` sends a tapped /command, `onReply(message)` begins an answer. */
  constructor({ onCommand, onReply, onOpenUrl }) {
    this.scroller = document.getElementById("scroller");
    this.list = document.getElementById("messages");
    this.pinnedBar = document.getElementById("pinned");
    this.toBottom = document.getElementById("to-bottom");
    this.on = { command: onCommand, reply: onReply, openUrl: onOpenUrl };
    this.rows = new Map();
    this.tapped = new Set();
    this.toBottom.append(icon("down"));
    this.place = null;
    this.messages = [];
    this.atBottom = true;
    this.unseen = 0;

    this.scroller.addEventListener("scroll", () => this.#scrolled());
    this.toBottom.addEventListener("click", () => this.scrollToBottom("smooth"));
    this.pinnedBar.addEventListener("click", () => this.#show(Number(this.pinnedBar.dataset.messageId)));
    this.list.addEventListener("click", (event) => this.#clicked(event));
    this.list.addEventListener("dblclick", (event) => this.#doubleClicked(event));
    this.list.addEventListener("keydown", (event) => event.key === "Enter" && this.#reveal(event.target));
    // A photo that arrives or a composer that grows must not push the newest message out of sight.
    const sizes = new ResizeObserver(() => this.atBottom && this.scrollToBottom());
    sizes.observe(this.list);
    sizes.observe(this.scroller);
  }

  /** Shows `messages`; `place` is {chatId, threadId, private}. */
  show(place, messages, { person, people, bot }) {
    const moved = this.place?.chatId !== place.chatId || this.place?.threadId !== place.threadId || this.person?.id !== person.id;
    if (moved) {
      this.rows.clear();
      this.tapped = new Set();
      this.atBottom = true;
      this.unseen = 0;
    }
    const fresh = moved ? 0 : messages.filter((message) => !this.rows.has(message.message_id)).length;
    Object.assign(this, { place, messages, person, people, bot });
    const anchor = this.atBottom ? null : this.#firstVisible();
    this.#draw();
    this.#drawPinned();
    if (this.atBottom) this.scrollToBottom();
    else if (anchor) this.scroller.scrollTop += anchor.row.getBoundingClientRect().top - anchor.top;
    this.unseen = this.atBottom ? 0 : this.unseen + fresh;
    this.#drawToBottom();
  }

  scrollToBottom(behavior = "instant") {
    this.heightAtBottom = this.scroller.scrollHeight;
    this.scroller.scrollTo({ top: this.heightAtBottom, behavior });
  }

  /** Brings relative times ("5 minutes ago") up to the world's time. */
  timePassed() {
    this.list.querySelectorAll("time[data-format=r]").forEach(localise);
  }

  #draw() {
    if (this.messages.length === 0) {
      this.rows.clear();
      this.list.replaceChildren(this.place.private ? aboutBot(this.bot) : el("div", { class: "service" }, "No messages here yet"));
      return;
    }
    const wanted = [];
    const known = new Map(this.messages.map((message) => [message.message_id, message]));
    this.messages.forEach((message, index) => {
      const before = this.messages[index - 1];
      const day = dayName(new Date(message.date));
      const newDay = !before || dayName(new Date(before.date)) !== day;
      if (newDay) wanted.push(el("div", { class: "service day", "data-testid": "day" }, day));
      const row = this.#row(message, known.get(message.reply_to_message_id));
      row.classList.toggle("first", newDay || !this.#sameGroup(before, message));
      row.classList.toggle("last", !this.#sameGroup(message, this.messages[index + 1]));
      wanted.push(row);
    });
    this.#place(wanted);
    for (const id of this.rows.keys()) if (!known.has(id)) this.rows.delete(id);
  }

  #row(message, replied) {
    if (message.service) return serviceRow(message);
    const own = message.from === "user" && message.user_id === this.person.id;
    const view = {
      own, tapped: this.tapped,
      author: own || this.place.private ? null : this.#author(message),
      replied: replied ? { message: replied, author: this.#author(replied).name } : null,
    };
    const drawnFrom = JSON.stringify([message, view.author, view.replied, this.#tappedOf(message), this.person.language_code]);
    const kept = this.rows.get(message.message_id);
    if (kept?.drawnFrom === drawnFrom) return kept.row;
    const row = messageRow(kept?.row ?? null, message, view);
    this.rows.set(message.message_id, { row, drawnFrom });
    return row;
  }

  /** Puts the rows in order and touches only what is not in its place already. */
  #place(wanted) {
    const keep = new Set(wanted);
    for (const node of [...this.list.children]) if (!keep.has(node)) node.remove();
    wanted.forEach((node, index) => {
      if (this.list.children[index] !== node) this.list.insertBefore(node, this.list.children[index] ?? null);
    });
  }

  #author(message) {
    if (message.from === "bot") return { id: this.bot.id, name: this.bot.first_name, isBot: true };
    const person = this.people.find(({ id }) => id === message.user_id);
    return { id: message.user_id, name: person ? fullName(person) : `User ${message.user_id}` };
  }

  #sameGroup(one, other) {
    return Boolean(one && other) && one.from === other.from && one.user_id === other.user_id &&
      new Date(other.date) - new Date(one.date) < GROUPED_WITHIN_MS && !one.buttons?.length &&
      dayName(new Date(one.date)) === dayName(new Date(other.date));
  }

  #tappedOf(message) {
    return (message.buttons ?? []).flat().filter((button) => this.tapped.has(buttonKey(message, button))).length;
  }

  #clicked(event) {
    const target = event.target;
    const key = target.closest(".key");
    if (key) this.#pressed(key);
    else if (target.closest(".command")) {
      event.preventDefault();
      this.on.command(target.closest(".command").textContent);
    } else if (target.closest(".reply")) {
      event.preventDefault();
      this.#show(Number(target.closest(".reply").dataset.replyTo));
    } else if (target.closest(".photo")) showPhoto(target.closest(".photo").firstChild.src);
    else if (target.closest(".text a")) this.on.openUrl();
    else this.#reveal(target);
  }

  #reveal(target) {
    target.closest(".spoiler")?.classList.add("revealed");
    target.closest("blockquote.expandable")?.classList.toggle("expanded");
  }

  #doubleClicked(event) {
    const row = event.target.closest(".message");
    if (row && !event.target.closest(".key")) this.on.reply(this.#message(row));
  }

  async #pressed(key) {
    const { kind, callback, copy } = key.dataset;
    if (kind === "url") this.on.openUrl();
    else if (kind === "copy") {
      await navigator.clipboard.writeText(copy);
      toast("Copied to the clipboard");
    } else await this.#tap(this.#message(key.closest(".message")), callback);
  }

  async #tap(message, data) {
    const key = buttonKey(message, { callback_data: data });
    if (this.tapped.has(key)) return;
    const { chatId } = this.place;
    this.tapped.add(key);
    this.#redraw();
    try {
      const { answer } = await api.tap(this.person.id, { message_id: message.message_id, data, chat_id: chatId });
      if (answer) this.#answered(answer);
    } catch (error) {
      toast(error.message);
    } finally {
      this.tapped.delete(key);
      this.#redraw();
    }
  }

  #answered({ text, show_alert: asAlert, url }) {
    if (text && asAlert) alertBox(this.bot.first_name, text);
    else if (text) toast(text);
    if (url && safeUrl(url)) window.open(safeUrl(url), "_blank", "noopener");
  }

  #redraw() {
    this.show(this.place, this.messages, this);
  }

  #message(row) {
    return this.messages.find((message) => message.message_id === Number(row.dataset.messageId));
  }

  #show(messageId) {
    const row = this.rows.get(messageId)?.row;
    if (!row) return;
    row.scrollIntoView({ block: "center", behavior: "smooth" });
    row.classList.add("found");
    setTimeout(() => row.classList.remove("found"), 1500);
  }

  #drawPinned() {
    const pinned = this.messages.findLast((message) => message.pinned);
    this.pinnedBar.hidden = !pinned;
    if (!pinned) return;
    this.pinnedBar.dataset.messageId = pinned.message_id;
    this.pinnedBar.replaceChildren(el("b", {}, "Pinned message"), el("span", { dir: "auto" }, preview(pinned)));
  }

  #firstVisible() {
    const top = this.scroller.getBoundingClientRect().top;
    const row = [...this.list.querySelectorAll(".message")].find((node) => node.getBoundingClientRect().bottom > top);
    return row ? { row, top: row.getBoundingClientRect().top } : null;
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    if (this.atBottom && scrollHeight !== this.heightAtBottom) return; // it grew; nobody scrolled away
    this.atBottom = scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM_PX;
    if (this.atBottom) this.unseen = 0;
    this.#drawToBottom();
  }

  #drawToBottom() {
    this.toBottom.hidden = this.atBottom;
    this.toBottom.dataset.unseen = this.unseen || "";
  }
}

function aboutBot(bot) {
  return el("div", { class: "about", "data-testid": "about" }, botAvatar("large"), el("h2", {}, "What can this bot do?"),
    el("p", { dir: "auto" }, bot.description || bot.short_description || "It has not said yet. Press START and see."));
}
