"""How a process ends: within ten seconds of SIGTERM, whatever it is in the middle of.

What does not end in its time is cut off. Nothing is lost by that: it falls due again at once.
"""

STOPPED_WITHIN = 10.0
"""Seconds in all: what comes after them is SIGKILL, where ``docker stop`` sends it."""

LAST_WORK = 5.0
"""Seconds in which chunks, ticks and handlers may end, all of them at the same time."""

CUT_OFF = 1.5
"""Seconds in which what is cut off undoes what it was about."""

GOOD_BYE = 1.0
"""Seconds until a broker that does not close is let go."""

LAST_ANSWERS = 0.5
"""Seconds in which a request may end; then as many until it must have noticed that it is over."""
