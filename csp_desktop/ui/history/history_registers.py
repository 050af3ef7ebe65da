"""The registers whose history is shown: all but what the program keeps for itself."""

from __future__ import annotations

from csp_desktop.registers.catalog import REGISTERS

_OWN = {"return_files", "accepted_findings", "import_layouts", "packs", "printed_reports", "copies_taken_in"}
TOLD = tuple(register for register in REGISTERS if register.name not in _OWN)
