"""Printed forms, typeset by typst from plain data."""
