"""Errors a person can do something about: each carries one sentence for them.

Anything else that is raised is a defect in the program and reaches the log.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class AppError(Exception):
    """What happened, what is safe, what to do next: one sentence."""

    @property
    def sentence(self) -> str:
        """The sentence shown to the person."""
        return str(self.args[0]) if self.args else "Something went wrong; nothing was changed."


class FileProblem(AppError):
    """A file that is missing, not ours, damaged, newer than the program or cannot be written."""


class FileInUse(FileProblem):
    """Another editor holds the file; it can be opened to read only."""


class FileTaken(FileProblem):
    """Another editor took an open file over, with a person's word for it; nothing more is written from here."""


class FileChanged(FileProblem):
    """Somebody else wrote into an open file since it was last read; nothing was written over it."""


class FileNotWritable(FileProblem):
    """A file that cannot be edited where it lies; it can be opened to read only."""


class FileDamaged(FileProblem):
    """A file of ours that is damaged, or that something other than this program wrote into."""


class FileNotSound(FileDamaged):
    """A damaged file that must not be edited; what can still be read of it can be opened to read only."""


class FileHoldsOthers(FileProblem):
    """A file in which other programs made tables of their own: to be read only until those are removed."""


class WorkbookProblem(AppError):
    """A spreadsheet that cannot be read, or is not what was expected."""


class InvalidValue(AppError):
    """A value a field does not take; the sentence says what would be right."""


class InvalidChange(AppError):
    """A change refused by the checks of its register.

    `register`, `record` and `field` name the place; `field` is empty where the record as a whole is at fault.
    `also` holds what else was refused of the same step, where it was looked at whole.
    """

    def __init__(self, sentence: str, *, register: str = "", record: str = "", field: str = "") -> None:
        super().__init__(sentence)
        self.register = register
        self.record = record
        self.field = field
        self.also: tuple[InvalidChange, ...] = ()

    @classmethod
    def raise_all(cls, refused: Sequence[InvalidChange]) -> None:
        """Raise the first of what was refused, the others with it; nothing where there is none."""
        if refused:
            refused[0].also = tuple(refused[1:])
            raise refused[0]


class OthersStep(AppError):
    """The step to be undone or brought back is another person's; History can take it back."""


class LargeRemoval(AppError):
    """A step that would remove more than a fifth of a register; nothing was written, a person is to be asked.

    `number` is how many records would go; `what` says which, and what goes with them.
    """

    def __init__(self, register: str, number: int, of: int, others: Mapping[str, int]) -> None:
        along = ", ".join(f"{gone:,} {name}" for name, gone in others.items())
        self.number = number
        self.what = f"{number:,} of {of:,} {register}" + (f" (and with them {along})" if along else "")
        super().__init__(
            f"This would delete {self.what}, more than a fifth in one step; nothing was deleted. Delete fewer at a "
            "time, or confirm the number."
        )


class ReportProblem(AppError):
    """A printed form that does not exist or could not be typeset."""


class NotWhole(AppError):
    """A part of the program itself that is missing, or that the system keeps from loading."""

    def __init__(self, part: str) -> None:
        super().__init__(
            f"A part of the program ({part}) is missing or is kept from loading, so this was not done. Unpack or "
            "install the whole program again; if that does not help, ask your IT service whether it blocks parts of it."
        )

    @classmethod
    def for_want_of(cls, problem: ImportError) -> NotWhole:
        """What to say where a library does not come when it is called for."""
        return cls(problem.name or "a library")


class BadRequest(AppError):
    """A quarter, register, recipient or other name given on the command line that means nothing here."""
