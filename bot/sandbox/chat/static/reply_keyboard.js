// The bot's buttons in the place of the phone's letters, and where the person says they are.

import { el } from "./dom.js";
import { form } from "./overlays.js";

const PLACES = [
  ["41.39 2.17", "Barcelona"], ["39.65 66.96", "Samarkand"], ["55.75 37.62", "Moscow"], ["19.43 -99.13", "Mexico City"],
  ["40.71 -74.01", "New York"], ["43.12 131.89", "Vladivostok"], ["35.00 -40.00", "The middle of the Atlantic"],
];

export class ReplyKeyboard {
  /** `onSay(text)` sends what a button says, `onShare({latitude, longitude})` a location; both return promises. */
  constructor({ onSay, onShare }) {
    this.on = { say: onSay, share: onShare };
    this.root = el("div", { class: "reply-keyboard", "data-testid": "reply-keyboard", hidden: true });
  }

  /** The newest message that says something about the keyboard decides; a one-time one goes when it was used. */
  show(messages) {
    const at = messages.findLastIndex((message) => message.reply_keyboard);
    const { rows = [], one_time: oneTime } = messages[at]?.reply_keyboard ?? {};
    const labels = rows.flat().map(({ text }) => text);
    const used = messages.slice(at + 1).some(({ from, location, text }) => from === "user" && (location || labels.includes(text)));
    const shown = oneTime && used ? [] : rows;
    this.root.hidden = shown.length === 0;
    const drawn = JSON.stringify(shown);
    if (this.drawn === drawn) return;
    this.drawn = drawn;
    this.root.replaceChildren(...shown.map((row) => el("div", { class: "reply-keyboard-row" }, ...row.map((button) => this.#key(button)))));
  }

  #key(button) {
    return el("button", { type: "button", class: "reply-key", dir: "auto", "data-testid": "reply-key", "data-label": button.text,
      onclick: () => (button.asks_location ? this.#askPlace() : this.on.say(button.text)) }, button.text);
  }

  #askPlace() {
    const fields = [
      { name: "place", label: "Where are you?", type: "select", options: PLACES },
      { name: "degrees", label: "Or latitude and longitude" },
    ];
    form("Share your location with the bot?", fields, "Share", ({ place, degrees }) => {
      const [latitude, longitude] = (degrees || place).split(/[\s,;]+/).map(Number);
      if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) throw new Error("Two numbers, such as 41.39 2.17");
      return this.on.share({ latitude, longitude });
    });
  }
}
