"""The one place that names a transport."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from typing import Any
from urllib.parse import urlsplit

from taskiq import AckableMessage, AsyncBroker, InMemoryBroker

logger = logging.getLogger(__name__)

IN_MEMORY = "memory://"
PORTS = {"nats": 4222, "redis": 6379, "rediss": 6379}

MESSAGES_LIVE = 600
"""Seconds. A message's rows fell due again long before."""
TAKEN_AND_SILENT = 60
"""Seconds until a message that reached a process and no task is given to another one."""
DELIVERIES = 2
LONGEST_POLL = 5.0
KEPT_IN_REDIS = 10_000
"""Messages a lane, done ones among them: far more than are ever lent."""
PROBE = 2.0
TOLD_AGAIN_AFTER = 0.1
"""Seconds."""


def make_broker(queue_url: str, lane: str) -> AsyncBroker:
    """The lane's broker behind ``QUEUE_URL``. Raises ValueError for one that we do not speak.

    A broker carries only ``[(id, attempt), …]``: whatever it loses, repeats or delays can neither
    lose nor double an effect. Every lane has a queue of its own, so that none waits behind another.
    """
    scheme = urlsplit(queue_url).scheme
    if queue_url == IN_MEMORY:
        return InMemoryBroker()
    if scheme == "nats":
        return _nats(queue_url, lane)
    if scheme in {"redis", "rediss"}:
        return _redis(queue_url, lane)
    raise ValueError(f"no broker for {scheme}://")


async def reach(queue_url: str) -> None:
    """Raises OSError or TimeoutError when nobody listens where the broker should be."""
    address = urlsplit(queue_url)
    async with asyncio.timeout(PROBE):
        _, writer = await asyncio.open_connection(
            address.hostname, address.port or PORTS[address.scheme]
        )
    writer.close()


# The clients are imported late: a process without a queue does not wait for them.


def _nats(queue_url: str, lane: str) -> AsyncBroker:
    from nats.js.api import ConsumerConfig, RetentionPolicy, StreamConfig  # noqa: PLC0415
    from taskiq_nats import PullBasedJetStreamBroker  # noqa: PLC0415

    name = f"farolero_{lane}"
    return PullBasedJetStreamBroker(
        queue_url,
        subject=f"farolero.{lane}",
        stream_name=name,
        durable=name,
        # One at a time: with more, the client waits for a full batch or ends on a timeout.
        pull_consume_batch=1,
        pull_consume_timeout=LONGEST_POLL,
        stream_config=StreamConfig(retention=RetentionPolicy.WORK_QUEUE, max_age=MESSAGES_LIVE),
        # The name is needed here, too: without it every process would make a consumer.
        consumer_config=ConsumerConfig(
            durable_name=name, ack_wait=TAKEN_AND_SILENT, max_deliver=DELIVERIES
        ),
        max_reconnect_attempts=-1,
        error_cb=_log_quietly,
    )


async def _log_quietly(error: Exception) -> None:
    """The client tells every try; that the queue is away is told once, by whoever uses it."""
    logger.debug("NATS: %s", type(error).__name__)


def _redis(queue_url: str, lane: str) -> AsyncBroker:
    from redis.asyncio import Redis  # noqa: PLC0415
    from taskiq_redis import RedisStreamBroker  # noqa: PLC0415

    class Broker(RedisStreamBroker):
        def listen(self) -> AsyncGenerator[AckableMessage, None]:
            return _until_cancelled(self._messages())

        async def _messages(self) -> AsyncGenerator[AckableMessage, None]:
            """New ones first, then what processes that died had taken.

            The package claims those by way of a pipeline that keeps its connection for ever when
            Redis goes away meanwhile: after fifty times the pool is empty.
            """
            queue, group, consumer = self.queue_name, self.consumer_group_name, self.consumer_name
            async with Redis(connection_pool=self.connection_pool) as client:
                while True:
                    new: Any = await client.xreadgroup(
                        group, consumer, {queue: ">"}, count=self.count, block=self.block
                    )
                    left: Any = await client.xautoclaim(
                        queue, group, consumer, min_idle_time=self.idle_timeout, count=self.count
                    )
                    found = [entry for _, entries in new for entry in entries]
                    for message_id, fields in [*found, *left[1]]:
                        acknowledge = self._ack_generator(id=message_id, queue_name=queue)
                        yield AckableMessage(data=fields[b"data"], ack=acknowledge)

    return Broker(
        queue_url,
        queue_name=f"farolero:{lane}",
        consumer_group_name="farolero",
        # From the first message: the group may be made after it.
        consumer_id="0",
        # Whoever took more at once would keep from the others what it cannot begin yet.
        xread_count=1,
        maxlen=KEPT_IN_REDIS,
        idle_timeout=2 * TAKEN_AND_SILENT * 1000,
        socket_timeout=2 * LONGEST_POLL,
        socket_connect_timeout=LONGEST_POLL,
    )


async def _until_cancelled(
    messages: AsyncGenerator[AckableMessage, None],
) -> AsyncGenerator[AckableMessage, None]:
    """Ends when it is told to: the client of Redis sometimes takes no notice and reads on."""
    try:
        while True:
            reading = asyncio.ensure_future(anext(messages))  # noqa: TID251 - its end is seen here
            try:
                await asyncio.wait({reading})
            except asyncio.CancelledError:
                while not reading.done():
                    reading.cancel()
                    await asyncio.wait({reading}, timeout=TOLD_AGAIN_AFTER)
                if reading.cancelled():
                    raise
            try:
                # One that came all the same is not lost.
                message = reading.result()
            except StopAsyncIteration:
                return
            yield message
    finally:
        await messages.aclose()
