"""Read documents of any format: bytes in, drafts out. One module a format."""

from transforms.readers.beside import Beside
from transforms.readers.draft import Block, Draft, Item, Metadata, Unreadable
from transforms.readers.format import HEAD, Part, Rules
from transforms.readers.formats import FORMATS
from transforms.readers.registry import may_be_cut, parts, read

__all__ = [
    "FORMATS",
    "HEAD",
    "Beside",
    "Block",
    "Draft",
    "Item",
    "Metadata",
    "Part",
    "Rules",
    "Unreadable",
    "may_be_cut",
    "parts",
    "read",
]
