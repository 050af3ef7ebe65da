"""The public page in a browser: an accessibility checker finds nothing, and nothing runs off a telephone."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from printed_plan import small_plan

from csp_desktop.reports.publishing import PAGE, publication

pytestmark = pytest.mark.slow

_BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_ASK = """
axe.run().then(function (found) {
  const said = {
    rules: found.passes.length,
    violations: found.violations.map(each => each.id + ": " + each.nodes[0].html),
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  };
  document.body.innerHTML = '<pre id="said">' + btoa(unescape(encodeURIComponent(JSON.stringify(said)))) + "</pre>";
});
"""


@pytest.fixture(scope="module")
def browser() -> str:
    """A browser that can be asked without a screen."""
    found = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium is installed")
    return found


@pytest.fixture(scope="module")
def checker() -> str:
    """The script of axe-core."""
    found = find_spec("axe_core_python")
    if found is None or found.origin is None:
        pytest.skip("axe-core is not installed")
    return Path(found.origin).with_name("axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("wide", [320, 1280])
def test_a_checker_finds_nothing(
    wide: int, dark: bool, browser: str, checker: str, options: Any, tmp_path: Path
) -> None:
    page = publication(small_plan(), options(), everything=True).files[PAGE].decode("utf-8")
    # The page itself forbids any script, the checker's too.
    page = re.sub(r"<meta http-equiv[^\n]*\n", "", page)
    assert "<script" not in page
    asked = tmp_path / "asked.html"
    asked.write_text(
        page.replace("</body>", f"<script>{checker}</script><script>{_ASK}</script></body>"), "utf-8"
    )
    command = [
        browser,
        "--headless",
        "--no-sandbox",
        "--disable-background-networking",
        "--no-first-run",
        "--disable-gpu",
        f"--window-size={wide},900",
        f"--user-data-dir={tmp_path / 'browser'}",
    ]
    command += ["--virtual-time-budget=60000", "--dump-dom"]
    command += ["--blink-settings=preferredColorScheme=0"] if dark else []
    done = subprocess.run(
        [*command, asked.as_uri()],
        capture_output=True,
        timeout=120,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    answer = re.search(rb'<pre id="said">([^<]+)', done.stdout)
    assert answer, done.stderr[-500:]
    said = json.loads(base64.b64decode(answer[1]))
    assert said["violations"] == []
    assert said["rules"] > 20
    assert said["wide"] <= 0
