"""What is installed is all there is."""

from __future__ import annotations

import tomllib

from conftest import PROJECT


def test_every_package_is_installed() -> None:
    named = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"][
        "packages"
    ]
    there = {
        ".".join(path.parent.relative_to(PROJECT).parts) for path in (PROJECT / "csp_desktop").rglob("*.py")
    }
    assert set(named) == there | {"csp_desktop.resources"}
