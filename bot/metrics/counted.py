"""What happens in this process, counted where it happens; the sum over processes is the truth."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
)

disable_created_metrics()  # type: ignore[no-untyped-call]

REGISTRY = CollectorRegistry(auto_describe=True)
ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)
GCCollector(registry=REGISTRY)

PREFIX = "farolero"

ANSWERS = (0.005, 0.025, 0.1, 0.25, 1, 2.5, 5, 10, 30)
"""Seconds within which something is answered."""
WORK = (0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 600)
"""Seconds that a piece of background work takes."""
LEFT = (60, 300, 600, 900, 1200, 1800, 2400, 3600)
"""Seconds that a story had left at a look in its last hour."""
LATENESS = (1, 5, 15, 60, 300, 900, 3600, 7200, 21600)
"""Seconds by which something comes after its time."""


def _counter(name: str, what: str, *labels: str) -> Counter:
    return Counter(name, what, labels, namespace=PREFIX, registry=REGISTRY)


def _gauge(name: str, what: str, *labels: str) -> Gauge:
    return Gauge(name, what, labels, namespace=PREFIX, registry=REGISTRY)


def _histogram(name: str, what: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
    return Histogram(name, what, labels, namespace=PREFIX, registry=REGISTRY, buckets=buckets)


# The process ----------------------------------------------------------------------------------

BUILD_INFO = _gauge("build_info", "Always 1", "version", "python", "role")
EVENT_LOOP_LAG = _gauge("event_loop_lag_seconds", "How late the loop last woke a sleeper")
ASYNCIO_TASKS = _gauge("asyncio_tasks", "Tasks at the time of the scrape")
REDACTIONS = _counter("redactions_total", "Secrets taken out of log lines", "kind")

# Telegram -------------------------------------------------------------------------------------

UPDATES = _counter("updates_total", "Updates worked on", "type", "outcome")
UPDATE_DURATION = _histogram("update_duration_seconds", "From taken up to done", ANSWERS, "type")
TELEGRAM_REQUESTS = _counter("telegram_requests_total", "Calls to Telegram", "method", "outcome")
TELEGRAM_DURATION = _histogram(
    "telegram_request_duration_seconds",
    "Until Telegram answered; polls left out",
    ANSWERS,
    "method",
)
TELEGRAM_RETRY_AFTER = _counter(
    "telegram_retry_after_seconds_total", "Pauses that Telegram asked for", "method"
)

# Instagram ------------------------------------------------------------------------------------

GRAPH_REQUESTS = _counter(
    "graph_requests_total", "Tries of calls to Instagram", "endpoint", "outcome"
)
GRAPH_DURATION = _histogram(
    "graph_request_duration_seconds", "Until Instagram answered", ANSWERS, "endpoint"
)
GRAPH_RETRIES = _counter("graph_retries_total", "Tries after the first", "endpoint")
GRAPH_NOT_ASKED = _counter("graph_not_asked_total", "Calls that got no leave", "reason")
TOKEN_REFRESHES = _counter("token_refreshes_total", "Tokens that were to be renewed", "outcome")

# Stories, and other background work -----------------------------------------------------------

STORIES_CAPTURED = _counter("stories_captured_total", "Looks that were stored", "kind", "outcome")
STORIES_MISSED = _counter(
    "stories_missed_total", "Stories that ended without a look in their last hour", "reason"
)
STORY_LEAD = _histogram(
    "story_capture_lead_seconds", "What a story had left at a look in its last hour", LEFT
)
JOB_RUNS = _counter("job_runs_total", "Due rows, and how their turn ended", "table", "outcome")
JOB_DURATION = _histogram("job_duration_seconds", "One message of a lane", WORK, "kind")

# What goes out and what comes in --------------------------------------------------------------

MESSAGES = _counter("messages_total", "Messages of the outbox", "kind", "outcome")
DIGESTS = _counter("digests_total", "Digests of the outbox", "outcome")
DIGEST_DELAY = _histogram(
    "digest_delay_seconds", "From a digest's time until it was sent", LATENESS
)
WEBHOOKS = _counter("webhooks_total", "Calls of our webhooks", "source", "outcome")
WEBHOOK_DUPLICATES = _counter(
    "webhook_duplicates_total", "What came again: updates, and changes of Meta", "source"
)
HTTP_REQUESTS = _counter("http_requests_total", "Web requests", "route", "method", "status")
HTTP_DURATION = _histogram("http_request_duration_seconds", "Until we answered", ANSWERS, "route")

# Security, the operator, the database ---------------------------------------------------------

OAUTH_LINKS = _counter("oauth_links_total", "Attempts to link that ended", "outcome")
SECURITY_EVENTS = _counter("security_events_total", "Entries of the audit", "event")
DECRYPT_FAILURES = _counter("decrypt_failures_total", "Stored secrets that could not be opened")
ADMIN_ALERTS = _counter("admin_alerts_total", "Troubles noted for the operator", "kind")
DB_ERRORS = _counter("db_errors_total", "Transactions that the database did not take", "kind")
DB_TRANSACTION = _histogram(
    "db_transaction_duration_seconds", "Transactions, with their wait", ANSWERS, "mode"
)

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""Others are what strangers make up."""


def web_request(route: str, method: str, status: int, seconds: float) -> None:
    """``route`` is the pattern, never the address."""
    known = method if method in METHODS else "other"
    HTTP_REQUESTS.labels(route, known, f"{status // 100}xx").inc()
    HTTP_DURATION.labels(route).observe(seconds)


@contextmanager
def timed(histogram: Histogram, *labels: str) -> Iterator[None]:
    """Observes how long the block took, however it ended."""
    began = perf_counter()
    try:
        yield
    finally:
        histogram.labels(*labels).observe(perf_counter() - began)
