"""Know countries, cities, peoples and international bodies, with their Wikidata items."""

from __future__ import annotations

from transforms.links.known import known_names, lists_hash
from transforms.links.nations import nation, peoples
from transforms.links.own import GazetteerError, own_names

__all__ = ["GazetteerError", "known_names", "lists_hash", "nation", "own_names", "peoples"]
