"""The window: tabs, dialogs and what they are made of. Everything here needs Qt and a display of some kind."""

from __future__ import annotations

import sys

if sys.version_info < (3, 12):
    # PySide6 6.12.0 takes None, True and False for objects that live for ever, as they do from Python 3.12
    # on, and gives back references to them it never took. Before 3.12 the interpreter then ends with
    # "deallocating None" after some thousands of calls into Qt. A great head start in references has the
    # effect that Python's own later versions have.
    import ctypes

    for _forever in (None, True, False):
        ctypes.c_ssize_t.from_address(id(_forever)).value += 1 << 60
