// The time of the sandbox's world as last told by the server, and how it is written. All times
// are shown in the browser's own zone, as a messenger does.

import * as api from "./api.js";

const LANGUAGE = "en-GB";
let now = new Date();

export function worldNow() {
  return now;
}

export async function readWorldTime() {
  now = await api.clock();
  return now;
}

const format = (options) => {
  const formatter = new Intl.DateTimeFormat(LANGUAGE, options);
  return (date) => formatter.format(date);
};

export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
export const timeOfDay = format({ hour: "2-digit", minute: "2-digit" });
export const timeWithSeconds = format({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
export const weekdayAndDate = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
export const fullTime = format({ dateStyle: "full", timeStyle: "medium" });
const dayAndMonth = format({ day: "numeric", month: "long" });
const dayMonthYear = format({ day: "numeric", month: "long", year: "numeric" });
const shortDate = format({ day: "2-digit", month: "2-digit", year: "2-digit" });
const weekday = format({ weekday: "short" });

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());
const daysAgo = (date) => Math.round((midnight(worldNow()) - midnight(date)) / 86_400_000);

/** "Today", "Yesterday", "21 November": the separator between days. */
export function dayName(date) {
  const ago = daysAgo(date);
  if (ago === 0) return "Today";
  if (ago === 1) return "Yesterday";
  return date.getFullYear() === worldNow().getFullYear() ? dayAndMonth(date) : dayMonthYear(date);
}

/** The stamp in the list of chats: time today, weekday this week, date before. */
export function listStamp(date) {
  const ago = daysAgo(date);
  if (ago <= 0) return timeOfDay(date);
  return ago < 7 ? weekday(date) : shortDate(date);
}

const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

export function relative(date) {
  const seconds = (date - worldNow()) / 1000;
  for (const [unit, length] of [["day", 86_400], ["hour", 3_600], ["minute", 60]]) {
    if (Math.abs(seconds) >= length) return RELATIVE.format(Math.round(seconds / length), unit);
  }
  return RELATIVE.format(Math.round(seconds), "second");
}

const TG_TIME = {
  t: { timeStyle: "short" }, T: { timeStyle: "medium" },
  d: { dateStyle: "short" }, D: { dateStyle: "long" }, w: { weekday: "long" },
};

/** What a tg-time entity of this format ("r", or letters of w d D t T) says to this viewer. */
export function tgTime(date, letters) {
  if (letters === "r") return relative(date);
  return [...letters].filter((letter) => letter in TG_TIME)
    .map((letter) => new Intl.DateTimeFormat(LANGUAGE, TG_TIME[letter]).format(date)).join(", ");
}

/** The next 09:00 in the browser's zone; with a weekday (Monday is 1), the next on that day. */
export function nextNine(dayOfWeek = null) {
  const nine = new Date(now.getFullYear(), now.getMonth(), now.getDate(), 9);
  while (nine <= now || (dayOfWeek !== null && nine.getDay() !== dayOfWeek)) nine.setDate(nine.getDate() + 1);
  return nine;
}
