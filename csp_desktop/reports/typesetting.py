"""From gathered data to a PDF: the only place that calls typst.

Data travels as JSON and reaches the templates as strings, never as markup.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import re
import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

from csp_desktop.errors import FileProblem, ReportProblem
from csp_desktop.palette import LIGHT
from csp_desktop.paths import resources_folder, why
from csp_desktop.rating_colours import with_chosen
from csp_desktop.reports.row_headings import with_row_headings
from csp_desktop.reports.set_apart import set_apart

TEXT_FAMILIES = ("Arial", "Liberation Sans", "Helvetica", "Noto Sans", "DejaVu Sans")
SYMBOL_FAMILY = "Noto Emoji"
STAND_IN = "□"

# Characters a page cannot hold: controls, halves of pairs, and the few PDF/UA forbids. None is visible.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
# Bullets, ticks and arrows as Word writes them into text, by their place in its symbol fonts.
_SYMBOLS = str.maketrans(
    {
        "\uf0b7": "•", "\uf0a7": "▪", "\uf0a8": "□", "\uf06f": "□", "\uf0d8": "•", "\uf076": "•", "\uf02d": "–",
        "\uf0e0": "→", "\uf0e8": "→", "\uf0fc": "✓", "\uf0fb": "✗",
    }
)  # fmt: skip
# Signs joined to their neighbours (flags, skin tones, families) are tried as one, all else one by one.
_JOINED = re.compile(
    "(?:[\U0001f1e6-\U0001f1ff]{2}|.[\u200d\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff]+"
    "(?:(?<=\u200d).[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\u200d]*)*)",
    re.DOTALL,
)
# A plan of 700 actions makes about one million.
_MOST_CHARACTERS = 12_000_000
_UNUSUAL = re.compile("[^\t\n\\x20-\\x7e\u00a0-\u017f\u2010-\u2015\u2018-\u201e\u2022\u2026\u20ac]")


def typeset(document: Mapping[str, Any], *, printed_on: date, templates: Path | None = None) -> bytes:
    """The PDF/UA-1 of a document laid out by `document.typ`; equal data on equal days give equal bytes.

    `document` is JSON data; `templates` the folder of the templates where it is not the program's own.
    Raises ReportProblem in one sentence.
    """
    folder = templates or resources_folder() / "reports"
    _require(
        folder, ["document", "house", "packs", "drawings", *(form["template"] for form in document["forms"])]
    )
    family = text_family()
    printable, missing = _printable(document, family)
    printable["look"] = {
        **printable["look"],
        "family": family,
        "stand_in": STAND_IN if missing else "",
        "colours": dataclasses.asdict(with_chosen(LIGHT)),
    }
    printable["apart"] = set_apart(printable)
    midnight = datetime.combine(printed_on, time(), UTC)
    try:
        return with_row_headings(
            typst.compile(
                str(folder / "document.typ"),
                root=str(folder),
                font_paths=_fonts(),
                sys_inputs={"data": json.dumps(printable, ensure_ascii=False)},
                pdf_standards=["ua-1"],
                timestamp=int(midnight.timestamp()),
            )
        )
    except (typst.TypstError, RuntimeError) as problem:
        reason = str(problem.args[0]).strip().rstrip(".").splitlines()[0]
        raise ReportProblem(
            f"The report could not be laid out ({reason}); nothing was written and the plan is untouched: "
            "install the program again, and send us this sentence if that does not help."
        ) from problem


def let_go_of_pages() -> None:
    """Give back the memory typst holds for pages set before, some 40 MB a form; takes about 50 ms.

    It keeps whatever one of its last ten runs touched, and has no word for letting go: so it is run on nothing.
    """
    for number in range(12):
        typst.compile(f"#let run = {number}".encode(), font_paths=_fonts())


def printable(text: str) -> str:
    """A text without the signs no page can hold, none of them visible, and with those of symbol fonts as themselves."""
    return _UNPRINTABLE.sub("", text.translate(_SYMBOLS))


def write_pdf(path: Path, content: bytes) -> None:
    """Put a finished PDF in place whole, or not at all; raises FileProblem in one sentence."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        try:
            draft.write_bytes(content)
            draft.replace(path)
        finally:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
    except PermissionError as problem:
        raise FileProblem(
            f"“{path.name}” could not be written to {path.parent}: it is open in another program or the folder "
            "is read-only; what was there is unchanged, so close it or choose another name and print again."
        ) from problem
    except OSError as problem:
        reason = why(problem, path) if problem.errno else "the folder cannot be written to"
        raise FileProblem(
            f"“{path.name}” could not be written to {path.parent} ({reason[:1].lower()}{reason[1:]}); nothing was changed, "
            "so choose another folder and print again."
        ) from problem


@cache
def _fonts() -> typst.Fonts:
    """The computer's own typefaces and the one for emoji that comes along; read once."""
    return typst.Fonts(font_paths=[str(resources_folder() / "reports" / "fonts")])


@cache
def text_family() -> str:
    """The first of the text families this computer has; raises ReportProblem where it has none."""
    installed = set(_fonts().families())
    for family in TEXT_FAMILIES:
        if family in installed:
            return family
    raise ReportProblem(
        f"No suitable typeface was found on this computer ({', '.join(TEXT_FAMILIES)}), so nothing was "
        "printed and the plan is untouched; install one of them and print again."
    )


def _require(folder: Path, names: Iterable[str]) -> None:
    for name in names:
        if not (folder / f"{name}.typ").is_file():
            raise ReportProblem(
                f"The template “{name}.typ” is missing from {folder}, so nothing was printed and the plan is "
                "untouched; install the program again."
            )


def _printable(document: Mapping[str, Any], family: str) -> tuple[dict[str, Any], bool]:
    """The data without characters no page can hold, and whether any had to be stood in for."""
    text = json.dumps(document, ensure_ascii=False).translate(_SYMBOLS)
    if len(text) > _MOST_CHARACTERS:
        raise ReportProblem(
            f"This would be {len(text) / 1e6:.0f} million characters long, too much to print (the most is "
            f"{_MOST_CHARACTERS / 1e6:.0f} million), so nothing was printed; print one priority at a time, or shorten "
            "the longest texts."
        )
    joined = set(_JOINED.findall(text))
    single = set(_UNUSUAL.findall(text)) - set(_UNPRINTABLE.findall(text))
    lacking = _lacking(frozenset(joined | single), family)
    for sequence in sorted(lacking, key=len, reverse=True):
        parts = [sign for sign in sequence if sign not in "\u200d\ufe0e\ufe0f\u20e3"]
        legible = "".join(STAND_IN if sign in lacking else sign for sign in parts)
        text = text.replace(sequence, legible if len(sequence) > 1 else STAND_IN)
    cleaned = _without_unprintable(json.loads(text))
    return cleaned, bool(lacking)


def _without_unprintable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {name: _without_unprintable(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_without_unprintable(part) for part in value]
    return value


@cache
def _lacking(signs: frozenset[str], family: str) -> frozenset[str]:
    """Those of the signs that no typeface here can show, found by typesetting halves of them."""
    if not signs or _shows(signs, family):
        return frozenset()
    if len(signs) == 1:
        return signs
    ordered = sorted(signs)
    half = len(ordered) // 2
    return _lacking(frozenset(ordered[:half]), family) | _lacking(frozenset(ordered[half:]), family)


def _shows(signs: Iterable[str], family: str) -> bool:
    probe = (
        '#set document(title: "x")\n#set text(lang: "en", font: sys.inputs.family.split("|"))\n'
        "#for sign in json(bytes(sys.inputs.signs)) { block(sign) }\n"
    )
    try:
        typst.compile(
            probe.encode(),
            font_paths=_fonts(),
            sys_inputs={"signs": json.dumps(sorted(signs)), "family": f"{family}|{SYMBOL_FAMILY}"},
            pdf_standards=["ua-1"],
        )
    except (typst.TypstError, RuntimeError):
        return False
    return True
