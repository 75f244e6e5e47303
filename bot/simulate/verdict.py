"""What became of each story and each message: the far end's account, beside what the bot kept."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain import story_life
from bot.simulate.plan import DAY, HOUR, MINUTE, Owner, Plan
from bot.simulate.run import Lived, Span, Story
from bot.simulate.witness import Witness

LAST_HOURS = 3 * HOUR
UP_FOR = 30 * MINUTE
FINAL_AGE = 23 * HOUR
DIGEST_LATEST = 6 * HOUR
WRAP_UP_LATEST = 6 * HOUR
"""By then a wrap-up has come even where the bot was away when it was due."""
EARLY = 90 * MINUTE
"""A clock that is an hour fast lets a message come an hour early."""

FINAL, PARTIAL, HIDDEN, LOST = "final", "partial", "hidden", "lost"

DIGEST, WRAP_UP = "📬 Your day on Instagram", "⭕ Stories of "


@dataclass(frozen=True)
class Judged:
    """One story that has ended. ``age``: how old it was when the newest kept numbers were given."""

    story: Story
    state: str
    age: timedelta | None
    promised: bool
    """The bot was up for 30 minutes of its last three hours, and Instagram answered then."""
    seen_at_all: bool
    """While it lived the bot was up and Instagram answered for its account."""
    reason: str
    answered: tuple[timedelta, ...] = ()
    """How old it was when calls of its account were answered, in its last three hours."""
    told: tuple[timedelta, ...] = ()
    """How old it was when Instagram gave its own numbers then, kept or not."""

    @property
    def captured(self) -> bool:
        """Looked at, and kept, in its last three hours."""
        return self.age is not None and self.age >= DAY - LAST_HOURS


@dataclass
class Sent:
    """Digests or wrap-ups, counted."""

    due: int = 0
    came: int = 0
    cut: int = 0
    """Their sending met an answer after which nobody knows whether they arrived."""
    excused: int = 0
    """The bot was away for all the hours in which one is of use."""
    twice: int = 0
    missing: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Verdict:
    published: int
    deleted: int
    alive: int
    stories: tuple[Judged, ...]
    made_up: int
    """Kept numbers that Instagram never gave."""
    digests: Sent
    wrap_ups: Sent

    def count(self, state: str) -> int:
        return sum(one.state == state for one in self.stories)

    @property
    def promised(self) -> list[Judged]:
        return [one for one in self.stories if one.promised]

    @property
    def broken(self) -> list[Judged]:
        return [one for one in self.promised if not one.captured]

    @property
    def seeable(self) -> list[Judged]:
        return [one for one in self.stories if one.seen_at_all]

    def reasons(self, state: str) -> Counter[str]:
        return Counter(one.reason for one in self.stories if one.state == state)


def judge(
    plan: Plan, lived: Lived, witness: Witness, kept: Mapping[str, story_life.Story]
) -> Verdict:
    ended = [one for one in lived.stories if one.ends_at <= plan.end]
    judge_one = _Stories(lived, witness, kept)
    judged = tuple(judge_one(story) for story in ended if not story.deleted)
    return Verdict(
        published=len(lived.stories),
        deleted=sum(one.deleted for one in ended),
        alive=len(lived.stories) - len(ended),
        stories=judged,
        made_up=judge_one.made_up,
        digests=_digests(plan, lived, witness),
        wrap_ups=_wrap_ups(plan, lived, witness),
    )


class _Stories:
    def __init__(
        self, lived: Lived, witness: Witness, kept: Mapping[str, story_life.Story]
    ) -> None:
        self._lived = lived
        self._witness = witness
        self._kept = kept
        self._working = _without(lived.up, lived.wrong_clock)
        self.made_up = 0

    def __call__(self, story: Story) -> Judged:
        numbers_at = self._given_at(story)
        answers = self._witness.stories.get(story.id)
        hidden_at = [at for at in (answers.hidden if answers else []) if self._was_kept(story)]
        if numbers_at is not None:
            age = numbers_at - story.posted_at
            state = FINAL if age >= FINAL_AGE else PARTIAL
        elif hidden_at and not (answers and answers.numbers):
            age, state = max(hidden_at) - story.posted_at, HIDDEN
        else:
            age, state = None, LOST
        last = (story.ends_at - LAST_HOURS, story.ends_at)
        return Judged(
            story,
            state,
            age,
            promised=self._promised(story),
            seen_at_all=bool(self._answered_within((story.posted_at, story.ends_at), story)),
            reason=self._reason(story),
            answered=tuple(at - story.posted_at for at in self._answered_within(last, story)),
            told=tuple(
                at - story.posted_at
                for at, _ in (answers.numbers if answers else [])
                if at >= story.ends_at - LAST_HOURS
            ),
        )

    def _was_kept(self, story: Story) -> bool:
        """The bot says itself that it looked and was shown nothing."""
        kept = self._kept.get(story.id)
        return kept is not None and kept.hidden

    def _given_at(self, story: Story) -> datetime | None:
        """When Instagram gave the newest numbers that the bot has kept."""
        kept, answers = self._kept.get(story.id), self._witness.stories.get(story.id)
        given: list[datetime] = []
        for look in kept.looks if kept else ():
            if look.insights is None or look.insights.empty:
                continue
            same = [
                at
                for at, told in (answers.numbers if answers else [])
                if all(look.insights.get(name) == value for name, value in told.items())
            ]
            if not same:
                self.made_up += 1
            else:
                given.append(min(same, key=lambda at, look=look: abs(at - look.at)))  # type: ignore[misc]
        return max(given, default=None)

    def _promised(self, story: Story) -> bool:
        last = (story.ends_at - LAST_HOURS, story.ends_at)
        up = sum((until - since for since, until in _within(self._working, last)), timedelta())
        return up >= UP_FOR and bool(self._answered_within(last, story))

    def _answered_within(self, span: Span, story: Story) -> list[datetime]:
        """When, within the span and while the bot worked, a call of the account went well."""
        user_id = self._lived.user_ids[story.owner.number]
        up = _within(self._working, span)
        return [
            at
            for at in self._witness.good.get(user_id, [])
            if any(since <= at < until for since, until in up)
        ]

    def _reason(self, story: Story) -> str:
        """Why nothing could be read in its last three hours; the first that holds for all."""
        last = (story.ends_at - LAST_HOURS, story.ends_at)
        up = _within(self._lived.up, last)
        linked = _within(self._lived.linked.get(story.owner.number, []), last)
        if not linked:
            return "no living token in its last 3 h"
        if not up:
            return "the bot was down for its last 3 h"
        if sum((until - since for since, until in up), timedelta()) < UP_FOR:
            return "the bot was up for less than 30 min of its last 3 h"
        if not self._promised(story):
            return "Instagram did not answer in its last 3 h, or the clock was wrong"
        return "within the promise"


def _digests(plan: Plan, lived: Lived, witness: Witness) -> Sent:
    sent = Sent()
    for owner in plan.owners:
        due = _digest_instants(owner, lived.daily_since[owner.number], plan.end)
        came: Counter[datetime] = Counter()
        for at in _messages(lived, owner, DIGEST):
            before = [one for one in due if one <= at + EARLY]
            if before:
                came[before[-1]] += 1
        for one in due:
            if one + DIGEST_LATEST > plan.end:
                continue
            span = (one - EARLY, one + DIGEST_LATEST)
            _count(sent, owner, span, came[one], lived, witness)
    return sent


def _count(sent: Sent, owner: Owner, span: Span, came: int, lived: Lived, witness: Witness) -> None:
    sent.due += 1
    sent.came += min(came, 1)
    sent.twice += max(came - 1, 0)
    if came:
        return
    cut = [at for at in witness.cut_sends.get(str(owner.person), []) if span[0] <= at <= span[1]]
    if cut:
        sent.cut += 1
    elif not _within(lived.up, span):
        sent.excused += 1
    else:
        sent.missing.append(f"{owner.username} {span[1] - DIGEST_LATEST:%m-%d %H:%M}")


def _digest_instants(owner: Owner, since: datetime, until: datetime) -> list[datetime]:
    """An hour that comes twice counts the first time."""
    zone = ZoneInfo(owner.zone)
    found: list[datetime] = []
    day = since.astimezone(zone).date()
    while True:
        at = datetime.combine(day, time(owner.digest_hour), zone).astimezone(since.tzinfo)
        if at > until:
            return found
        if at > since:
            found.append(at)
        day += DAY


def _wrap_ups(plan: Plan, lived: Lived, witness: Witness) -> Sent:
    """One a local day on which stories were published that the bot was told of."""
    sent = Sent()
    for owner in plan.owners:
        ends: dict[date, datetime] = {}
        for story in lived.stories:
            if story.owner == owner and story.id in witness.listed:
                day = story.posted_at.astimezone(ZoneInfo(owner.zone)).date()
                ends[day] = max(ends.get(day, story.posted_at + DAY), story.posted_at + DAY)
        for day, end in ends.items():
            span = (end - EARLY, end + WRAP_UP_LATEST)
            if span[1] > plan.end:
                continue
            mine = _messages(lived, owner, f"{WRAP_UP}{day.day} {day:%b} ")
            came = len(mine) if any(span[0] <= at <= span[1] for at in mine) else 0
            _count(sent, owner, span, came, lived, witness)
    return sent


def _messages(lived: Lived, owner: Owner, begins: str) -> list[datetime]:
    """When the bot sent messages that begin so."""
    return [
        datetime.fromisoformat(one["date"])
        for one in lived.messages[owner.number]
        if one["from"] == "bot" and _words(one["text"] or one["caption"]).startswith(begins)
    ]


def _words(text: str | None) -> str:
    """With ordinary spaces."""
    return " ".join((text or "").split())


def _within(spans: Iterable[Span], span: Span) -> list[Span]:
    cut = [(max(since, span[0]), min(until, span[1])) for since, until in spans]
    return [(since, until) for since, until in cut if since < until]


def _without(spans: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    left = list(spans)
    for since, until in holes:
        left = [
            part
            for one in left
            for part in ((one[0], min(one[1], since)), (max(one[0], until), one[1]))
            if part[0] < part[1]
        ]
    return left
