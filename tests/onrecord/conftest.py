"""Give the tests that look at pages one browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.onrecord.dashboard_browser import chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one browser for all tests."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give the tests one person's browser, so that it fetches the dashboard's code once."""
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    yield context
    context.close()
