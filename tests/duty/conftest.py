import pytest

from tests.duty.cast import set_cast


@pytest.fixture
def cast(db):
    """Three partners with their people, a youth organisation and a coordinator."""
    return set_cast()
