import gc

import pytest

from documents.collecting import without_collection


def test_collection_goes_on_after_a_reading_also_after_one_that_failed() -> None:
    with without_collection():
        assert not gc.isenabled()
        with without_collection():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="damaged"), without_collection():
        raise ValueError("damaged")
    assert gc.isenabled()
