// Turns the server's HTML of a message into nodes, by an allow-list. The markup is parsed in a
// document that runs nothing and is never inserted: every node shown is built here anew.

const TAGS = {
  B: "b", STRONG: "b", I: "i", EM: "i", U: "u", INS: "u", S: "s", STRIKE: "s", DEL: "s",
  CODE: "code", PRE: "pre", A: "a", BLOCKQUOTE: "blockquote", SPAN: "span", TIME: "time", BR: "br",
};
const LINK_SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);
const LINKS_IN_TEXT = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]|(?<![\w/])\/[a-z][a-z0-9_]{0,31}(?:@\w+)?(?![\w/])/g;

export function sanitized(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return fragment(parsed.body, true);
}

/** Plain text with its addresses and /commands made clickable, as Telegram does. */
export function linkified(text) {
  const result = document.createDocumentFragment();
  let end = 0;
  for (const match of text.matchAll(LINKS_IN_TEXT)) {
    result.append(text.slice(end, match.index), match[0].startsWith("/") ? command(match[0]) : link(match[0], match[0]));
    end = match.index + match[0].length;
  }
  result.append(text.slice(end));
  return result;
}

/** The address if it may be followed, otherwise null. */
export function safeUrl(address) {
  if (!URL.canParse(address, location.href)) return null;
  const url = new URL(address, location.href);
  return LINK_SCHEMES.has(url.protocol) ? url.href : null;
}

function fragment(parent, linkify) {
  const result = document.createDocumentFragment();
  for (const node of parent.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) result.append(linkify ? linkified(lines(node)) : lines(node));
    else if (node.nodeType === Node.ELEMENT_NODE) result.append(element(node, linkify));
  }
  return result;
}

/** A quote or code block ends its line by itself: the line break after it is not another one. */
function lines(text) {
  const follows = ["BLOCKQUOTE", "PRE"].includes(text.previousSibling?.tagName);
  return follows ? text.data.replace(/^\n/, "") : text.data;
}

function element(node, linkify) {
  const tag = TAGS[node.tagName];
  if (tag === undefined || (tag === "span" && !hasClass(node, "spoiler", "tg-spoiler"))) {
    return fragment(node, linkify);
  }
  const result = document.createElement(tag);
  if (tag === "a") {
    const href = safeUrl(node.getAttribute("href") ?? "");
    if (href === null) return fragment(node, false);
    Object.assign(result, { href, target: "_blank", rel: "noopener" });
  } else if (tag === "span") {
    result.className = "spoiler";
    result.tabIndex = 0;
  } else if (tag === "blockquote" && (node.hasAttribute("expandable") || hasClass(node, "expandable"))) {
    result.className = "expandable";
    result.tabIndex = 0;
  } else if (tag === "code") {
    result.className = [...node.classList].filter((name) => /^language-[\w+-]+$/.test(name)).join(" ");
  } else if (tag === "time") {
    for (const name of ["datetime", "data-format"]) {
      if (node.hasAttribute(name)) result.setAttribute(name, node.getAttribute(name));
    }
  }
  result.append(fragment(node, linkify && !["a", "code", "pre"].includes(tag)));
  return result;
}

function hasClass(node, ...names) {
  return names.some((name) => node.classList.contains(name));
}

function link(href, text) {
  const result = document.createElement("a");
  Object.assign(result, { href, target: "_blank", rel: "noopener", textContent: text });
  return result;
}

function command(text) {
  const result = document.createElement("a");
  Object.assign(result, { href: "#", className: "command", textContent: text });
  return result;
}
