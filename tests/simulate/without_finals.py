"""The bot's process with a defect in it: nobody looks at a story that ends."""

import sys
from datetime import timedelta

from bot import main
from bot.domain import story_life
from bot.domain.story_life import LIFE, Ladder
from bot.simulate.life import rise_again

EARLY = tuple(timedelta(hours=hours) for hours in (1, 2, 4, 8, 12, 16))

if __name__ == "__main__":
    vars(story_life)["FIRST_OF_THE_LAST_HOURS"] = (LIFE,)
    vars(main)["Ladder"] = lambda *_, **__: Ladder(ages=EARLY, finals=())
    sys.exit(rise_again(int(sys.argv[1]), sys.argv[2]))
