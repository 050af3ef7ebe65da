"""Making very many objects that all stay, without Python looking through them for rubbish meanwhile."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def keeping_all() -> Iterator[None]:
    """Nothing is looked through for what could be thrown away.

    Of a large register that took a third of the time, and each time held up whoever types in the window.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            # What was made counts as old at once: else all of it would be looked through three times now.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
