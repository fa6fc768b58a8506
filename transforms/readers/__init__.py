"""Read documents of any format: bytes in, drafts out. One module a format."""

from transforms.readers.draft import Block, Draft, Item, Metadata, Unreadable
from transforms.readers.format import Part
from transforms.readers.registry import FORMATS, parts, read

__all__ = ["FORMATS", "Block", "Draft", "Item", "Metadata", "Part", "Unreadable", "parts", "read"]
