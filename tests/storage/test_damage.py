"""Damage anywhere in a store is refused or answered from an older sound generation with a notice, and indexing heals it."""

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index.build import index_files
from index.directory import open_directory
from index.errors import StoreError
from index.generations import current_bytes, current_number, open_current
from index.manifest import read_manifest

SEED = 20261123
ROUNDS = 10

# Fixtures of conftest.py, whose classes cannot be imported here.
Collection = Any
Mutation = Callable[[Path, random.Random, list[Path]], None]


def flip_bit(path: Path, chance: random.Random, others: list[Path]) -> None:
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    rewrite(path, bytes(data))


def truncate(path: Path, chance: random.Random, others: list[Path]) -> None:
    rewrite(path, path.read_bytes()[: chance.randrange(path.stat().st_size)])


def zero_page(path: Path, chance: random.Random, others: list[Path]) -> None:
    data = path.read_bytes()
    start = chance.randrange(0, len(data), 4096)
    rewrite(path, data[:start] + bytes(len(data[start : start + 4096])) + data[start + 4096 :])


def append(path: Path, chance: random.Random, others: list[Path]) -> None:
    rewrite(path, path.read_bytes() + chance.randbytes(7))


def remove(path: Path, chance: random.Random, others: list[Path]) -> None:
    path.unlink()


def add_beside(path: Path, chance: random.Random, others: list[Path]) -> None:
    path.with_name(f"{path.stem}-2{path.suffix}").write_bytes(path.read_bytes())


def swap(path: Path, chance: random.Random, others: list[Path]) -> None:
    """Two files change their content; where they hold the same, one of them is lost instead."""
    other = chance.choice(others)
    mine, theirs = path.read_bytes(), other.read_bytes()
    if mine == theirs:
        path.unlink()
        return
    rewrite(path, theirs)
    rewrite(other, mine)


MUTATIONS = (flip_bit, truncate, zero_page, append, remove, add_beside, swap)


def rewrite(path: Path, data: bytes) -> None:
    """In place, so that every generation that links to the file is damaged with it."""
    with path.open("r+b") as file:
        file.truncate()
        file.write(data)


def files_of(data: Path) -> list[Path]:
    folder = data / "generations"
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size and path.suffix != ".lock")


def cases() -> Iterator[tuple[Mutation, int]]:
    for mutation in MUTATIONS:
        yield from ((mutation, number) for number in range(ROUNDS))


@pytest.fixture(scope="module")
def generations(collection: Collection, reader: Any) -> list[dict[str, Any]]:
    """What each kept generation of the new store shows, oldest first."""
    data = collection.new
    states = []
    for number in sorted(int(folder.name) for folder in (data / "generations").iterdir()):
        served = (data / "CURRENT").read_bytes()
        (data / "CURRENT").write_bytes(current_bytes(number))
        states.append(reader.state(data))
        (data / "CURRENT").write_bytes(served)
    return states


def index(data: Path, collection: Collection, embedder: Any) -> None:
    index_files(data, [collection.reports], embedder, lambda *_: None)


def served(data: Path, reader: Any, generations: list[dict[str, Any]]) -> str:
    """How the store answers: refused, an older state with a notice, or the newest; a wrong answer fails."""
    try:
        notice = open_current(open_directory(data)).notice
    except StoreError as error:
        assert error.code in {"damaged", "not_indexed", "not_ours", "newer_format"}  # noqa: PT017
        assert str(data) not in str(error)  # noqa: PT017
        assert "\n" not in str(error)  # noqa: PT017
        return f"refused: {error}"
    state = reader.state(data)
    assert state in generations
    if notice is None:
        assert state == generations[-1]
        return "newest"
    return f"older: {notice}"


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: f"{case[0].__name__}-{case[1]}")
def test_a_damaged_file_of_a_generation_is_never_answered_from(case, collection, embedder, copy_of, reader, generations) -> None:
    mutation, number = case
    data = copy_of(collection.new)
    chance = random.Random(f"{SEED} {mutation.__name__} {number}")
    files = files_of(data)
    current = data / "generations" / str(current_number(open_directory(data)))
    # Mostly in the generation that is served; older ones share some of their files with it.
    path = chance.choice([file for file in files if file.is_relative_to(current)] if number else files)
    print(f"seed {SEED}: {mutation.__name__} of {path.relative_to(data)}")
    mutation(path, chance, [file for file in files if file != path])
    outcome = served(data, reader, generations)
    if path.is_relative_to(current):
        assert outcome != "newest"
        assert path.name in outcome or mutation in {add_beside, swap}
    index(data, collection, embedder)
    assert served(data, reader, generations) == "newest"


def test_every_single_file_of_the_served_generation_is_watched(collection, copy_of, reader, generations) -> None:
    data = copy_of(collection.new)
    current = data / "generations" / str(current_number(open_directory(data)))
    for path in files_of(data):
        if path.is_relative_to(current):
            whole = path.read_bytes()
            rewrite(path, whole[:-1] + bytes([whole[-1] ^ 1]))
            assert path.name in served(data, reader, generations)
            rewrite(path, whole)
    assert served(data, reader, generations) == "newest"


@pytest.mark.parametrize("bit", range(8))
def test_a_flipped_bit_in_the_number_of_current_is_noticed(bit, collection, embedder, copy_of, reader, generations) -> None:
    data = copy_of(collection.new)
    content = (data / "CURRENT").read_bytes()
    (data / "CURRENT").write_bytes(bytes([content[0] ^ (1 << bit)]) + content[1:])
    assert "CURRENT" in served(data, reader, generations)
    index(data, collection, embedder)
    assert served(data, reader, generations) == "newest"


@pytest.mark.parametrize("content", [b"", b"\x00" * 20, b"4", b"999 0000000000000000\n", "四".encode()])
def test_a_wrong_current_is_refused_by_name_and_healed(content, collection, embedder, copy_of, reader, generations) -> None:
    data = copy_of(collection.new)
    (data / "CURRENT").write_bytes(content)
    assert served(data, reader, generations).startswith("refused: The file CURRENT is damaged")
    index(data, collection, embedder)
    assert served(data, reader, generations) == "newest"


def test_a_stale_current_serves_the_older_generation_with_a_notice(collection, embedder, copy_of, reader, generations) -> None:
    data = copy_of(collection.new)
    number = current_number(open_directory(data))
    (data / "CURRENT").write_bytes(current_bytes(number - 1))
    assert served(data, reader, generations) == f"older: Generation {number} was never taken into service."
    index(data, collection, embedder)
    assert served(data, reader, generations) == "newest"


def test_without_current_nothing_is_served_until_the_next_run(collection, embedder, copy_of, reader, generations) -> None:
    data = copy_of(collection.new)
    (data / "CURRENT").unlink()
    assert "policyqa index" in served(data, reader, generations)
    index(data, collection, embedder)
    assert served(data, reader, generations) == "newest"


def test_a_whole_generation_that_is_gone_is_named(collection, embedder, copy_of, reader, generations) -> None:
    data = copy_of(collection.new)
    number = current_number(open_directory(data))
    shutil.rmtree(data / "generations" / str(number))
    assert served(data, reader, generations) == f"older: The file manifest.json of generation {number} cannot be read."
    index(data, collection, embedder)
    assert served(data, reader, generations) == "newest"


def test_two_generations_that_changed_places_are_both_refused(collection, copy_of, reader, generations) -> None:
    data = copy_of(collection.new)
    folder, number = data / "generations", current_number(open_directory(data))
    (folder / str(number)).rename(folder / "aside")
    (folder / str(number - 1)).rename(folder / str(number))
    (folder / "aside").rename(folder / str(number - 1))
    assert served(data, reader, generations).startswith(f"older: The file manifest.json of generation {number} was changed")


def test_a_newer_format_is_refused_and_not_answered_from_an_older_generation(collection, copy_of, monkeypatch) -> None:
    data = copy_of(collection.new)
    number = current_number(open_directory(data))
    monkeypatch.setattr("index.manifest.FORMAT", 0)
    with pytest.raises(StoreError, match="format 1, this program reads up to 0: update policyqa") as raised:
        read_manifest(data / "generations" / str(number))
    assert raised.value.code == "newer_format"
    with pytest.raises(StoreError, match="update policyqa"):
        open_current(open_directory(data))


def test_a_damaged_marker_is_named_by_reader_and_writer(collection, embedder, copy_of) -> None:
    data = copy_of(collection.new)
    (data / "policyqa.json").write_bytes(b"{")
    with pytest.raises(StoreError, match=r"policyqa\.json"):
        open_directory(data)
    with pytest.raises(StoreError, match=r"policyqa\.json"):
        index(data, collection, embedder)


# -- the catalogue, which only the writer opens --------------------------------------------------------------------------------


def lose_generations(data: Path) -> None:
    """Then the writer has to read every row of the catalogue."""
    (data / "CURRENT").unlink()
    shutil.rmtree(data / "generations")


def refused_by_the_writer(data: Path, collection: Collection, embedder: Any) -> StoreError | None:
    try:
        index(data, collection, embedder)
    except StoreError as error:
        assert error.code in {"damaged", "storage_error", "newer_format"}  # noqa: PT017
        assert str(data) not in str(error)  # noqa: PT017
        assert "\n" not in str(error)  # noqa: PT017
        return error
    return None


@pytest.mark.parametrize("number", range(10))
@pytest.mark.parametrize("mutation", [flip_bit, truncate, zero_page])
def test_a_damaged_catalogue_is_refused_or_harmless(mutation, number, collection, embedder, copy_of, reader) -> None:
    data = copy_of(collection.new)
    lose_generations(data)
    chance = random.Random(f"{SEED} catalogue {mutation.__name__} {number}")
    mutation(data / "catalogue.sqlite", chance, [])
    error = refused_by_the_writer(data, collection, embedder)
    if error is None:  # a page that holds nothing, or only a file that is read again
        assert reader.state(data) == collection.new_state
    if mutation is truncate:
        assert error or data.joinpath("catalogue.sqlite").stat().st_size


@pytest.mark.parametrize("content", [b"", b"no database at all " * 100, None])
def test_a_lost_catalogue_is_one_sentence_and_the_served_state_stays(content, collection, embedder, copy_of, reader) -> None:
    """Going on with an empty one would drop every report that is not indexed just now."""
    data = copy_of(collection.new)
    if content is None:
        (data / "catalogue.sqlite").unlink()
    else:
        (data / "catalogue.sqlite").write_bytes(content)
    error = refused_by_the_writer(data, collection, embedder)
    assert error
    assert error.code == "damaged"
    assert "catalogue.sqlite" in str(error)
    assert reader.state(data) == collection.new_state


def test_a_row_changed_behind_our_back_is_noticed(collection, embedder, copy_of) -> None:
    data = copy_of(collection.new)
    lose_generations(data)
    connection = sqlite3.connect(data / "catalogue.sqlite")
    with connection:
        connection.execute("UPDATE reports SET text = replace(text, '6.5%', '9.5%')")
    connection.close()
    error = refused_by_the_writer(data, collection, embedder)
    assert error
    assert "a row was changed after it was written" in str(error)


@pytest.mark.parametrize("seed_column", ["text", "passages", "metadata"])
def test_every_column_that_is_served_is_sealed(seed_column, collection, embedder, copy_of) -> None:
    data = copy_of(collection.new)
    lose_generations(data)
    connection = sqlite3.connect(data / "catalogue.sqlite")
    with connection:
        connection.execute(f"UPDATE reports SET {seed_column} = {seed_column} || ' ' WHERE number = (SELECT max(number) FROM reports)")
    connection.close()
    assert refused_by_the_writer(data, collection, embedder)
