"""HTTP for browsers and servers: link pages, callbacks, health."""
