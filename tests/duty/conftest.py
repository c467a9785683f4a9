import copy

import pytest

from tests.duty.cast import set_cast


@pytest.fixture(scope="module")
def _cast_of_module(rows_of_module):
    return set_cast()


@pytest.fixture
def cast(_cast_of_module, db):
    """Three partners with their people, a youth organisation and a coordinator."""
    return copy.deepcopy(_cast_of_module)
