// What lies over the page for a moment: toasts, alerts, menus, forms, the photo viewer.

import { el, icon, iconButton } from "./dom.js";

const TOAST_MS = 3500;

export function toast(text) {
  const node = el("div", { class: "toast", "data-testid": "toast" }, text);
  document.getElementById("toasts").append(node);
  setTimeout(() => node.remove(), TOAST_MS);
}

/** Runs an action; what it refuses with is shown and never lost. True when it went through. */
export async function told(action) {
  try {
    await action();
    return true;
  } catch (error) {
    toast(error.message);
    return false;
  }
}

function open(dialog) {
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

export function alertBox(title, text) {
  const dialog = open(el("dialog", { class: "box", "data-testid": "alert" },
    el("h2", {}, title), el("p", {}, text),
    el("div", { class: "box-actions" }, el("button", { type: "button", class: "plain", onclick: () => dialog.close() }, "OK"))));
}

export function showPhoto(url) {
  const dialog = open(el("dialog", { class: "viewer", "data-testid": "viewer", onclick: () => dialog.close() },
    el("img", { src: url, alt: "" })));
}

/**
 * A dialog with `fields` ({name, label, type, value, options, required}) and one action.
 * `submit` gets the values; the dialog stays open with the reason when it refuses.
 */
export function form(title, fields, action, submit) {
  const problem = el("p", { class: "problem", role: "alert", hidden: true });
  const body = el("form", { class: "fields", method: "dialog" }, el("h2", {}, title), ...fields.map(field), problem,
    el("div", { class: "box-actions" },
      el("button", { type: "button", class: "plain", onclick: () => dialog.close() }, "Cancel"),
      el("button", { type: "submit", class: "plain strong", "data-testid": "form-submit" }, action)));
  body.addEventListener("submit", async (event) => {
    event.preventDefault();
    const given = new FormData(body);
    const values = Object.fromEntries(fields.map(({ name, type }) =>
      [name, type === "checkboxes" ? given.getAll(name) : (given.get(name) ?? "").trim()]));
    try {
      await submit(values);
      dialog.close();
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    }
  });
  const dialog = open(el("dialog", { class: "box" }, body));
}

function field({ name, label, type = "text", value = "", options = [], required = false }) {
  if (type === "checkboxes") {
    return el("fieldset", {}, el("legend", {}, label), ...options.map(([key, text]) =>
      el("label", { class: "tick" }, el("input", { type: "checkbox", name, value: key }), text)));
  }
  const input = type === "select"
    ? el("select", { name }, ...options.map(([key, text]) => el("option", { value: key, selected: key === value }, text)))
    : el("input", { name, type, value, required, autocomplete: "off" });
  return el("label", { class: "field" }, el("span", {}, label), input);
}

/** A drop-down under `anchor`; `items` are {label, icon, node, danger, attributes, run, edit}; null is a rule. */
export function menu(anchor, items) {
  const choose = (run) => () => {
    list.hidePopover();
    run();
  };
  const row = (item) => el("div", { class: "menu-row" },
    el("button", { type: "button", role: "menuitem", class: item.danger ? "danger" : "", onclick: choose(item.run), ...item.attributes },
      item.node ?? icon(item.icon), el("span", { dir: "auto" }, item.label)),
    item.edit ? iconButton("pencil", `Change ${item.label}`, { onclick: choose(item.edit) }) : null);
  const list = el("div", { class: "menu", role: "menu", popover: "auto", "data-testid": "menu-list" },
    ...items.map((item) => (item === null ? el("hr") : row(item))));
  list.addEventListener("toggle", (event) => event.newState === "closed" && list.remove());
  document.body.append(list);
  list.showPopover();
  const place = anchor.getBoundingClientRect();
  list.style.top = `${place.bottom + 6}px`;
  list.style.left = `${Math.max(8, Math.min(place.left, innerWidth - list.offsetWidth - 8))}px`;
}
