"""The window."""

import ctypes
import sys

# Python below 3.12 counts references even to None, and PySide6 6.12 gives one away with every call that
# answers nothing: after some six thousand such calls the count runs out and the process is aborted.
# From 3.12 on None is not counted. A head start of 2**40 outlasts any day's work.
if sys.version_info < (3, 12):
    ctypes.c_ssize_t.from_address(id(None)).value += 1 << 40
