// The time of the sandbox's world as last told by the server, and how it is written. All times
// are shown in the browser's own zone, as a messenger does; in the chats they are written in the
// language of the person who sits before the page, on the world's panel in English.

import * as api from "./api.js";

const PANEL_LANGUAGE = "en-GB";
let language = PANEL_LANGUAGE;
let now = new Date();

export function worldNow() {
  return now;
}

export async function readWorldTime() {
  now = await api.clock();
  return now;
}

/** From now on times are written for a person with this `language_code`; English when it is none. */
export function writeTimesIn(code) {
  language = isLanguage(code) && code !== "en" ? code : PANEL_LANGUAGE;
}

function isLanguage(code) {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(code ?? []).length > 0;
  } catch {
    return false; // not even shaped like one: people may be given any language_code
  }
}

const panelFormat = (options) => {
  const formatter = new Intl.DateTimeFormat(PANEL_LANGUAGE, options);
  return (date) => formatter.format(date);
};

/** Follows the person's language; a formatter is made once for each. */
const format = (options) => {
  const formatters = new Map();
  return (date) => {
    if (!formatters.has(language)) formatters.set(language, new Intl.DateTimeFormat(language, options));
    return formatters.get(language).format(date);
  };
};

export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
export const timeWithSeconds = panelFormat({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
export const weekdayAndDate = panelFormat({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
export const timeOfDay = format({ hour: "2-digit", minute: "2-digit" });
export const fullTime = format({ dateStyle: "full", timeStyle: "medium" });
const dayAndMonth = format({ day: "numeric", month: "long" });
const dayMonthYear = format({ day: "numeric", month: "long", year: "numeric" });
const shortDate = format({ day: "2-digit", month: "2-digit", year: "2-digit" });
const weekday = format({ weekday: "short" });

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());
const daysAgo = (date) => Math.round((midnight(worldNow()) - midnight(date)) / 86_400_000);

/** "Today", "Вчера", "21 de noviembre": the separator between days. */
export function dayName(date) {
  const ago = daysAgo(date);
  if (ago === 0 || ago === 1) return capitalised(relativeIn(-ago, "day"));
  return date.getFullYear() === worldNow().getFullYear() ? dayAndMonth(date) : dayMonthYear(date);
}

/** The stamp in the list of chats: time today, weekday this week, date before. */
export function listStamp(date) {
  const ago = daysAgo(date);
  if (ago <= 0) return timeOfDay(date);
  return ago < 7 ? weekday(date) : shortDate(date);
}

function relativeIn(amount, unit) {
  return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(amount, unit);
}

function capitalised([first, ...rest]) {
  return first.toLocaleUpperCase(language) + rest.join("");
}

export function relative(date) {
  const seconds = (date - worldNow()) / 1000;
  for (const [unit, length] of [["day", 86_400], ["hour", 3_600], ["minute", 60]]) {
    if (Math.abs(seconds) >= length) return relativeIn(Math.round(seconds / length), unit);
  }
  return relativeIn(Math.round(seconds), "second");
}

const TG_TIME = {
  t: { timeStyle: "short" }, T: { timeStyle: "medium" },
  d: { dateStyle: "short" }, D: { dateStyle: "long" }, w: { weekday: "long" },
};

/** What a tg-time entity of this format ("r", or letters of w d D t T) says to this viewer. */
export function tgTime(date, letters) {
  if (letters === "r") return relative(date);
  return [...letters].filter((letter) => letter in TG_TIME)
    .map((letter) => new Intl.DateTimeFormat(language, TG_TIME[letter]).format(date)).join(", ");
}

/** The next 09:00 in the browser's zone; with a weekday (Monday is 1), the next on that day. */
export function nextNine(dayOfWeek = null) {
  const nine = new Date(now.getFullYear(), now.getMonth(), now.getDate(), 9);
  while (nine <= now || (dayOfWeek !== null && nine.getDay() !== dayOfWeek)) nine.setDate(nine.getDate() + 1);
  return nine;
}
