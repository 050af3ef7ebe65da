"""Colours, type and spacing of the window: the one place they are decided.

Everything is derived from the system's own font size and from a light or a dark set of roles, put into
the application's QPalette, so that what the system draws and what we paint agree.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache
from typing import Literal

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from csp_desktop.palette import DARK, LIGHT, STRONG_DARK, STRONG_LIGHT, ColourRole, Colours
from csp_desktop.paths import own_text, resources_folder
from csp_desktop.rating_colours import with_chosen
from csp_desktop.settings import settings
from csp_desktop.ui.look.style_sheet import Role, style_sheet

Mode = Literal["system", "light", "dark"]


_BASE = 13
_GENERIC_FAMILIES = ("Sans Serif", "Sans", "")
_PLAIN_FAMILIES = ("Inter", "Noto Sans", "Open Sans", "Cantarell", "Liberation Sans", "DejaVu Sans")

_colours = LIGHT
_pixels = _BASE
_mode: Mode = "system"
_strong = False
_text_points = 0.0
_system_font: QFont | None = None
_styled = False


def with_own_style(arguments: Sequence[str]) -> list[str]:
    """The arguments the application is made with, so that Qt draws the same on every system from the start."""
    global _styled
    _styled = True
    # Said in any other way, another style is made first, or Python learns of all there is to say of styles.
    return [*arguments, "-style", "fusion"]


def colours() -> Colours:
    """The roles in use now; ask each time something is painted, for the theme may change."""
    return _colours


def apply_theme(
    app: QApplication, mode: Mode = "system", text_points: float = 0.0, *, strong: bool = False
) -> None:
    """Dress the application: `mode` as the system or forced; `text_points` 0 for the system's text size.

    `strong` sets words and lines off further from their ground, and so does high contrast chosen for the system;
    while the program is open, both a scheme and a contrast chosen there are followed.
    """
    global _colours, _mode, _pixels, _strong, _system_font, _text_points
    # Held here: what it gives out is gone for Python as soon as nothing holds on to it.
    hints = app.styleHints()
    if _system_font is None:
        _system_font = QFont(app.font())
        if not _styled:
            app.setStyle("Fusion")
        for changed in (hints.colorSchemeChanged, hints.accessibility().contrastPreferenceChanged):
            changed.connect(lambda _: apply_theme(app, _mode, _text_points, strong=_strong))
    _mode, _strong = mode, strong
    # The system draws the title bar; it is told, so that it agrees.
    scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(mode, Qt.ColorScheme.Unknown)
    hints.setColorScheme(scheme)
    asked = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
    dark = mode == "dark" or (
        mode == "system"
        and (hints.colorScheme() == Qt.ColorScheme.Dark or (asked and _dark_contrast_theme()))
    )
    wanted = with_chosen(
        (STRONG_DARK if dark else STRONG_LIGHT) if strong or asked else DARK if dark else LIGHT
    )
    if wanted == _colours and text_points == _text_points and app.styleSheet():
        return
    _colours, _text_points = wanted, text_points
    font = _text_font(text_points)
    _pixels = font.pixelSize()
    icon.cache_clear()
    app.setFont(font)
    app.setPalette(_palette(_colours))
    icons, shade = resources_folder() / "icons", "dark" if dark else "light"
    tick, down = icons / f"tick-{shade}.svg", icons / f"down-{shade}.svg"
    app.setStyleSheet(style_sheet(_colours, px, tick.as_posix(), down.as_posix()))
    for widget in app.allWidgets():
        widget.update()


def dress() -> None:
    """Put on the theme and text size this person chose."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    mode = settings().get("theme", "system")
    apply_theme(
        app,
        mode if mode in ("light", "dark") else "system",
        float(settings().get("text_points", 0.0)),
        strong=settings().get("contrast", False),
    )


def _dark_contrast_theme() -> bool:
    """Whether the ground of a contrast theme of Windows is dark: of those Qt does not say whether they are."""
    if sys.platform != "win32":
        return False
    import ctypes

    window = 5
    ground = int(ctypes.windll.user32.GetSysColor(window))
    return sum(ground.to_bytes(4, "little")) < 3 * 128


def _text_font(text_points: float) -> QFont:
    assert _system_font is not None
    font = QFont(_system_font)
    if font.family() in _GENERIC_FAMILIES:
        # No desktop has said which sans it uses.
        from PySide6.QtGui import QFontDatabase

        present = set(QFontDatabase.families())
        font.setFamily(next((name for name in _PLAIN_FAMILIES if name in present), font.family()))
    if text_points:
        font.setPointSizeF(text_points)
    size = QFontInfo(font).pixelSize()
    font.setPixelSize(size if text_points else max(_BASE, size))
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def px(length: float) -> int:
    """A length given for 13 px text, in proportion to the text size in use."""
    return round(length * _pixels / _BASE)


def font(size: float = 13, *, bold: bool = False) -> QFont:
    """The window's font at a size given for 13 px text."""
    sized = QFont(QApplication.font())
    sized.setPixelSize(max(px(size), 8))
    if bold:
        sized.setWeight(QFont.Weight.DemiBold)
    return sized


def colour(name: ColourRole) -> QColor:
    """A role by name ("ink", "soft", "line" …) as a QColor; "red", "amber" … give the tone's ink."""
    return QColor(_colours.named(name))


def _palette(c: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, value in {
        role.Window: c.ground,
        role.WindowText: c.ink,
        role.Base: c.surface,
        role.AlternateBase: c.section,
        role.Text: c.ink,
        role.Button: c.surface,
        role.ButtonText: c.ink,
        role.BrightText: c.red.ink,
        role.ToolTipBase: c.surface,
        role.ToolTipText: c.ink,
        role.PlaceholderText: c.soft,
        role.Highlight: c.accent,
        role.HighlightedText: c.accent_ink,
        role.Accent: c.accent,
        role.Link: c.accent,
        role.LinkVisited: c.accent,
        role.Light: c.surface,
        role.Midlight: c.hover,
        role.Mid: c.line,
        role.Dark: c.field_line,
        role.Shadow: c.line,
    }.items():
        palette.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(c.faint))
    return palette


@cache
def icon(name: str, role: ColourRole = "soft") -> QIcon:
    """One of our own icons from resources/icons, drawn in a role's colour."""
    from PySide6.QtSvg import QSvgRenderer

    source = own_text(resources_folder() / "icons" / f"{name}.svg")
    drawn = QIcon()
    for state, used in ((QIcon.Mode.Normal, colour(role)), (QIcon.Mode.Disabled, colour("faint"))):
        renderer = QSvgRenderer(QByteArray(source.replace("currentColor", used.name()).encode()))
        for size in (16, 24, 32, 48, 64):
            pixmap = QPixmap(size, size)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter, QRectF(0, 0, size, size))
            painter.end()
            drawn.addPixmap(pixmap, state)
    return drawn


def app_icon() -> QIcon:
    """The program's own mark, in its own colours."""
    return QIcon(str(resources_folder() / "icons" / "csp-desktop.svg"))


def set_role(widget: QWidget, role: Role) -> None:
    """Give a widget one of the style sheet's looks."""
    if (widget.property("role") or "") == role:
        return
    widget.setProperty("role", role)
    # One never shown is dressed when it is.
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)


def ink_on(fill: QColor) -> QColor:
    """Black or white, whichever reads better: at least 4.5:1 on any colour."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (fill.redF(), fill.greenF(), fill.blueF())
    ]
    luminance = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    return QColor("#000000" if luminance > 0.179 else "#FFFFFF")
