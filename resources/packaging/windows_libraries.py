"""What the tables in a Windows library or program say: what it loads, and whether anybody signed it."""

from __future__ import annotations

import re
import struct
from pathlib import Path

LIBRARIES = (".dll", ".pyd", ".exe")

# What every Windows 10 since 1703 brings itself. The C++ runtime (msvcp140.dll) is not among it: many council
# laptops lack it.
_OF_WINDOWS = re.compile(
    r"(api-ms-win-.+|advapi32|authz|bcrypt|bcryptprimitives|combase|comdlg32|crypt32|d3d9|d3d11|d3d12|dnsapi"
    r"|dwmapi|dwrite|dxgi|gdi32|icuuc|imm32|iphlpapi|kernel32|mpr|mscms|msvcrt|netapi32|ntdll|ole32|oleaut32"
    r"|propsys|rpcrt4|secur32|setupapi|shell32|shlwapi|uiautomationcore|user32|userenv|uxtheme|version|winhttp"
    r"|winmm|winspool|ws2_32|wtsapi32)\.(dll|drv)"
)
_IMPORTS, _DELAYED_IMPORTS, _CERTIFICATES = 1, 13, 4  # places in the directory of a library's tables


class _Image:
    """The bytes of a 64 bit library, read by the offsets and addresses in its own header."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._header = self.number(0x3C)
        self._optional = self._header + 24

    def number(self, at: int, kind: str = "<I") -> int:
        return int(struct.unpack_from(kind, self.data, at)[0])

    def table(self, which: int) -> tuple[int, int]:
        """(address, size) of one of the library's tables; zeros where it has none."""
        at = self._optional + 112 + 8 * which
        return self.number(at), self.number(at + 4)

    def place(self, address: int) -> int:
        """Where in the file lies what is loaded at an address; raises ValueError outside every section."""
        first = self._optional + self.number(self._header + 20, "<H")
        for entry in range(first, first + 40 * self.number(self._header + 6, "<H"), 40):
            size = max(self.number(entry + 8), self.number(entry + 16))
            start = self.number(entry + 12)
            if start <= address < start + size:
                return address - start + self.number(entry + 20)
        raise ValueError("address outside every section")

    def text(self, address: int) -> str:
        start = self.place(address)
        return self.data[start : self.data.index(b"\0", start)].decode("ascii")


def imported_by(library: Path) -> set[str]:
    """The names of the libraries a library loads, at once or when first needed; in small letters, as Windows
    minds no case."""
    image = _Image(library.read_bytes())
    names = set()
    for which, step, name_at in ((_IMPORTS, 20, 12), (_DELAYED_IMPORTS, 32, 4)):
        address, _ = image.table(which)
        entry = image.place(address) if address else 0
        while entry and image.number(entry + name_at):
            names.add(image.text(image.number(entry + name_at)).lower())
            entry += step
    return names


def is_signed(library: Path) -> bool:
    """Whether a library carries a certificate (not whether anybody should trust it)."""
    return _Image(library.read_bytes()).table(_CERTIFICATES)[1] > 0


def of_windows(name: str) -> bool:
    """Whether every Windows 10 has a library of that name (in small letters)."""
    return _OF_WINDOWS.fullmatch(name) is not None
