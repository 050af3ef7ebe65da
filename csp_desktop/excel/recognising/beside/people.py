"""What columns of contacts say of one another: a role beside a post."""

from __future__ import annotations

from csp_desktop.excel.recognising.settling import CLEAR, Option
from csp_desktop.excel.recognising.table_columns import Column

_LONGEST_ADDRESS = 5
_POSTS = (("position",), ("post",), ("job", "title"), ("job",), ("designation",), ("role",))


def weigh(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Change the log-odds of the columns of contacts."""
    _forms_of_address(columns, options)
    _roles_beside_posts(columns, options)


def _forms_of_address(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """“Mr”, “Supt” and “Cllr” under “Title” are how somebody is addressed, and no post."""
    for column, own in zip(columns, options, strict=True):
        if column.words == ("title",) and 0 < column.seen.average <= _LONGEST_ADDRESS:
            own.pop(("people", "job_title", ""), None)


def _roles_beside_posts(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """A role in a project or a group beside a position or a job title is not the post."""
    post: Option = ("people", "job_title", "")
    if any(
        column.words in _POSTS and own.get(post, 0.0) > CLEAR
        for column, own in zip(columns, options, strict=True)
    ):
        for column, own in zip(columns, options, strict=True):
            if "role" in column.words and column.words not in _POSTS:
                own.pop(post, None)
