// The bar under the conversation: the input with its command menu, or START, or UNBLOCK.

import { el, icon, iconButton } from "./dom.js";
import { InlineResults } from "./inline.js";
import { preview } from "./message.js";
import { ReplyKeyboard } from "./reply_keyboard.js";

export class Composer {
  /**
   * `onSend(text, replyTo)`, `onStart()` and `onUnblock()` return promises; so do `onAsk(query)`, which
   * asks the bot inline, `onCard(resultId)`, which sends what it offered, and `onShare(place)`.
   */
  constructor({ onSend, onStart, onUnblock, onAsk, onCard, onInlineButton, onShare }) {
    this.root = document.getElementById("composer");
    this.on = { send: onSend, start: onStart, unblock: onUnblock };
    this.replyTo = null;
    this.chosen = -1;

    this.input = el("textarea", {
      rows: 1, placeholder: "Message", "data-testid": "input", "aria-label": "Message", dir: "auto",
      oninput: () => this.#typed(), onkeydown: (event) => this.#keyPressed(event),
    });
    this.menuButton = el("button", { type: "button", class: "menu-button", "data-testid": "menu", "aria-label": "Commands of the bot",
      onclick: () => this.#toggleCommands() }, icon("menu"), el("span", {}, "Menu"));
    this.sendButton = iconButton("send", "Send", { class: "round send", "data-testid": "send", disabled: true, onclick: () => this.#send() });
    this.commands = el("div", { class: "commands", role: "listbox", "data-testid": "commands", hidden: true });
    this.inline = new InlineResults({
      onAsk, onButton: onInlineButton,
      onChoose: async (id) => { this.clear(); await onCard(id); },
    });
    this.replyBar = el("div", { class: "reply-bar", hidden: true });
    this.row = el("div", { class: "composer-row" }, this.menuButton, this.input, this.sendButton);
    this.bigButton = el("button", { type: "button", class: "big" });
    this.bigButton.addEventListener("click", () => (this.state === "start" ? this.on.start() : this.on.unblock()));
    this.keyboard = new ReplyKeyboard({ onSay: (text) => this.on.send(text), onShare });
    this.root.append(this.commands, this.inline.root, this.replyBar, this.row, this.keyboard.root, this.bigButton);
    document.addEventListener("click", (event) => {
      if (!this.root.contains(event.target)) this.#showCommands([]);
    });
  }

  /** `state` is "write", "start" or "blocked"; `suffix` is put after commands in groups; `messages` bring keyboards. */
  show({ state, bot, suffix, messages }) {
    this.state = state;
    this.bot = bot;
    this.inline.username = bot.username;
    this.suffix = suffix;
    this.row.hidden = state !== "write";
    this.bigButton.hidden = state === "write";
    this.bigButton.textContent = state === "start" ? "START" : "UNBLOCK BOT";
    this.bigButton.dataset.testid = state === "start" ? "start" : "unblock";
    this.menuButton.hidden = bot.commands.length === 0;
    this.keyboard.show(state === "write" ? messages : []);
    if (state !== "write") this.#showCommands([]);
  }

  reply(message) {
    this.replyTo = message;
    this.replyBar.hidden = message === null;
    if (message === null) return;
    this.replyBar.replaceChildren(icon("reply"),
      el("div", {}, el("b", {}, "Reply"), el("span", { dir: "auto" }, preview(message))),
      iconButton("close", "Do not reply", { onclick: () => this.reply(null) }));
    this.input.focus();
  }

  /** Ready to be typed into, where that does not raise a keyboard over the conversation. */
  focus() {
    if (matchMedia("(hover: hover)").matches) this.input.focus();
  }

  /** Forgets what belongs to the conversation that was left. */
  clear() {
    this.input.value = "";
    this.reply(null);
    this.#typed();
  }

  async #send(text = this.input.value.trim()) {
    if (!text) return;
    const replyTo = this.replyTo;
    this.clear();
    if (!(await this.on.send(text, replyTo?.message_id))) this.input.value = text;
    this.#typed();
    this.input.focus();
  }

  #typed() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 200)}px`;
    this.sendButton.disabled = this.input.value.trim() === "";
    this.inline.typed(this.input.value);
    const begun = /^\/(\w*)$/.exec(this.input.value);
    const matching = begun ? this.bot.commands.filter(({ command }) => command.startsWith(begun[1].toLowerCase())) : [];
    this.#showCommands(matching);
  }

  #toggleCommands() {
    this.#showCommands(this.commands.hidden ? this.bot.commands : []);
    this.input.focus();
  }

  #showCommands(commands) {
    this.offered = commands;
    this.chosen = -1;
    this.commands.hidden = commands.length === 0;
    this.commands.replaceChildren(...commands.map(({ command, description }) => el("button", {
      type: "button", role: "option", "data-testid": "command", "data-command": command, onclick: () => this.#send(this.#full(command)),
    }, el("b", {}, `/${command}`), el("span", { dir: "auto" }, description))));
  }

  #full(command) {
    return `/${command}${this.suffix}`;
  }

  #choose(step) {
    const count = this.offered.length;
    this.chosen = (this.chosen + step + count) % count;
    [...this.commands.children].forEach((node, index) => {
      node.setAttribute("aria-selected", index === this.chosen);
      if (index === this.chosen) node.scrollIntoView({ block: "nearest" });
    });
  }

  #keyPressed(event) {
    if (event.isComposing) return;
    const offering = this.offered?.length > 0;
    if (offering && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      if (this.chosen === -1 && event.key === "ArrowUp") this.chosen = 0;
      this.#choose(event.key === "ArrowDown" ? 1 : -1);
    } else if (offering && event.key === "Tab") {
      event.preventDefault();
      this.input.value = `${this.#full(this.offered[Math.max(this.chosen, 0)].command)} `;
      this.#typed();
    } else if (event.key === "Escape") {
      this.#showCommands([]);
      this.reply(null);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#send(offering && this.chosen >= 0 ? this.#full(this.offered[this.chosen].command) : undefined);
    }
  }
}
