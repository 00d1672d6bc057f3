"""Being the one writer of a data directory."""

from collections.abc import Iterator
from contextlib import contextmanager

from index.catalogue import Catalogue
from index.directory import DataDirectory, writer_lock
from index.errors import StoreError
from index.publish import clean


@contextmanager
def writing(directory: DataDirectory) -> Iterator[tuple[DataDirectory, Catalogue]]:
    """Be the one writer, with the catalogue open. Raises StoreError when that cannot be."""
    try:
        with writer_lock(directory):
            clean(directory)
            _check_catalogue(directory)
            catalogue = Catalogue(directory.catalogue)
            try:
                yield directory, catalogue
            finally:
                catalogue.close()
    except OSError as error:
        raise StoreError("storage_error", f"The index could not be written ({error.strerror}): the old state is kept.") from error


def _check_catalogue(directory: DataDirectory) -> None:
    """An empty catalogue beside served reports was lost: going on would silently drop every report that is not indexed now."""
    lost = not directory.catalogue.exists() or directory.catalogue.stat().st_size == 0
    if lost and directory.current.exists():
        raise StoreError("damaged", "The file catalogue.sqlite is missing or empty: restore it, or index into a new data directory.")
