"""Gather the names that are known beforehand: the lists that come along, and the user's own."""

from __future__ import annotations

from flows.settings import Settings, SettingsError
from transforms.ids import content_hash
from transforms.links import GazetteerError, known_names, lists_hash, own_names
from warehouse.known_names import Gazetteer


def gazetteer(settings: Settings) -> Gazetteer:
    """Give the known names; those of the setting `gazetteer` come first.

    Raises SettingsError, naming the line, when the user's file cannot be used.
    """
    if settings.gazetteer is None:
        return Gazetteer(lists_hash(), known_names)
    try:
        text = settings.gazetteer.read_text(encoding="utf-8")
        own = list(own_names(text, settings.gazetteer.name))
    except OSError as error:
        raise SettingsError(
            f"The gazetteer {settings.gazetteer} cannot be read: {error.strerror or error}. "
            "Correct the setting `gazetteer`, or leave it out."
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"The gazetteer {settings.gazetteer} is not UTF-8 ({error}): save it as UTF-8."
        ) from error
    except GazetteerError as error:
        raise SettingsError(str(error)) from error
    own_hash = content_hash(text.encode())
    return Gazetteer(f"{lists_hash()}-{own_hash}", lambda: [*own, *known_names()])
