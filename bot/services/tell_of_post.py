"""A post that takes off, a reel after its first day: told with the look that shows it."""

from datetime import timedelta

from bot.domain.alert_rules import age_of_news, news_of
from bot.domain.media import Insights
from bot.services.ports import DueMediaLook, Repositories
from bot.services.put_alerts import Alert, put_alert
from bot.services.show_media import OTHERS

LATEST = timedelta(days=2)
"""What could not be told for so long is old news."""


async def news_of_look(stored: Repositories, due: DueMediaLook, insights: Insights) -> list[Alert]:
    """What is to be put out when the look is stored. Nothing is asked of Instagram."""
    age = age_of_news(due.published_at, insights.as_of)
    media = None if age is None else await stored.media.get([due.account_id], due.ref.id)
    if age is None or media is None or insights.get("reach") is None:
        return []
    others = await stored.media_ages.newest(
        due.account_id, media.details.media_product_type, OTHERS, [age]
    )
    return [
        Alert(
            kind,
            due.account_id,
            [str(media.id)],
            {"media_id": media.id, "age_seconds": int(age.total_seconds())},
            insights.as_of + LATEST,
        )
        for kind in news_of(media, insights, age, others)
    ]


async def tell_of_post(stored: Repositories, alerts: list[Alert]) -> None:
    """In the transaction that stores the look: one alert of a kind for each post, ever."""
    for alert in alerts:
        await put_alert(stored, alert)
