from __future__ import annotations

import pytest

from catalog.embedded import EmbeddedCatalog
from catalog.seed import load_also_known, load_titles


@pytest.fixture(scope="session")
def catalog() -> EmbeddedCatalog:
    """The shipped catalogue, which nothing changes."""
    return EmbeddedCatalog(load_titles(), load_also_known())
