"""What Wine 8 does unlike Windows, put right in the Python of a test; laid beside it as sitecustomize.py.

Wine keeps variables named QT_* from the programs it starts (they come as W_QT_*), has no CopyFile2, and sets no
errno where a lock is refused; Windows says EACCES.
"""

import _winapi
import errno
import msvcrt
import os

for _name in [name for name in os.environ if name.startswith("W_")]:
    os.environ[_name[2:]] = os.environ[_name]
if hasattr(_winapi, "CopyFile2"):
    del _winapi.CopyFile2
_of_wine = msvcrt.locking


def _locking(descriptor: int, mode: int, size: int) -> None:
    try:
        _of_wine(descriptor, mode, size)
    except OSError as problem:
        if problem.errno:
            raise
        raise PermissionError(errno.EACCES, "locked") from None


msvcrt.locking = _locking
