"""What a person is asked when partnerships become one, and what they answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from csp_desktop.errors import BadRequest

SEPARATE = "separate"
"""Each stays its own: what holds where nobody has answered."""
ONE = "one"


@dataclass(frozen=True)
class Option:
    """One answer, and what it means in words."""

    answer: str
    words: str


@dataclass(frozen=True)
class Question:
    """Something only a person can say of what is `whose`. `key` is the same in every dry run of the same file.

    `likely` is the answer that the names speak for, None where nothing does; `answer` what a person chose, None
    where they have not.
    """

    key: str
    register: str
    title: str
    whose: str
    words: str
    options: tuple[Option, ...]
    likely: str | None = None
    answer: str | None = None

    @property
    def holds(self) -> str:
        """The answer gone by."""
        return self.answer or SEPARATE

    def as_json(self) -> dict[str, Any]:
        """As the combine command prints it, and reads it back."""
        return {
            "key": self.key,
            "register": self.register,
            "title": self.title,
            "of": self.whose,
            "question": self.words,
            "options": {option.answer: option.words for option in self.options},
            "likely": self.likely,
            "answer": self.answer,
        }


@dataclass
class Asking:
    """Puts questions, each answered from what a person has said so far; with `take_likely` also by what is likely."""

    answers: Mapping[str, str] = field(default_factory=dict)
    take_likely: bool = False
    questions: list[Question] = field(default_factory=list)

    def ask(
        self,
        register: str,
        records: Sequence[str],
        title: str,
        whose: str,
        words: str,
        options: Sequence[Option],
        likely: str | None = None,
    ) -> str:
        """Ask about some records, by their ids in the file; the answer gone by. Raises BadRequest for no such answer."""
        key = f"{register}:{'+'.join(records)}"
        answer = self.answers.get(key) or (likely if self.take_likely else None)
        if answer is not None and answer not in {option.answer for option in options}:
            raise BadRequest(
                f"“{answer}” is no answer to “{words}”; nothing was changed. "
                f"Choose {' or '.join(option.answer for option in options)}."
            )
        question = Question(key, register, title, whose, words, tuple(options), likely, answer)
        self.questions.append(question)
        return question.holds

    @property
    def open(self) -> list[Question]:
        """Those nobody has answered."""
        return [question for question in self.questions if question.answer is None]
