"""One product after another in one process: nothing of an earlier one stays."""

import base64
import gc
import weakref

from bot.config import read_settings
from bot.sandbox.credentials import Credentials
from bot.simulate.bot_process import environment
from bot.simulate.life import GivenClock, Life
from bot.simulate.plan import START
from tests.support.databases import KEY
from tests.support.ports import unused_port


async def test_of_a_product_that_was_torn_down_nothing_is_kept(sqlite_url: str) -> None:
    far_end, here = unused_port(), unused_port()
    key = base64.b64decode(KEY)
    settings = read_settings(environment(Credentials.for_seed(7), far_end, here, sqlite_url, key))
    life = Life(settings, here, "farolero_bot", GivenClock(START))
    try:
        await life.begin()
        assert life._product is not None
        # It knows its tasks and they know it: only the collector ends that.
        first = weakref.ref(life._product.engine)
        await life.cut_off(after=0.01)
        await life.begin()
        await life.end()
    finally:
        gc.unfreeze()
    assert first() is None
