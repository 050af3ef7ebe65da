"""What columns of contacts say of one another: a role beside a post."""

from __future__ import annotations

from csp_desktop.excel.recognising.settling import CLEAR, Option
from csp_desktop.excel.recognising.table_columns import Column

_POSTS = (("position",), ("post",), ("job", "title"), ("job",), ("designation",), ("role",))


def weigh(columns: list[Column], options: list[dict[Option, float]]) -> None:
    """Change the log-odds of the columns of contacts."""
    _roles_beside_posts(columns, options)


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
