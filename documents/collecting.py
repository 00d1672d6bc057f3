"""Looking for rubbish in memory, held off while a long report is read."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """A long report is a million values that all stay; looking for rubbish among them again and again took a fifth of the time.

    Where two readings overlap in time, collection begins again with the end of the one that held it off.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
