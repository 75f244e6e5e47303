// Results of an inline query, over the input: "@bot words" asks the bot while one types.

import { fileUrl } from "./api.js";
import { el } from "./dom.js";

const TYPING_PAUSE_MS = 300;

export class InlineResults {
  /** `onAsk(query)` answers {results, button}; `onChoose(resultId)` sends one of them. */
  constructor({ onAsk, onChoose, onButton }) {
    this.on = { ask: onAsk, choose: onChoose, button: onButton };
    this.root = el("div", { class: "commands inline", role: "listbox", "data-testid": "inline", hidden: true });
    this.username = "";
    this.asked = null;
  }

  /** What stands in the input now. */
  typed(text) {
    const [name, ...words] = text.split(" ");
    const isQuery = name.toLowerCase() === `@${this.username}`.toLowerCase() && text.includes(" ");
    const query = isQuery ? words.join(" ") : null;
    if (query === this.asked) return;
    this.asked = query;
    clearTimeout(this.pause);
    if (query === null) this.#show([], null);
    else this.pause = setTimeout(() => this.#ask(query), TYPING_PAUSE_MS);
  }

  async #ask(query) {
    const { results, button } = await this.on.ask(query);
    if (this.asked === query) this.#show(results ?? [], button);
  }

  #show(results, button) {
    this.root.replaceChildren(
      ...(button ? [el("button", { type: "button", class: "inline-button", "data-testid": "inline-button",
        onclick: () => this.on.button(button.start_parameter) }, button.text)] : []),
      ...results.map((result) => el("button", { type: "button", role: "option", "data-testid": "inline-result", "data-result": result.id,
        onclick: () => this.on.choose(result.id) },
      result.photo ? el("img", { src: fileUrl(result.photo), alt: "" }) : null,
      el("span", { class: "inline-text" }, el("b", { dir: "auto" }, result.title || "Photo"), el("small", { dir: "auto" }, result.description)))));
    this.root.hidden = this.root.children.length === 0;
  }
}
