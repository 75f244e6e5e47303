"""Posts and reels: engagement, rates by reach, what a reel holds.

Every base is reach, or the followers of the day of publishing: those of today never are.
"""

from collections.abc import Iterable
from datetime import timedelta

from bot.domain.formulas.basis import ratio, share, sum_of
from bot.domain.media import Insights, MediaProductType, Number

INTERACTIONS = ("likes", "comments", "saved", "shares")

FOLLOWS_ARE_GIVEN = frozenset({MediaProductType.FEED, MediaProductType.STORY})
"""Meta: ``follows`` is not offered for reels."""


def interactions(insights: Insights) -> Number | None:
    """likes + comments + saves + shares; None unless all four are known. Reposts stand apart."""
    return sum_of([insights.get(name) for name in INTERACTIONS])


def engagement_rate_by_reach(insights: Insights) -> float | None:
    """(likes + comments + saves + shares) / reach; None unless all five are known."""
    return share(interactions(insights), insights.get("reach"))


def period_engagement_rate(posts: Iterable[Insights]) -> float | None:
    """All interactions / all reach: the mean of the posts' own rates misleads for small ones.

    A post of which one of the five numbers is unknown is in neither sum.
    """
    known = [
        (done, reach)
        for done, reach in ((interactions(one), one.get("reach")) for one in posts)
        if done is not None and reach is not None
    ]
    return share(sum(done for done, _ in known), sum(reach for _, reach in known))


def engagement_rate_by_followers(insights: Insights, followers_then: int | None) -> float | None:
    """The same interactions / followers on the day of publishing; None if not counted."""
    return share(interactions(insights), followers_then)


def save_rate(insights: Insights) -> float | None:
    """saves / reach."""
    return share(insights.get("saved"), insights.get("reach"))


def share_rate(insights: Insights) -> float | None:
    """shares / reach."""
    return share(insights.get("shares"), insights.get("reach"))


def comment_rate(insights: Insights) -> float | None:
    """comments / reach."""
    return share(insights.get("comments"), insights.get("reach"))


def reach_rate(insights: Insights, followers_then: int | None) -> float | None:
    """reach / followers on the day of publishing: above 1 where others were reached, too."""
    return share(insights.get("reach"), followers_then)


def frequency(insights: Insights) -> float | None:
    """views / reach: how often one person looked."""
    return ratio(insights.get("views"), insights.get("reach"))


def follows_per_thousand(insights: Insights, kind: MediaProductType) -> float | None:
    """1000 · follows / reach, for posts and stories; None for reels."""
    if kind not in FOLLOWS_ARE_GIVEN:
        return None
    rate = share(insights.get("follows"), insights.get("reach"))
    return None if rate is None else 1000 * rate


def reel_average_watch(insights: Insights) -> float | None:
    """Seconds. Meta gives milliseconds."""
    return ratio(insights.get("ig_reels_avg_watch_time"), 1000)


def share_watched(insights: Insights, duration: timedelta | None) -> float | None:
    """Average watch / length of the reel: above 1 where people watched it again.

    Instagram does not tell the length; without it there is no share.
    """
    return ratio(
        reel_average_watch(insights), None if duration is None else duration.total_seconds()
    )


def reel_kept_rate(insights: Insights) -> float | None:
    """100 - reels_skip_rate, as a share. Meta gives a percentage; one vendor saw 0 to 1."""
    skipped = insights.get("reels_skip_rate")
    if skipped is None or not 0 <= skipped <= 100:
        return None
    return 1 - (skipped if 0 < skipped <= 1 else skipped / 100)
