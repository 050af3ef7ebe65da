"""SHA-256 without OpenSSL: the same digests, and nothing the window is made of brings OpenSSL with it."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest

from csp_desktop.lean_sha256 import sha256


@pytest.mark.parametrize("content", [b"", b"RET-7KQ4-2M9X", bytes(range(256)) * 5000])
def test_digests_are_those_of_hashlib(content: bytes) -> None:
    assert sha256(content).hexdigest() == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("module", ["ui.window.main_window", "storage.checking.wholeness"])
def test_a_window_is_made_and_its_file_backed_up_without_openssl(module: str) -> None:
    loaded = f"import sys, csp_desktop.{module}; print('_hashlib' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True)
    assert (run.returncode, run.stdout.strip()) == (0, "False"), run.stderr
