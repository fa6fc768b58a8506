"""Know which country a name or a people means: Kenya, Kenyan, Kenyans."""

from __future__ import annotations

from functools import cache

from transforms.links.known import country_names, people_names


def nation(name: str) -> str | None:
    """Give the ISO code of the country that a name or a people means.

    >>> nation("Kenyan"), nation("Ivory Coast"), nation("Delta Bank")
    ('KE', 'CI', None)
    """
    return _codes().get(name.lower())


@cache
def peoples() -> frozenset[str]:
    """List what the people of countries are called: Spaniard, Kenyans."""
    return frozenset(name for name, _ in people_names())


@cache
def _codes() -> dict[str, str]:
    return {name.lower(): code for name, code in (*country_names(), *people_names())}
