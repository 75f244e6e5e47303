"""Who follows and who engages: by age, gender, city and country."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.formulas import share
from bot.domain.media import Number
from bot.domain.metrics import THRESHOLD
from bot.presenters.actions import By, OpenAudience, Who
from bot.presenters.buttons import back, button, choice
from bot.presenters.layout import BLANK, CAPTION, Html, Line, fit, handle, shorten
from bot.presenters.origins import kept, way_back
from bot.presenters.screen import ChartKind, ChartSpec, Screen, Series
from bot.presenters.speech import Speech
from bot.presenters.stale import link_again_if_broken, stale_line
from bot.services.results import Audience

METRICS = {
    Who.FOLLOWERS: "follower_demographics",
    Who.ENGAGED: "engaged_audience_demographics",
}
HEADERS = {
    (Who.FOLLOWERS, By.AGE): "audience-followers-age",
    (Who.FOLLOWERS, By.GENDER): "audience-followers-gender",
    (Who.FOLLOWERS, By.CITY): "audience-followers-city",
    (Who.FOLLOWERS, By.COUNTRY): "audience-followers-country",
    (Who.ENGAGED, By.AGE): "audience-engaged-age",
    (Who.ENGAGED, By.GENDER): "audience-engaged-gender",
    (Who.ENGAGED, By.CITY): "audience-engaged-city",
    (Who.ENGAGED, By.COUNTRY): "audience-engaged-country",
}
BUTTONS = {
    By.AGE: "button-by-age",
    By.GENDER: "button-by-gender",
    By.CITY: "button-by-city",
    By.COUNTRY: "button-by-country",
}
GENDERS = {"F": "gender-women", "M": "gender-men", "U": "gender-unknown"}

LARGEST = 45
"""Meta: only so many of the largest parts are given."""
MOST_SHOWN = 8
_NAME = 40


@dataclass(frozen=True)
class _Part:
    name: str
    count: Number
    share: float | None


def screen(result: Audience, speech: Speech, origin: str = "") -> Screen:
    """``origin``: where Back leads, when it is not the start."""
    origin = kept(origin)
    who = Who.ENGAGED if result.metric == METRICS[Who.ENGAGED] else Who.FOLLOWERS
    by = By(result.breakdown)
    parts = _parts(result, by, speech)
    title = speech.plain(HEADERS[who, by])
    lines = [
        Line(speech.text("audience-header", what=title, account=handle(result.account.username)))
    ]
    if parts:
        lines += [BLANK, *(_entry(part, speech) for part in parts[:MOST_SHOWN]), BLANK]
        lines += _basis(result, by, parts, speech)
    elif result.as_of is not None:
        lines += [BLANK, Line(_why_nothing(result, who, speech))]
    lines += _age(result, speech)
    lines.append(Line(speech.text("audience-rules", needed=THRESHOLD, largest=LARGEST), rank=2))
    other = Who.FOLLOWERS if who is Who.ENGAGED else Who.ENGAGED
    key = "button-who-follows" if who is Who.ENGAGED else "button-who-engages"
    choices = [
        choice(speech.plain(name), one is by, OpenAudience(who, one, origin))
        for one, name in BUTTONS.items()
    ]
    return Screen(
        fit(lines, CAPTION),
        [
            *link_again_if_broken(result.stale, speech),
            choices[:2],
            choices[2:],
            [button(speech, key, OpenAudience(other, by, origin))],
            back(speech, way_back(origin)),
        ],
        chart=_chart(title, result, parts[:MOST_SHOWN], speech) if parts else None,
    )


def _parts(result: Audience, by: By, speech: Speech) -> Sequence[_Part]:
    """Ages from young to old, all others from the largest down."""
    everybody = sum(result.parts.values())
    in_order = sorted(result.parts.items(), key=lambda part: (-part[1], part[0]))
    if by is By.AGE:
        in_order.sort(key=lambda part: part[0])
    return [
        _Part(name, count, share(count, everybody))
        for (_, count), name in zip(
            in_order, names_of([value for value, _ in in_order], by, speech), strict=True
        )
    ]


def names_of(values: Sequence[str], by: By, speech: Speech) -> Sequence[str]:
    match by:
        case By.GENDER:
            return [_gender(value, speech) for value in values]
        case By.COUNTRY:
            return [shorten(speech.country(value), _NAME) for value in values]
        case By.CITY:
            return _cities(values)
        case By.AGE:
            return [shorten(value.replace("-", "–"), _NAME) for value in values]


def _gender(value: str, speech: Speech) -> str:
    key = GENDERS.get(value.upper())
    return shorten(value, _NAME) if key is None else speech.plain(key)


def _cities(values: Sequence[str]) -> Sequence[str]:
    """Meta writes "London, England": the region is told where two cities have one name."""
    cities = [value.partition(",")[0].strip() or value for value in values]
    return [
        shorten(value if cities.count(city) > 1 else city, _NAME)
        for value, city in zip(values, cities, strict=True)
    ]


def _entry(part: _Part, speech: Speech) -> Line:
    return Line(
        speech.text(
            "audience-entry",
            name=part.name,
            share=speech.percent(part.share),
            count=speech.number(part.count),
        )
    )


def _basis(result: Audience, by: By, parts: Sequence[_Part], speech: Speech) -> list[Line]:
    people = speech.number(sum(result.parts.values()))
    lines = [Line(speech.text("audience-basis", people=people))]
    if len(parts) > MOST_SHOWN:
        more = len(parts) - MOST_SHOWN
        lines.append(Line(speech.text("audience-more", count=more), rank=1))
    if by in {By.CITY, By.COUNTRY} and len(parts) >= LARGEST:
        lines.append(Line(speech.text("audience-largest", largest=LARGEST), rank=1))
    return lines


def _why_nothing(result: Audience, who: Who, speech: Speech) -> Html:
    """Blank is not zero: the reason stands there."""
    if who is Who.ENGAGED:
        return speech.text("audience-too-few-actions", needed=THRESHOLD)
    followers = result.account.followers_count
    if followers is not None and followers < THRESHOLD:
        return speech.text(
            "audience-too-few-followers", needed=THRESHOLD, count=speech.number(followers)
        )
    return speech.text("audience-nothing")


def _age(result: Audience, speech: Speech) -> list[Line]:
    if result.stale is not None:
        nothing = not result.parts
        return [Line(stale_line(result.stale, result.as_of, speech, nothing_shown=nothing))]
    return [Line(speech.text("numbers-as-of", moment=speech.moment(result.as_of)))]


def _chart(title: str, result: Audience, parts: Sequence[_Part], speech: Speech) -> ChartSpec:
    account = handle(result.account.username)
    return ChartSpec(
        kind=ChartKind.RANKING,
        title=f"{title}, {account}",
        labels=tuple(part.name for part in parts),
        series=(
            Series(
                label=title,
                values=tuple(float(part.count) for part in parts),
                words=tuple(
                    speech.number(part.count) if part.share is None else speech.percent(part.share)
                    for part in parts
                ),
            ),
        ),
        decimal_sign=speech.decimal_sign,
        group_sign=speech.group_sign,
    )
