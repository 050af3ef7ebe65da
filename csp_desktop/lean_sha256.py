"""SHA-256 from Python itself, for what is short: that of `hashlib` brings OpenSSL with it, 4 MB and a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import sha256
else:
    try:
        from _sha256 import sha256  # Python 3.11
    except ImportError:
        try:
            from _sha2 import sha256  # since Python 3.12
        except ImportError:
            from hashlib import sha256

__all__ = ["sha256"]
