"""What is read when Prometheus asks: the same in every process that is asked."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.metrics.counted import ASYNCIO_TASKS, PREFIX, REGISTRY

CONTENT_TYPE = CONTENT_TYPE_LATEST


@dataclass(frozen=True)
class ReadGauge:
    """``name`` without the prefix."""

    name: str
    what: str
    labels: tuple[str, ...] = ()


ACCOUNTS = ReadGauge("accounts", "Instagram accounts", ("state",))
ACCOUNTS_IN_COOLDOWN = ReadGauge("accounts_in_cooldown", "Accounts on which nothing is asked now")
APP_IN_COOLDOWN = ReadGauge("app_in_cooldown", "1 while nothing is asked for any account")
TOKENS = ReadGauge("tokens", "Links, by the health of their tokens", ("state",))
TOKEN_EARLIEST_EXPIRY = ReadGauge(
    "token_earliest_expiry_timestamp_seconds", "When the first token of a link that serves ends"
)
GRAPH_USAGE = ReadGauge(
    "graph_usage_ratio", "Instagram's newest figures, of whoever used most", ("kind",)
)
JOBS = ReadGauge("jobs", "Due rows: those that wait, and those that are lent", ("kind", "state"))
JOB_OLDEST_DUE_AGE = ReadGauge(
    "job_oldest_due_age_seconds", "How long the oldest due row has waited", ("kind",)
)
INBOX_DEPTH = ReadGauge("inbox_depth", "Updates that are stored and not done")
OUTBOX_DEPTH = ReadGauge("outbox_depth", "Messages that are due and not sent")
OUTBOX_OLDEST_AGE = ReadGauge(
    "outbox_oldest_age_seconds", "How long the oldest due message has waited"
)
HEARTBEAT = ReadGauge("heartbeat_timestamp_seconds", "When the bot last noted that it works")
OPERATOR_ALERTS_OPEN = ReadGauge("operator_alerts_open", "Troubles that are not over", ("kind",))
DB_SIZE = ReadGauge("db_size_bytes", "The database")
DISK_FREE = ReadGauge("disk_free_bytes", "Free where the data lies, else where the process runs")
BACKUP_LAST_SUCCESS = ReadGauge(
    "backup_last_success_timestamp_seconds", "The newest file in BACKUP_FOLDER"
)

READ_GAUGES = (
    ACCOUNTS,
    ACCOUNTS_IN_COOLDOWN,
    APP_IN_COOLDOWN,
    TOKENS,
    TOKEN_EARLIEST_EXPIRY,
    GRAPH_USAGE,
    JOBS,
    JOB_OLDEST_DUE_AGE,
    INBOX_DEPTH,
    OUTBOX_DEPTH,
    OUTBOX_OLDEST_AGE,
    HEARTBEAT,
    OPERATOR_ALERTS_OPEN,
    DB_SIZE,
    DISK_FREE,
    BACKUP_LAST_SUCCESS,
)

Figures = Mapping[ReadGauge, Mapping[tuple[str, ...], float]]
"""Values by the values of the labels. A gauge that is missing could not be measured."""


class _Read(Collector):
    """Holds what was read for the scrape that goes on."""

    figures: Figures | None = None

    def collect(self) -> Iterable[GaugeMetricFamily]:
        for gauge in READ_GAUGES if self.figures is None else self.figures:
            family = GaugeMetricFamily(f"{PREFIX}_{gauge.name}", gauge.what, labels=gauge.labels)
            for labels, value in (self.figures or {}).get(gauge, {}).items():
                family.add_metric(labels, value)
            yield family


_READ = _Read()
REGISTRY.register(_READ)


def exposition(figures: Figures) -> bytes:
    """Everything in Prometheus' text format: what was counted here, and what was just read."""
    ASYNCIO_TASKS.set(len(asyncio.all_tasks()))
    _READ.figures = figures
    return generate_latest(REGISTRY)
