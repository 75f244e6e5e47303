"""Memory that is free goes back to the machine, which the C library does not do by itself."""

import ctypes

_C_LIBRARY = ctypes.CDLL(None)


def give_back_memory() -> None:
    """glibc's ``malloc_trim``; other C libraries have none and keep less.

    Charts, files and replies make heaps grow by tens of MiB that are free afterwards and yet stay
    with the process. Takes some milliseconds without the interpreter's lock: call it in a thread.
    """
    if hasattr(_C_LIBRARY, "malloc_trim"):
        _C_LIBRARY.malloc_trim(ctypes.c_size_t(0))
