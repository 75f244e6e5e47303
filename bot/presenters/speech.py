"""One person's way of saying things: language, number and date formats, time zone."""

import math
import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_timedelta
from babel.numbers import format_decimal, format_scientific

from bot.domain.media import Number
from bot.domain.periods import Period
from bot.locales import texts
from bot.presenters.layout import Html, escape
from bot.presenters.time_zones import CLDR_NAMES

UNKNOWN = "—"
"""What stands for a number that Instagram did not give."""

NBSP = "\u00a0"

_TOO_LONG_TO_READ = 10**15
_OLD = timedelta(days=60)
"""From here on nobody counts days and hours."""

_LOCALES = {"en": Locale("en", "GB"), "ru": Locale("ru"), "es": Locale("es")}
"""English with the day before the month and a clock of 24 hours."""

_DAY = {"en": "d MMM", "ru": "d MMMM", "es": "d MMM"}
_SHORT_DAY = {"en": "d MMM", "ru": "d MMM", "es": "d MMM"}
_WEEKDAY_AND_DAY = {"en": "EEE d MMM", "ru": "EEE, d MMMM", "es": "EEE d MMM"}
_WEEKDAY_DAY_AND_YEAR = {"en": "EEE d MMM y", "ru": "EEE, d MMMM y", "es": "EEE d MMM y"}
_DAY_AND_YEAR = {"en": "d MMM y", "ru": "d MMMM y", "es": "d MMM y"}
_MONTH_AND_YEAR = {"en": "LLLL y", "ru": "LLLL y", "es": "LLLL y"}
_DAY_OF_MONTH = {"en": "d", "ru": "d", "es": "d"}


class Speech:
    """Words, numbers and times for one person. Whatever is None is said as "—"."""

    def __init__(self, language: str, zone: ZoneInfo) -> None:
        self.language = language
        self.zone = zone
        self._texts = texts(language)
        self._locale = _LOCALES[language]

    def text(self, key: str, **arguments: str | int) -> Html:
        """A text for a message. Every string is escaped unless it is Html already.

        Raises KeyError for an unknown text or a missing variable.
        """
        safe = {
            name: escape(value) if isinstance(value, str) else value
            for name, value in arguments.items()
        }
        return Html(self._texts.format(key, safe))

    def plain(self, key: str, **arguments: str | int) -> str:
        """A text without markup: for buttons, charts, web pages and short answers."""
        return self._texts.format(key, arguments)

    @property
    def decimal_sign(self) -> str:
        return str(self._locale.number_symbols["latn"]["decimal"])

    @property
    def group_sign(self) -> str:
        return str(self._locale.number_symbols["latn"]["group"])

    @property
    def thousand(self) -> str:
        """What a number in thousands ends with: 120K, 120 тыс."""
        return self._compact(1_000)

    @property
    def million(self) -> str:
        return self._compact(1_000_000)

    def number(self, value: Number | None, digits: int = 0) -> str:
        """A grouped number with at most ``digits`` decimals."""
        return self._decimal(value, "#,##0" + ("." + "#" * digits if digits else ""))

    def signed(self, value: Number | None) -> str:
        """A difference: its sign is always written."""
        return self._decimal(value, "+#,##0;−#,##0") if value != 0 else "±0"

    def percent(self, share: float | None, digits: int = 1) -> str:
        """A share of 1 as a percentage with exactly ``digits`` decimals."""
        sign = str(self._locale.percent_formats[None].pattern).replace("#,##0", "")
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        value = self._decimal(None if share is None else share * 100, pattern)
        return value if value == UNKNOWN else value + sign

    def change(self, share: float | None) -> str:
        """Growth or decline: ▲ 8.3%, ▼ 4.0%, = when nothing changed."""
        if share is None or not math.isfinite(share):
            return UNKNOWN
        if abs(share) < 0.0005:
            return "="
        return ("▲" if share > 0 else "▼") + NBSP + self.percent(abs(share))

    def times(self, factor: float | None) -> str:
        """How many times the usual: 1.6×."""
        value = self._decimal(factor, "#,##0.0")
        return value if value == UNKNOWN else value + "×"

    def day(self, day: date | None) -> str:
        return UNKNOWN if day is None else self._date(day, _DAY)

    def day_of(self, instant: datetime | None) -> str:
        """The day in the person's zone, with its year."""
        return self.day_with_year(None if instant is None else instant.astimezone(self.zone).date())

    def day_with_year(self, day: date | None) -> str:
        """A day with its year."""
        return UNKNOWN if day is None else self._date(day, _DAY_AND_YEAR)

    def month(self, day: date) -> str:
        """The month that the day lies in, with its year, as a line begins with it."""
        words = self._date(day, _MONTH_AND_YEAR)
        return words[0].upper() + words[1:]

    def past_day(self, day: date, now: datetime) -> str:
        """A day, with the year unless it is this one."""
        if day.year == now.astimezone(self.zone).year:
            return self.day(day)
        return self.day_with_year(day)

    def time(self, moment: datetime | time | None) -> str:
        """The wall clock: an instant in the person's zone, a local time as it is."""
        if moment is None:
            return UNKNOWN
        if isinstance(moment, datetime):
            moment = moment.astimezone(self.zone)
        return moment.strftime("%H:%M")

    def day_and_time(self, instant: datetime | None) -> str:
        """An instant in the person's zone, with the weekday."""
        if instant is None:
            return UNKNOWN
        day = self._date(instant.astimezone(self.zone).date(), _WEEKDAY_AND_DAY)
        return f"{day}, {self.time(instant)}"

    def today_or_day(self, instant: datetime | None, now: datetime) -> str:
        """The time alone when it is today, else with its day."""
        if instant is None:
            return UNKNOWN
        same_day = instant.astimezone(self.zone).date() == now.astimezone(self.zone).date()
        return self.time(instant) if same_day else self.day_and_time(instant)

    def published(self, instant: datetime, now: datetime) -> str:
        """Like :meth:`day_and_time`, with the year unless it is this one."""
        day = instant.astimezone(self.zone).date()
        if day.year == now.astimezone(self.zone).year:
            return self.day_and_time(instant)
        return f"{self._date(day, _WEEKDAY_DAY_AND_YEAR)}, {self.time(instant)}"

    def period(self, period: Period) -> str:
        """First and last day: 16–22 Nov, 28 Oct – 3 Nov."""
        first, last = period.first, period.last
        if first == last:
            return self.day(last)
        if (first.year, first.month) == (last.year, last.month):
            return f"{self._date(first, _DAY_OF_MONTH)}–{self.day(last)}"
        if first.year == last.year:
            return f"{self.day(first)}{NBSP}– {self.day(last)}"
        return f"{self.day_with_year(first)}{NBSP}– {self.day_with_year(last)}"

    def period_with_year(self, period: Period) -> str:
        """The same with its year, said once: 1–31 Oct 2026, 31 Aug – 30 Sep 2026."""
        first, last = period.first, period.last
        if first == last:
            return self.day_with_year(last)
        if first.year != last.year:
            return self.period(period)
        if first.month == last.month:
            return f"{self._date(first, _DAY_OF_MONTH)}–{self.day_with_year(last)}"
        return f"{self.day(first)}{NBSP}– {self.day_with_year(last)}"

    def duration(self, length: timedelta | None) -> str:
        """Days and hours, hours and minutes, or minutes; at least a minute."""
        if length is None:
            return UNKNOWN
        minutes = max(1, int(length.total_seconds()) // 60)
        days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
        parts = [
            self.plain("unit-days", count=self.number(days)) if days else "",
            self.plain("unit-hours", count=hours) if hours else "",
            self.plain("unit-minutes", count=minutes) if minutes and not days else "",
        ]
        return _unbreakable(" ".join(part for part in parts if part))

    def age(self, length: timedelta) -> str:
        """A duration; in whole months or years when it is long."""
        if length <= _OLD:
            return self.duration(length)
        return _unbreakable(format_timedelta(length, locale=self._locale))

    def watch_time(self, milliseconds: Number | None) -> str:
        """Watch time of everybody together: 3.4 h, 42 min, 7.4 s."""
        if milliseconds is None or milliseconds < 60_000:
            return self.seconds(milliseconds)
        if milliseconds < 3_600_000:
            return self.duration(timedelta(milliseconds=milliseconds))
        hours = self.number(milliseconds / 3_600_000, digits=1)
        return _unbreakable(self.plain("unit-hours", count=hours))

    def seconds(self, milliseconds: Number | None) -> str:
        """Watch time of one person: 7.4 s."""
        value = self._decimal(None if milliseconds is None else milliseconds / 1000, "#,##0.0")
        return value if value == UNKNOWN else _unbreakable(self.plain("unit-seconds", count=value))

    def moment(self, instant: datetime | None) -> Html:
        """An instant that Telegram words by the reader's clock: "in 3 hours", "5 minutes ago".

        Where it cannot, the day and the time in the person's zone stand there.
        """
        if instant is None:
            return Html(UNKNOWN)
        fallback = escape(self.day_and_time(instant))
        return Html(f'<tg-time unix="{int(instant.timestamp())}" format="r">{fallback}</tg-time>')

    def zone_name(self, zone: str) -> str:
        """The city that people know a time zone by."""
        names = self._locale.time_zones.get(CLDR_NAMES.get(zone, zone), {})
        return str(names.get("city") or zone.rsplit("/", 1)[-1].replace("_", " "))

    def weekday(self, weekday: int) -> str:
        """The name of a day of the week; 0 is Monday."""
        return str(self._locale.days["stand-alone"]["wide"][weekday]).capitalize()

    def short_day(self, day: date) -> str:
        """A day beside many others, on an axis."""
        return self._date(day, _SHORT_DAY)

    def weekday_in_text(self, weekday: int) -> str:
        """The same within a sentence: only English writes it large there."""
        return str(self._locale.days["format"]["wide"][weekday])

    def short_weekday(self, weekday: int) -> str:
        """The same, as short as a table takes it."""
        return str(self._locale.days["stand-alone"]["abbreviated"][weekday]).capitalize()

    def shortest_weekday(self, weekday: int) -> str:
        """The same in two letters, for a calendar."""
        return str(self._locale.days["stand-alone"]["short"][weekday]).capitalize()

    def weekday_and_day(self, day: date) -> str:
        return self._date(day, _WEEKDAY_AND_DAY)

    def months(self) -> Mapping[str, int]:
        """Every way to write a month's name, in small letters, and its number."""
        widths = [
            self._locale.months[context][width]
            for context in ("format", "stand-alone")
            for width in ("wide", "abbreviated")
        ]
        return {
            str(name).lower().rstrip("."): number
            for names in widths
            for number, name in names.items()
        }

    def country(self, code: str) -> str:
        """A country by its ISO code; one that nobody here knows stays as it is."""
        return str(self._locale.territories.get(code.upper(), code))

    def _compact(self, unit: int) -> str:
        pattern = str(self._locale.compact_decimal_formats["short"]["other"][str(unit)].pattern)
        return _unbreakable(pattern.strip("0").replace("'", ""))

    def _decimal(self, value: Number | None, pattern: str) -> str:
        if value is None or not math.isfinite(value):
            return UNKNOWN
        if abs(value) >= _TOO_LONG_TO_READ:
            return format_scientific(value, format="0.#E0", locale=self._locale)
        return _unbreakable(format_decimal(value, format=pattern, locale=self._locale))

    def _date(self, day: date, pattern: dict[str, str]) -> str:
        return _unbreakable(format_date(day, pattern[self.language], locale=self._locale))


def _unbreakable(text: str) -> str:
    return re.sub(r"\s", NBSP, text)
