"""Return codes and row codes notice slips of the hand and rows of another return."""

from hypothesis import given
from hypothesis import strategies as st

from csp_desktop.registers.row_codes import (
    looks_like_row_code,
    new_return_code,
    read_return_code,
    read_row_code,
    row_code,
    row_code_holds,
)

DIGITS = "0123456789"
LETTERS = "123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_a_return_code_reads_back_however_it_is_written() -> None:
    code = new_return_code()
    assert len(code) == 13
    assert read_return_code(code) == code
    assert read_return_code(f"  {code.lower()} ") == code
    assert read_return_code(code.replace("-", "\u2013")) == code
    assert read_return_code("RET-0000-0000") is None
    assert read_return_code("anything else") is None
    assert read_return_code(None) is None


def test_a_taken_code_is_not_given_again() -> None:
    first = new_return_code()
    assert new_return_code({first}) != first


@given(st.integers(0, 7), st.sampled_from(LETTERS))
def test_one_wrong_letter_in_a_return_code_is_noticed(place: int, letter: str) -> None:
    letters = list(new_return_code()[4:].replace("-", ""))
    if letters[place] == letter:
        return
    letters[place] = letter
    assert read_return_code("RET-" + "".join(letters)) is None


@given(st.integers(1, 99_999), st.integers(0, 4), st.sampled_from(DIGITS))
def test_one_wrong_digit_in_a_row_code_is_noticed(number: int, place: int, digit: str) -> None:
    code = row_code("RET-7KQ4-2M9X", "A", number)
    body, _, check = code[1:].partition("-")
    place %= len(body)
    wrong = body[:place] + digit + body[place + 1 :]
    assert row_code_holds("RET-7KQ4-2M9X", f"A{wrong}-{check}") == (wrong == body)


@given(st.integers(1, 99_999), st.integers(0, 3))
def test_two_digits_swapped_in_a_row_code_are_noticed(number: int, place: int) -> None:
    code = row_code("RET-7KQ4-2M9X", "R", number)
    body, _, check = code[1:].partition("-")
    place %= len(body) - 1
    wrong = body[:place] + body[place + 1] + body[place] + body[place + 2 :]
    assert row_code_holds("RET-7KQ4-2M9X", f"R{wrong}-{check}") == (wrong == body)


def test_a_row_code_belongs_to_its_return() -> None:
    returns = [new_return_code() for _ in range(60)]
    code = row_code(returns[0], "A", 12)
    assert row_code_holds(returns[0], code)
    assert not all(row_code_holds(other, code) for other in returns[1:])


def test_row_codes_read_back_however_they_are_written() -> None:
    code = row_code("RET-7KQ4-2M9X", "M", 7)
    assert code.startswith("M007-")
    assert read_row_code(f" {code.lower()}\u00a0") == code
    assert looks_like_row_code(code)
    assert not looks_like_row_code("Row code")
    assert read_row_code(None) == ""


def test_row_codes_of_returns_near_each_other_are_never_the_same() -> None:
    codes: list[str] = []
    for _ in range(31):
        codes.append(new_return_code(codes, codes))
    assert len({row_code(code, "A", 1) for code in codes}) == 31
    beyond = new_return_code(codes, codes)
    assert beyond not in codes
    assert row_code(beyond, "A", 1) not in {row_code(code, "A", 1) for code in codes[:30]}
