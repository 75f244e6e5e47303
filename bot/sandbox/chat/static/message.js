// One message: the bubble, what is in it, and the keyboard under it.

import { avatar, botAvatar, el, icon } from "./dom.js";
import { linkified, safeUrl, sanitized } from "./sanitize.js";
import { fullTime, tgTime, timeOfDay } from "./world_time.js";

/** What the keyboard's buttons are known by while the bot has not answered. */
export function buttonKey(message, button) {
  return `${message.message_id} ${button.callback_data}`;
}

/**
 * Fills `row` (a new one when null) with the message. An existing row keeps its place and its
 * photo element, so that an edit neither flickers nor moves what is around it.
 * `view` is {own, author, replied, tapped}; the row's clicks are handled by the conversation.
 */
export function messageRow(row, message, view) {
  const result = row ?? el("div", { class: "message", "data-testid": "message", "data-message-id": message.message_id });
  result.dataset.from = message.from;
  result.classList.toggle("own", view.own);
  const photo = message.photo ? photoOf(result.querySelector(".photo img"), message.photo) : null;
  const captionFirst = message.show_caption_above_media;
  const body = text(message);
  const stamp = el("span", { class: "stamp", title: fullTime(new Date(message.date)) },
    message.edited ? el("span", { class: "edited" }, "edited") : null, timeOfDay(new Date(message.date)),
    view.own ? icon("check") : null);
  const bubble = el("div", { class: "bubble" },
    view.author ? el("div", { class: "author", "data-colour": Math.abs(view.author.id) % 7 }, view.author.name) : null,
    view.replied ? reply(view.replied) : null,
    message.via_bot ? el("div", { class: "via" }, "via the bot") : null,
    captionFirst ? body : null, photo,
    message.document ? documentCard(message.document) : null,
    message.location ? locationCard(message.location) : null,
    captionFirst ? null : body, stamp);
  bubble.classList.toggle("with-photo", photo !== null);
  bubble.classList.toggle("photo-last", photo !== null && (body === null || captionFirst));
  const content = el("div", { class: "content" }, bubble, message.buttons?.length ? keyboard(message, view.tapped) : null);
  content.classList.toggle("with-keyboard", Boolean(message.buttons?.length));
  result.replaceChildren(...(view.author ? [face(view.author)] : []), content);
  return result;
}

function face(author) {
  return author.isBot ? botAvatar("small") : avatar(author.name, author.id, "small");
}

function text(message) {
  const plain = message.text ?? message.caption;
  if (!plain && !message.html) return null;
  const body = el("div", { class: "text", dir: "auto" });
  body.append(message.html ? sanitized(message.html) : linkified(plain));
  for (const time of body.querySelectorAll("time[datetime]")) localise(time);
  return body;
}

/** Writes a time element as its viewer reads it; the server's text stays when it cannot be. */
export function localise(time) {
  const given = time.getAttribute("datetime");
  const date = new Date(/^\d+$/.test(given) ? Number(given) * 1000 : given);
  if (Number.isNaN(date.getTime())) return;
  const letters = time.getAttribute("data-format");
  if (letters) time.textContent = tgTime(date, letters) || time.textContent;
  time.title = fullTime(date);
}

function photoOf(existing, url) {
  const image = existing ?? el("img", { alt: "Photo", draggable: "false" });
  // Setting another address keeps the old picture until the new one is there.
  if (image.getAttribute("src") !== url) image.setAttribute("src", url);
  return el("div", { class: "photo" }, image);
}

function documentCard({ url, file_name: name, file_size: size }) {
  const extension = name.includes(".") ? name.split(".").pop().slice(0, 4) : "";
  return el("a", { class: "document", "data-testid": "document", href: safeUrl(url), download: name },
    el("span", { class: "document-icon" }, extension ? extension.toUpperCase() : icon("file")),
    el("span", { class: "document-name" }, el("b", {}, name), el("small", {}, fileSize(size))));
}

function locationCard({ latitude, longitude }) {
  return el("div", { class: "location", "data-testid": "location" }, icon("pin"),
    el("span", {}, `${latitude}, ${longitude}`));
}

function fileSize(bytes) {
  if (bytes === null || bytes === undefined) return "Download";
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 ** 2 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

function reply({ author, message }) {
  return el("a", { class: "reply", href: `#${message.message_id}`, "data-reply-to": message.message_id },
    el("b", {}, author), el("span", { dir: "auto" }, preview(message)));
}

const SERVICE = {
  new_chat_members: "New members joined", forum_topic_created: "The topic was created", forum_topic_closed: "The topic was closed",
  migrate_to_chat_id: "The group became a supergroup", migrate_from_chat_id: "The group became a supergroup",
};

/** A line about the chat itself; `service` is what the Bot API calls it. */
export function serviceRow(message) {
  return el("div", { class: "service", "data-testid": "service", "data-message-id": message.message_id }, SERVICE[message.service] ?? message.service);
}

/** The message in one line, for lists, replies and the pinned bar. */
export function preview(message) {
  const words = (message.text ?? message.caption ?? "").replace(/\s+/g, " ").slice(0, 160);
  if (message.service) return SERVICE[message.service] ?? message.service;
  if (message.photo) return `🖼 ${words || "Photo"}`;
  if (message.document) return `📎 ${words || message.document.file_name}`;
  if (message.location) return "📍 Location";
  return words;
}

function keyboard(message, tapped) {
  return el("div", { class: "keyboard" }, ...message.buttons.map((row) =>
    el("div", { class: "keyboard-row" }, ...row.map((button) => keyboardButton(message, button, tapped)))));
}

function keyboardButton(message, button, tapped) {
  const waiting = button.callback_data && tapped.has(buttonKey(message, button));
  const shared = {
    class: `key ${["primary", "success", "danger"].includes(button.style) ? button.style : ""} ${waiting ? "waiting" : ""}`,
    "data-testid": "button", "data-label": button.text, "aria-busy": waiting ? "true" : null,
  };
  const label = el("span", { class: "key-label", dir: "auto" }, button.text);
  if (button.url && !button.disabled) {
    return el("a", { ...shared, "data-kind": "url", href: safeUrl(button.url), target: "_blank", rel: "noopener" },
      label, el("span", { class: "key-mark", "aria-hidden": "true" }, "↗"));
  }
  if (button.copy_text && !button.disabled) {
    const copied = typeof button.copy_text === "string" ? button.copy_text : button.copy_text.text;
    return el("button", { ...shared, type: "button", "data-kind": "copy", "data-copy": copied },
      label, el("span", { class: "key-mark" }, icon("copy")));
  }
  return el("button", { ...shared, type: "button", "data-kind": "callback", "data-callback": button.callback_data, disabled: button.disabled }, label);
}
