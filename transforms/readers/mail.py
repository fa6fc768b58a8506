"""Read mails: what their sender wrote, what they repeat of others, and what is attached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from email.utils import getaddresses
from functools import partial
from typing import cast

from transforms.normalise import decode
from transforms.readers.draft import Block, Item, Metadata, Unreadable, drafted, too_large
from transforms.readers.format import Format, Portion, Seen
from transforms.readers.mail_body import html_blocks, plain_blocks, unfolded
from transforms.readers.members import Member, items

HEADER = re.compile(r"(?:(?P<name>[A-Za-z][A-Za-z0-9-]{1,60}):[^\n]*\n(?:[ \t][^\n]*\n)*)")
KNOWN = frozenset(("from", "to", "cc", "subject", "date", "sender", "reply-to", "content-type"))
TRANSPORTED = frozenset(("message-id", "received", "return-path", "mime-version", "delivered-to"))
"""Headers that only programs write: a memo has From and To as well."""
NO_DOCUMENTS = frozenset(
    ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")
)
MOST_PARTS = 10_000


def read(portion: Portion) -> Iterator[Item]:
    """Yield the document of a mail, then those of its attachments."""
    mail = message_from_bytes(portion.data, policy=default)
    texts, attached = _parts(mail)
    size = sum(len(data) for _, data, _ in texts)
    limit = portion.rules.max_document_bytes
    if size > limit:
        yield too_large(size, limit)
    else:
        yield _document(mail, texts)
    yield from items(portion, attached)


Text = tuple[str, bytes, Message]
"""`plain` or `html`, the bytes, and the part that holds them."""


def _document(mail: EmailMessage, texts: list[Text]) -> Item:
    blocks, encoding = _blocks(texts)
    metadata = _metadata(mail)
    if not any(block.text.strip() for block in blocks) and metadata.title is None:
        return Unreadable(
            None,
            "no_text",
            "The mail has neither a subject nor a text.",
            "Its attachments, if there are any, are documents of their own.",
        )
    said = [f"{name}: {_header(mail, name)}" for name in ("Message-ID", "Subject", "From", "Date")]
    return drafted(
        metadata,
        blocks,
        data="\n".join(said).encode("utf-8", "replace") + b"".join(data for _, data, _ in texts),
        encoding=encoding,
        reader=(FORMAT.name, FORMAT.mime_type),
    )


def _blocks(texts: list[Text]) -> tuple[list[Block], str]:
    """Give the blocks of the plain text, or of the HTML where that says much more."""
    plain: list[Block] = []
    shown: list[Block] = []
    encodings = {"plain": "utf-8", "html": "utf-8"}
    for kind, data, part in texts:
        text, encodings[kind] = decode(data, part.get_content_charset())
        if kind == "html":
            shown += html_blocks(text)
        else:
            is_flowed = part.get_param("format") == "flowed"
            plain += plain_blocks(unfolded(text) if is_flowed else text)
    if 2 * _length(plain) >= _length(shown):
        return plain, encodings["plain"]
    return shown, encodings["html"]


def _length(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _parts(mail: Message) -> tuple[list[Text], list[Member]]:
    """Part what the mail says from what is attached; pictures that its HTML shows are neither."""
    texts: list[Text] = []
    attached: list[Member] = []
    pending: list[Message] = [mail]
    for _ in range(MOST_PARTS):
        if not pending:
            break
        part = pending.pop()
        kind = part.get_content_type()
        inner = part.get_payload()
        if kind == "message/rfc822" and isinstance(inner, list):
            data = cast("Message", inner[0]).as_bytes() if inner else b""
            attached.append(_attached(part, data, len(attached) + 1))
        elif isinstance(inner, list):
            pending.extend(reversed(cast("list[Message]", inner)))
        elif kind in ("text/plain", "text/html") and not _is_attached(part):
            texts.append((kind.partition("/")[2], _payload(part), part))
        elif kind not in NO_DOCUMENTS and (_is_attached(part) or "Content-ID" not in part):
            attached.append(_attached(part, _payload(part), len(attached) + 1))
    return texts, attached


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or (
        part.get_filename() is not None and part.get_content_type().startswith("text/")
    )


def _attached(part: Message, data: bytes, number: int) -> Member:
    ending = ".eml" if part.get_content_type() == "message/rfc822" else ""
    name = (part.get_filename() or f"attachment-{number}{ending}").replace("\\", "/")
    return Member(name.rpartition("/")[2], len(data), None, None, partial(bytes, data))


def _payload(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _metadata(mail: EmailMessage) -> Metadata:
    date = _header(mail, "Date")
    return Metadata(
        title=_header(mail, "Subject"),
        authors=tuple(name or address for name, address in _people(mail, "From")),
        recipients=tuple(
            f"{name} <{address}>" if name else address
            for name, address in _people(mail, "To", "Cc")
        ),
        language=_header(mail, "Content-Language"),
        published=date,
        published_source=date and "mail",
    )


def _people(mail: EmailMessage, *names: str) -> list[tuple[str, str]]:
    said = [_header(mail, name) for name in names]
    return [
        (name, address) for name, address in getaddresses(filter(None, said)) if name or address
    ]


def _header(mail: EmailMessage, name: str) -> str | None:
    """Give a header's text; one that the library cannot read is taken as it stands."""
    try:
        said = mail.get(name)
    except (ValueError, LookupError, TypeError, AttributeError):
        said = next((raw for key, raw in mail.raw_items() if key.lower() == name.lower()), None)
    return " ".join(str(said).split()) or None if said else None


def is_mail(seen: Seen) -> bool:
    """Tell a mail by its headers: two known ones, and one that only programs write."""
    at, names = 0, set()
    while found := HEADER.match(seen.text, at):
        names.add(found["name"].lower())
        at = found.end()
    if seen.suffix == ".eml" and names & (KNOWN | TRANSPORTED):
        return True
    return len(names & KNOWN) >= 2 and bool(names & TRANSPORTED)


def _in_one_part(*_: object) -> Iterator[None]:
    """Cut nothing: a mail is read as a whole, however much its attachments weigh."""
    return iter(())


FORMAT = Format(
    name="mail",
    suffixes=(".eml",),
    mime_type="message/rfc822",
    sniff=is_mail,
    read=read,
    split=_in_one_part,  # type: ignore[arg-type]
    is_container=True,
)
