// Builds elements; texts always become text nodes, never markup.

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const ICONS = {
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6 6 18",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  world: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3.5 12h17M12 3c5 5.5 5 12.5 0 18M12 3c-5 5.5-5 12.5 0 18",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
  group: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 19.5c0-3.5 3-5.5 6.5-5.5s6.5 2 6.5 5.5M18.5 8v6M15.5 11h6",
  send: "M4 12 3.5 4.5 21 12 3.5 19.5zM4 12h8",
  menu: "M5 7h14M5 12h14M5 17h14",
  down: "M6 9.5l6 6 6-6",
  reply: "M9.5 6 4 11.5 9.5 17M4.5 11.5H14c3.5 0 6 2.5 6 6.5",
  copy: "M9 9h11v11H9zM15 5H4v11h1",
  file: "M7 3.5h6.5L18 8v12.5H7zM13 3.5V8.5h5",
  check: "M4.5 12.5l4.5 4.5L19.5 6.5",
  plus: "M12 5v14M5 12h14",
  pencil: "M4.5 19.5l1-4L16 5l3 3L8.5 18.5z",
  pin: "M12 21c-4-5-6.5-8-6.5-11.5a6.5 6.5 0 0 1 13 0C18.5 13 16 16 12 21zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  hash: "M9 4 7 20M17 4l-2 16M4.5 9h15.5M4 15h15.5",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

export function iconButton(name, label, attributes = {}) {
  return el("button", { type: "button", class: "round", title: label, "aria-label": label, ...attributes }, icon(name));
}

/** The coloured disc with initials; the same id always gets the same colour. */
export function avatar(name, id, size = "") {
  const initials = name.split(/\s+/).filter(Boolean).slice(0, 2).map((word) => [...word][0]).join("");
  return el("span", { class: `avatar ${size}`, "data-colour": Math.abs(id) % 7, "aria-hidden": "true" }, initials.toUpperCase());
}

export function botAvatar(size = "") {
  return el("img", { class: `avatar ${size}`, src: "/chat/static/lantern.svg", alt: "" });
}

export function fullName(person) {
  return [person.first_name, person.last_name].filter(Boolean).join(" ");
}
