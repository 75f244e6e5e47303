"""Ports for servers that start a little later than their port is chosen."""

import random
import socket

NEVER_LENT = range(20_000, 32_000)
"""Below the ports that Linux lends to outgoing connections: none of them takes it meanwhile."""


def unused_port() -> int:
    """A port of this machine that nobody listens on, and that no client will be given."""
    for port in random.sample(NEVER_LENT, 100):
        with socket.socket() as tried:
            # As servers do; what still waits after a close does not hold them off.
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError("a hundred ports are all taken")
