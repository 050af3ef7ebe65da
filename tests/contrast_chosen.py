"""A desktop's settings as programs are told of them: high contrast, "0" or "1" on each line of standard input.

Run by the system's Python, which has what speaks to the bus.
"""

from __future__ import annotations

import sys
from typing import Any

from gi.repository import Gio, GLib

NAME, PATH, SETTINGS = (
    "org.freedesktop.portal.Desktop",
    "/org/freedesktop/portal/desktop",
    "org.freedesktop.portal.Settings",
)
GROUP, KEY = "org.freedesktop.appearance", "contrast"
_INTERFACE = f"""<node><interface name="{SETTINGS}">
<method name="ReadAll"><arg type="as" direction="in"/><arg type="a{{sa{{sv}}}}" direction="out"/></method>
<signal name="SettingChanged"><arg type="s"/><arg type="s"/><arg type="v"/></signal>
</interface></node>"""


def _read_all(*asked: Any) -> None:
    asked[-1].return_value(GLib.Variant("(a{sa{sv}})", ({GROUP: {KEY: GLib.Variant("u", 0)}},)))


def _chosen(bus: Any, loop: Any) -> bool:
    line = sys.stdin.readline()
    if not line:
        loop.quit()
        return False
    news = GLib.Variant("(ssv)", (GROUP, KEY, GLib.Variant("u", int(line))))
    bus.emit_signal(None, PATH, SETTINGS, "SettingChanged", news)
    return True


def main() -> None:
    """Answer and tell until standard input ends."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    described = Gio.DBusNodeInfo.new_for_xml(_INTERFACE).interfaces[0]
    bus.register_object(PATH, described, _read_all, None, None)
    Gio.bus_own_name_on_connection(bus, NAME, Gio.BusNameOwnerFlags.NONE, None, None)
    loop = GLib.MainLoop()
    GLib.io_add_watch(0, GLib.IO_IN, lambda *_: _chosen(bus, loop))
    print("ready", flush=True)
    loop.run()


if __name__ == "__main__":
    main()
