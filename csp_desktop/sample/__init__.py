"""Sample files: a shipped plan to learn on, and generated ones of any size."""

from csp_desktop.sample.another_year import sample_year
from csp_desktop.sample.writing import write_sample

__all__ = ["sample_year", "write_sample"]
