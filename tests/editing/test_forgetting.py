"""A person who has left made anonymous: nowhere in the file, its history or its backups, and not brought back."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from conftest import SmallFile
from earlier_program import make_earlier

from csp_desktop.editing.copies.taking_in import apply_copies
from csp_desktop.editing.forgetting import Forgotten, forget, restore_nameless
from csp_desktop.editing.workspace import Delete, Insert, Update, Workspace
from csp_desktop.errors import InvalidChange
from csp_desktop.settings import settings
from csp_desktop.storage import steps
from csp_desktop.storage.backups import backups_of, make_backup
from csp_desktop.storage.checking.verify import verify
from csp_desktop.storage.forgetting import ANONYMOUS
from csp_desktop.storage.identity import identify
from csp_desktop.storage.keeping.packing import pack
from csp_desktop.storage.keeping.second_copies import SETTING

NAME, EARLIER, EMAIL = "Quentin Placeholder", "Quentin Dummy", "quentin.placeholder@example.org"
CHANGE = ", ".join(steps.ChangeRow._fields)
TRACES = [word.lower().encode() for word in ("Placeholder", "Dummy", "quentin")]


class Staff:
    """The small file with somebody in it who is named all over the place."""

    def __init__(self, small: SmallFile) -> None:
        self.path, self.small = small.path, small
        person = Insert(
            "people",
            {
                "name": EARLIER, "email": "quentin.dummy@example.org", "agency": small.police, "job_title": "Analyst",
                "receives_returns": True, "notes": "Ring Quentin Dummy at home",
            },
        )  # fmt: skip
        namesake = Insert("people", {"name": "Another Person", "email": "shared@example.org"})
        update = Insert(
            "updates",
            {
                "item": small.action,
                "quarter": "2010-Q1",
                "author": NAME,
                "narrative": f"Seen by {NAME.upper()}, twice",
            },
        )
        self.person, self.update = person.id, update.id
        with Workspace.open(small.path, backup=False, user=NAME) as workspace:
            workspace.apply([person, namesake])
            workspace.apply(
                [Update("people", person.id, {"name": NAME, "email": EMAIL, "left_on": "2010-06-30"})]
            )
            workspace.apply([update], f"typed for {NAME}")
            risk = Insert("risks", {"plan": small.plan, "ref": "R1", "title": "Gone", "owner": NAME})
            workspace.apply([risk])
            workspace.apply([Delete("risks", risk.id)])


@pytest.fixture
def staff(small: SmallFile) -> Staff:
    return Staff(small)


def traces(path: Path) -> list[bytes]:
    """What of a person is in the bytes of a file, or in the images of records that its history keeps small."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [word for word in TRACES if word in content.lower() + _images(content)]


def _images(content: bytes) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        return "".join(
            str(steps.change_read(*row)) for row in connection.execute(f"SELECT {CHANGE} FROM changes")
        ).lower().encode()  # fmt: skip


def test_nothing_of_a_person_stays_in_file_history_and_backups(staff: Staff) -> None:
    make_backup(staff.path, at_leisure=True)
    assert traces(staff.path) == TRACES
    with Workspace.open(staff.path, backup=False, user="Coordinator") as workspace:
        told = forget(workspace, staff.person, in_backups=True)
        assert told.places >= 5 and told.backups == 2 and told.backups_left == ()
        person = workspace.record("people", staff.person)
        assert person is not None and person["name"] == ANONYMOUS and person["job_title"] == "Analyst"
        assert not person["receives_returns"] and person["email"] is None
        update = workspace.record("updates", staff.update)
        assert update is not None and update["narrative"] == f"Seen by {ANONYMOUS}, twice"
        assert update["author"] == ANONYMOUS
        assert [kept["email"] for kept in workspace.records("people") if kept["id"] != staff.person] == [
            "shared@example.org"
        ]
        assert workspace.history.steps()[0].reason == "made a person anonymous"
        # What was deleted comes back without the name.
        assert "Placeholder" not in str(workspace.dump())
    assert traces(staff.path) == []
    kept = backups_of(staff.path)
    assert kept and [traces(backup) for backup in kept] == [[]] * len(kept)
    assert verify(staff.path) == [] and [verify(backup) for backup in kept] == [[]] * len(kept)


def _notes_after_forgetting(small: SmallFile, name: str, notes: str, *others: str) -> tuple[str, Forgotten]:
    """What becomes of a note of an action once somebody is forgotten, beside whom there are others."""
    person = Insert("people", {"name": name, "left_on": "2010-06-30"})
    with Workspace.open(small.path, backup=False, user="Coordinator") as workspace:
        workspace.apply([person, *(Insert("people", {"name": other}) for other in others)])
        workspace.apply([Update("plan_items", small.action, {"notes": notes})])
        told = forget(workspace, person.id)
        item = workspace.record("plan_items", small.action)
    assert item is not None
    return item["notes"], told


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Janet O’Hara", "Janet O'Hara"),
        ("Janet O'Hara", "Janet O’Hara"),
        ("Janet O’Hara", "O’Hara, Janet"),
        ("Janet O’Hara", "J. O’Hara"),
        ("Janet O’Hara", "J O'Hara"),
        ("Janet O’Hara", "J.O’Hara"),
        ("Zoë Marsh-Hill", "Zoe Marsh‑Hill"),
        ("Zoe Marsh-Hill", "ZOË MARSH–HILL"),
        ("Insp. Dana Reed", "Dana Reed"),
        ("PC 1234 Dana Reed", "Dana Reed"),
        ("Dana Louise Reed", "Dana Reed"),
        ("Reed, Dana", "Dana Reed"),
        ("Dana Reed (until May)", "D. Reed"),
        ("Jan van der Berg", "J. van der Berg"),
        ("Cllr Rose Park", "Rose Park"),
        ("Will Price", "WILL PRICE"),
        ("Jane Warden", "Jane Warden"),
    ],
)
def test_a_name_goes_however_it_is_written(small: SmallFile, name: str, written: str) -> None:
    notes, told = _notes_after_forgetting(small, name, f"Ask {written}; then café – Joe’s.")
    assert notes == f"Ask {ANONYMOUS}; then café – Joe’s." and told.texts == 0


def test_other_words_that_read_like_the_name_stay(small: SmallFile) -> None:
    said = "A young man was seen; green, amber or red. A Young People’s panel."
    assert _notes_after_forgetting(small, "Anita Young", said)[0] == said
    assert _notes_after_forgetting(small, "Amber Green", said)[0] == said
    said = "The contractor will price it. Will price be all? Rated Green, May 2011, and green, may be amber."
    assert _notes_after_forgetting(small, "Will Price", said)[0] == said
    assert _notes_after_forgetting(small, "May Green", said)[0] == said


def test_names_that_may_be_another_persons_stay(small: SmallFile) -> None:
    notes, _ = _notes_after_forgetting(small, "Janet Miller", "Janet Miller and J. Miller", "John Miller")
    assert notes == f"{ANONYMOUS} and J. Miller"


@pytest.mark.parametrize("name", ["Deputy Chief Officer", "Essex Police", "To be confirmed"])
def test_what_names_nobody_stays_in_texts(small: SmallFile, name: str) -> None:
    said = f"Ask the {name}, the Chief Officer or D. Officer"
    notes, told = _notes_after_forgetting(small, name, said)
    assert notes == said and told.texts == 0


def test_how_many_texts_hold_the_family_name_alone_is_told(small: SmallFile) -> None:
    notes, told = _notes_after_forgetting(small, "Janet Green", "Ms Green rang. The greenhouse is green.")
    assert notes == "Ms Green rang. The greenhouse is green."
    assert (told.texts, told.alone) == (1, ("Green",))


@pytest.mark.parametrize(
    ("content", "held"),
    [
        (b"%PDF-1.7 shapes of letters", 1),
        (b"Seen by Janet O'Hara", 1),
        ("JANET O’HARA".encode(), 1),
        (b"Nobody", 0),
    ],
)
def test_kept_files_that_may_hold_the_name_are_counted(small: SmallFile, content: bytes, held: int) -> None:
    person = Insert("people", {"name": "Janet O’Hara", "left_on": "2010-06-30"})
    report = {
        "plan": small.plan,
        "title": "Plan",
        "issued_on": "2010-06-01",
        "content": content,
    }
    with Workspace.open(small.path, backup=False) as workspace:
        workspace.apply([person, Insert("printed_reports", report)])
        assert forget(workspace, person.id).kept_files == held


def test_the_name_of_who_chaired_goes_too(small: SmallFile) -> None:
    with Workspace.open(small.path, backup=False) as workspace:
        (home,) = workspace.records("partnerships")
        person = Insert("people", {"name": NAME, "left_on": "2010-06-30"})
        workspace.apply([person, Update("partnerships", home["id"], {"chair": NAME})])
        forget(workspace, person.id)
        assert workspace.records("partnerships")[0]["chair"] == ANONYMOUS


def test_no_small_image_with_the_name_lies_about_in_the_file(staff: Staff) -> None:
    def small_images() -> set[bytes]:
        with closing(sqlite3.connect(staff.path)) as connection:
            rows = connection.execute("SELECT after FROM changes WHERE typeof(after) = 'blob'")
            return {small for (small,) in rows}

    before = small_images()
    assert all(small in staff.path.read_bytes() for small in before)
    with Workspace.open(staff.path, backup=False, user="Coordinator") as workspace:
        forget(workspace, staff.person)
    gone = before - small_images()
    # The person, what they said, and a risk they owned.
    assert len(gone) == 3 and not any(small in staff.path.read_bytes() for small in gone)


def test_a_backup_of_an_earlier_version_stays_of_that_one(staff: Staff) -> None:
    make_earlier(staff.path, 3)
    with Workspace.open(staff.path, backup=False, user="Coordinator") as workspace:
        (backup,) = backups_of(staff.path)
        assert identify(backup) == 3 and traces(backup) == TRACES
        told = forget(workspace, staff.person, in_backups=True)
        assert told.backups == 2  # the one beside the file, and its second copy
    assert traces(backup) == [] and traces(staff.path) == []
    assert identify(backup) == 3 and verify(backup) == [] and verify(staff.path) == []


def test_who_has_not_left_is_not_forgotten(staff: Staff) -> None:
    with Workspace.open(staff.path, backup=False) as workspace:
        workspace.apply([Update("people", staff.person, {"left_on": "2010-06-30"})])
        with pytest.raises(InvalidChange, match="leaves on 30 June 2010, so nothing was changed"):
            forget(workspace, staff.person, today=date(2010, 6, 29))
        workspace.apply([Update("people", staff.person, {"left_on": None})])
        with pytest.raises(InvalidChange, match="has not left"):
            forget(workspace, staff.person)
        assert not workspace.forgotten


def test_verify_tells_of_a_name_that_came_back(staff: Staff) -> None:
    with Workspace.open(staff.path, backup=False) as workspace:
        forget(workspace, staff.person)
        workspace.apply([Update("people", staff.person, {"name": NAME})])
    assert verify(staff.path) == [
        "A person who was made anonymous has a name or an address again; make them anonymous once more."
    ]
    # It is the person's to mend, so the file opens for editing all the same.
    with Workspace.open(staff.path, backup=False) as workspace:
        forget(workspace, staff.person)
    assert verify(staff.path) == []


def test_a_copy_brought_back_brings_no_name_back(staff: Staff) -> None:
    copy = staff.path.with_name("home.csp")
    shutil.copyfile(staff.path, copy)
    with Workspace.open(copy, backup=False, user="home") as home:
        home.apply([Update("people", staff.person, {"phone": "01234 567890"})])
        home.apply([Update("updates", staff.update, {"narrative": f"{NAME} and others came"})])
    with Workspace.open(staff.path, backup=False, user="Coordinator") as workspace:
        forget(workspace, staff.person)
        merged = apply_copies(workspace, [copy])
        assert [compared.message for compared in merged.copies] == [""]
        update = workspace.record("updates", staff.update)
        assert update is not None and update["narrative"] == f"{ANONYMOUS} and others came"
        assert all(compared.step is None for compared in apply_copies(workspace, [copy]).copies)
        person = workspace.record("people", staff.person)
        assert person is not None and (person["name"], person["phone"]) == (ANONYMOUS, None)
    assert traces(staff.path) == [] and verify(staff.path) == []


def test_who_was_forgotten_in_a_copy_is_forgotten_here(staff: Staff) -> None:
    copy = staff.path.with_name("home.csp")
    shutil.copyfile(staff.path, copy)
    with Workspace.open(copy, backup=False, user="home") as home:
        forget(home, staff.person)
        home.apply([Update("plans", staff.small.plan, {"title": "Worked on at home"})])
    with Workspace.open(staff.path, backup=False, user="Coordinator") as workspace:
        apply_copies(workspace, [copy])
        assert workspace.forgotten == {staff.person}
        assert workspace.plans()[0]["title"] == "Worked on at home"
    assert traces(staff.path) == [] and verify(staff.path) == []


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("said", [True, False])
def test_a_backup_restored_brings_no_name_back(
    staff: Staff, tmp_path: Path, *, packed: bool, said: bool
) -> None:
    backup = make_backup(staff.path)
    if packed:
        smaller = backup.with_name(f"{backup.name}.gz")
        pack(backup, smaller)
        backup.unlink()
        backup = smaller
    with Workspace.open(staff.path, backup=False, user="Coordinator") as workspace:
        forget(workspace, staff.person)
        gone = workspace.forgotten
    restored = tmp_path / "restored.csp"
    assert restore_nameless(backup, restored, gone if said else None) == 1
    assert traces(restored) == [] and verify(restored) == [] and traces(backup) == TRACES
    with Workspace.open(restored, backup=False) as workspace:
        assert workspace.forgotten == gone
    # Where nothing is known of it, a backup is restored as it is.
    elsewhere = tmp_path / "elsewhere" / backup.name
    elsewhere.parent.mkdir()
    shutil.copyfile(backup, elsewhere)
    assert restore_nameless(elsewhere, tmp_path / "as it is.csp") == 0
    assert traces(tmp_path / "as it is.csp") == TRACES


@pytest.mark.parametrize("there", [True, False])
def test_second_copies_hold_no_name_either_or_are_told_of(
    staff: Staff, tmp_path: Path, *, there: bool
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    settings().put(SETTING, str(stick))
    make_backup(staff.path, at_leisure=True)
    (kept,) = stick.rglob("*.gz")
    assert traces(kept) == TRACES
    if not there:
        kept = stick.rename(tmp_path / "taken out") / kept.relative_to(stick)
    with Workspace.open(staff.path, backup=False) as workspace:
        told = forget(workspace, staff.person, in_backups=True)
    assert told.unreached == ("" if there else str(stick))
    assert traces(kept) == ([] if there else TRACES)
