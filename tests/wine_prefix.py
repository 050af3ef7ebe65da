"""A fresh Wine that stands for Windows 10, with a screen of its own; and programs run in it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from conftest import PROJECT

# Debian's names of what this needs; tests that use it skip where one is missing.
NEEDED = ("wine", "wineserver", "x86_64-w64-mingw32-gcc", "Xvfb")
_STANDS_FOR = {"bcryptprimitives": ["-ladvapi32"], "icuuc": ["-ladvapi32"], "mscms": ["-ladvapi32"]}
_FONTS = Path("/usr/share/fonts/truetype/liberation")


def missing() -> list[str]:
    """The commands that are needed and not here."""
    server = Path("/usr/lib/wine/wineserver64").exists()  # Debian keeps it off the path
    return [name for name in NEEDED if not shutil.which(name) and not (name == "wineserver" and server)]


class Wine:
    """One prefix (a Windows drive C:) and one virtual screen, until stopped."""

    def __init__(self, folder: Path) -> None:
        """Make them in an empty folder: half a minute."""
        self.prefix = folder / "prefix"
        reading, writing = os.pipe()
        self._screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x900x24"],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as said:
            number = said.readline().strip()
        # Names of files are read by the locale. _wmi hangs on Wine's wbemprox; ours goes before Wine's mscms.
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("QT_", "PYTHON"))},
            "LC_ALL": "C.UTF-8",
            "WINEPREFIX": str(self.prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscms=n;wbemprox=d;winemenubuilder.exe=d",
            "DISPLAY": f":{number}",
        }
        try:
            self._set_up()
        except BaseException:
            self.stop()
            raise

    def _set_up(self) -> None:
        self.run("wineboot", "-i")
        self.run("reg", "add", "HKCU\\Software\\Wine", "/v", "Version", "/d", "win10", "/f")
        self._server("-w")
        # Wine links Documents and the like to the home folder of this machine; nothing may be written there.
        for folder in (self.prefix / "drive_c" / "users").glob("*/*"):
            if folder.is_symlink():
                folder.unlink()
                folder.mkdir()
        system = self.prefix / "drive_c" / "windows"
        for name, libraries in _STANDS_FOR.items():
            target = system / "system32" / f"{name}.dll"
            target.unlink(missing_ok=True)
            source = PROJECT / "tests" / "windows" / "windows_10.c"
            subprocess.run(
                ["x86_64-w64-mingw32-gcc", "-shared", "-O1", "-w", "-o", target, source, *libraries],
                check=True,
            )
        for font in _FONTS.glob("LiberationSans-*.ttf"):
            shutil.copy(font, system / "Fonts")  # stands for Arial

    def run(
        self, *command: str | Path, cwd: Path | None = None, seconds: int = 180
    ) -> subprocess.CompletedProcess[str]:
        """Run a Windows program to its end; its output always through a pipe, as Python there needs one."""
        return subprocess.run(
            ["wine", *command],
            cwd=cwd,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=seconds,
        )

    def start(self, *command: str | Path, cwd: Path) -> subprocess.Popen[bytes]:
        """Start a Windows program and leave it running."""
        return subprocess.Popen(
            ["wine", *command],
            cwd=cwd,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def stop(self) -> None:
        """End all that runs in this prefix, and its screen."""
        self._server("-k")
        self._server("-w")
        self._screen.terminate()
        self._screen.wait(10)

    def _server(self, option: str) -> None:
        command = shutil.which("wineserver") or "/usr/lib/wine/wineserver64"
        subprocess.run(
            [command, option], env=self.environment, stdin=subprocess.DEVNULL, timeout=60, check=False
        )
