"""Give the tests what is slow to load, once."""

from __future__ import annotations

import pytest

from transforms import nlp


@pytest.fixture(scope="session")
def pipeline() -> nlp.Pipeline:
    """Load the default pipeline."""
    return nlp.load()
