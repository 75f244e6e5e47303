// The right-hand panel: it moves the world's clock, publishes on Instagram, and breaks things.

import * as api from "./api.js";
import { avatar, el, icon, iconButton } from "./dom.js";
import { toast, told } from "./overlays.js";
import { nextNine, readWorldTime, timeWithSeconds, weekdayAndDate, worldNow, zone } from "./world_time.js";

const MINUTE = 60;
const HOUR = 3600;
const CLOCK_EVERY_MS = 1000;
const CLOCK_WHILE_MOVING_MS = 300;
const LISTS_EVERY_MS = 5000;

const MOVES = [
  ["+5 min", "clock-+5min", () => 5 * MINUTE],
  ["+1 h", "clock-+1h", () => HOUR],
  ["+6 h", "clock-+6h", () => 6 * HOUR],
  ["+24 h", "clock-+24h", () => 24 * HOUR],
  ["Next morning 09:00", "clock-next-morning", () => secondsUntil(nextNine())],
  ["Next Monday 09:00", "clock-next-monday", () => secondsUntil(nextNine(1))],
];

const PUBLISHING = [
  ["story", "Publish a story", api.publishStory],
  ["reel", "Publish a reel", (account) => api.publishMedia(account, "REELS")],
  ["post", "Publish a post", (account) => api.publishMedia(account, "FEED")],
];

function secondsUntil(date) {
  return Math.ceil((date - worldNow()) / 1000);
}

export class World {
  /** `onTime()` is called whenever the world's time was read anew. */
  constructor({ onTime }) {
    this.onTime = onTime;
    this.moving = null;
    this.account = null;
    this.known = { telegram: [], instagram: [] };

    this.now = el("time", { class: "now", "data-testid": "clock-now" });
    this.date = el("div", { class: "date" });
    this.progress = el("progress", { max: 1, hidden: true, "aria-label": "Moving the clock", "data-testid": "clock-progress" });
    this.moves = el("div", { class: "moves" }, ...MOVES.map(([label, testid, seconds]) =>
      el("button", { type: "button", class: "soft", "data-testid": testid, onclick: () => this.#move(seconds) }, label)));
    this.accounts = el("div", { class: "accounts", role: "radiogroup", "aria-label": "Account", "data-testid": "accounts" });
    this.publishing = el("div", { class: "publishing" }, ...PUBLISHING.map(([kind, label, publish]) =>
      el("button", { type: "button", class: "soft", "data-testid": `publish-${kind}`, onclick: () => this.#publish(label, publish) }, label)));
    this.faults = el("div", { class: "faults", "data-testid": "faults" });
    this.requests = el("div", { class: "requests", "data-testid": "requests" });

    document.getElementById("world").replaceChildren(
      el("header", { class: "bar" }, el("h1", {}, "World"), iconButton("close", "Close the panel", { onclick: () => this.toggle(false) })),
      el("div", { class: "sections" },
        section("Clock", el("div", { class: "clock-face" }, this.now, this.date), this.progress, this.moves),
        section("Instagram", this.accounts, this.publishing),
        section("Faults", this.faults, this.#faultForm()),
        section("Requests", this.requests)));
    document.getElementById("drawer-shade").addEventListener("click", () => this.toggle(false));
  }

  toggle(open = !this.isOpen()) {
    document.body.classList.toggle("world-open", open);
    document.getElementById("drawer-shade").hidden = !open;
    if (open) this.#readLists();
  }

  isOpen() {
    return document.body.classList.contains("world-open");
  }

  /** Keeps clock and lists fresh; never returns. */
  async follow() {
    await told(async () => {
      const [telegram, instagram] = await Promise.all([api.telegramFaults(), api.switches()]);
      this.known = { telegram, instagram };
      this.#nameFaults();
    });
    for (let listsRead = -Infinity; ; ) {
      if (!document.hidden) {
        await this.#readClock();
        if (this.isOpen() && performance.now() - listsRead > LISTS_EVERY_MS) {
          await this.#readLists();
          listsRead = performance.now();
        }
      }
      await new Promise((resume) => setTimeout(resume, this.moving ? CLOCK_WHILE_MOVING_MS : CLOCK_EVERY_MS));
    }
  }

  async #readClock() {
    try {
      await readWorldTime();
    } catch {
      return; // the page's header says that the server is away
    }
    this.#drawClock();
    this.onTime();
  }

  #drawClock() {
    const now = worldNow();
    this.now.dateTime = now.toISOString();
    this.now.textContent = timeWithSeconds(now);
    this.date.textContent = `${weekdayAndDate(now)} · ${zone}`;
    this.progress.hidden = this.moving === null;
    if (this.moving) this.progress.value = Math.min((now - this.moving.from) / (this.moving.to - this.moving.from), 1);
    for (const button of this.moves.children) button.disabled = this.moving !== null;
  }

  async #move(seconds) {
    if (this.moving) return;
    await told(async () => {
      const from = await readWorldTime();
      const duration = seconds();
      this.moving = { from, to: new Date(from.getTime() + duration * 1000) };
      this.#drawClock();
      const watching = setInterval(() => this.#readClock(), CLOCK_WHILE_MOVING_MS);
      try {
        await api.advanceClock(duration);
      } finally {
        clearInterval(watching);
        this.moving = null;
      }
    });
    await this.#readClock();
    await this.#readLists();
  }

  async #readLists() {
    try {
      const [accounts, faults, requests] = await Promise.all([api.accounts(), api.faults(), api.requests()]);
      draw(this.accounts, accounts, () => this.#drawAccounts(accounts));
      draw(this.faults, faults, () => this.#drawFaults(faults));
      draw(this.requests, requests.by_endpoint, () => this.#drawRequests(requests));
    } catch (error) {
      draw(this.requests, error.message, () => this.requests.replaceChildren(el("p", { class: "quiet" }, error.message)));
    }
  }

  #drawAccounts(accounts) {
    if (!accounts.some(({ user_id: id }) => id === this.account)) this.account = accounts[0]?.user_id ?? null;
    this.accounts.replaceChildren(...accounts.map((account) => el("label", { class: "account", "data-testid": "account" },
      el("input", { type: "radio", name: "account", value: account.user_id, checked: account.user_id === this.account,
        onchange: () => { this.account = account.user_id; } }),
      el("span", { class: account.live_stories ? "ring" : "ring none" }, avatar(account.username, account.username.length, "small")),
      el("span", { class: "account-text" }, el("b", {}, `@${account.username}`), el("small", {}, describe(account))))));
    if (accounts.length === 0) this.accounts.append(el("p", { class: "quiet" }, "No accounts yet"));
    for (const button of this.publishing.children) button.disabled = accounts.length === 0;
  }

  async #publish(label, publish) {
    await told(async () => {
      await publish(this.account);
      toast(`${label.replace("Publish a", "A")} is published`);
    });
    await this.#readLists();
  }

  #drawFaults(faults) {
    this.faults.replaceChildren(...faults.map((fault) => el("div", { class: "fault", "data-testid": "fault" },
      el("span", {}, el("b", {}, fault.fault), el("small", {}, faultDetails(fault))),
      iconButton("close", "Remove the fault", { "data-testid": "fault-remove", onclick: () => this.#changeFaults(() => api.removeFault(fault.id)) }))));
    if (faults.length === 0) this.faults.append(el("p", { class: "quiet" }, "Nothing is broken"));
  }

  async #changeFaults(change) {
    const done = await told(change);
    await this.#readLists();
    return done;
  }

  #faultForm() {
    this.faultNames = el("datalist", { id: "fault-names" });
    this.target = el("select", { name: "target", "aria-label": "Target", onchange: () => this.#nameFaults() },
      el("option", { value: "telegram" }, "Telegram"), el("option", { value: "instagram" }, "Instagram"));
    this.params = el("input", { name: "params", placeholder: "params as JSON", "aria-label": "Params as JSON", spellcheck: "false" });
    const name = el("input", { name: "fault", list: "fault-names", placeholder: "fault", "aria-label": "Fault", required: true, autocomplete: "off",
      oninput: () => this.#hintParams(name.value) });
    const times = el("input", { name: "times", type: "number", min: 1, placeholder: "times", "aria-label": "Times (empty: until removed)" });
    const form = el("form", { class: "fault-form", "data-testid": "fault-form" }, this.faultNames,
      this.target, name, this.params, times, el("button", { type: "submit", class: "soft" }, "Break it"));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const added = await this.#changeFaults(() => api.addFault({
        target: this.target.value, fault: name.value.trim(), params: JSON.parse(this.params.value || "{}"),
        times: times.value ? Number(times.value) : null,
      }));
      if (added) form.reset();
    });
    this.#nameFaults();
    return el("details", {}, el("summary", {}, icon("plus"), "Add a fault"), form);
  }

  #nameFaults() {
    this.faultNames.replaceChildren(...this.known[this.target.value].map(({ name, description }) =>
      el("option", { value: name }, description)));
  }

  /** What the params may be stands where they are to be written. */
  #hintParams(name) {
    const known = this.known[this.target.value].find((fault) => fault.name === name);
    this.params.placeholder = known ? JSON.stringify(known.params) : "params as JSON";
  }

  #drawRequests({ total, by_endpoint: counts }) {
    const rows = Object.entries(counts).sort(([, one], [, other]) => other - one);
    this.requests.replaceChildren(
      el("div", { class: "total" }, el("span", {}, `${total} in all`),
        el("button", { type: "button", class: "plain", onclick: () => this.#changeFaults(api.resetRequests) }, "Reset")),
      el("table", {}, el("tbody", {}, ...rows.map(([endpoint, count]) =>
        el("tr", {}, el("td", {}, endpoint), el("td", {}, String(count)))))));
  }
}

/** Draws again only what changed, so that nothing moves under a pointer. */
function draw(node, data, drawing) {
  const drawnFrom = JSON.stringify(data);
  if (node.dataset.drawnFrom === drawnFrom) return;
  node.dataset.drawnFrom = drawnFrom;
  drawing();
}

function section(title, ...content) {
  return el("section", {}, el("h2", {}, title), ...content);
}

function describe(account) {
  const compact = new Intl.NumberFormat("en-GB", { notation: "compact" });
  const followers = `${compact.format(account.followers_count)} followers`;
  const live = account.live_stories ? ` · ${account.live_stories} live` : "";
  return `${followers} · ${account.media_count} media${live}`;
}

function faultDetails({ target, params, times }) {
  const given = Object.keys(params).length ? ` · ${JSON.stringify(params)}` : "";
  return `${target}${given} · ${times === null ? "until removed" : `${times} more`}`;
}
