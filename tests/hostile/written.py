"""Write the files that enemies, accidents and bad programs leave in a folder."""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path

from tests.hostile.quines import gzip_quine, zip_quine
from tests.hostile.samples import TEXT, samples
from tests.transforms.readers import papers
from tests.transforms.readers.test_packed import archive as tar
from tests.transforms.readers.test_packed import other
from tests.transforms.readers.test_zipped import archive as packed

MEMBERS = 10_000
WITHOUT_BREAK = 50_000_000
SPARSE = 200_000_000
DEEP = 20_000
GERMAN = "Der Bericht sagt nichts Neues, und niemand weiß, was danach kommt. "
"""Long enough, it is known for a language that the pipeline does not speak, and costs nothing."""
SUFFIXES = (
    "txt", "md", "html", "pdf", "docx", "odt", "rtf", "epub", "json", "jsonl", "csv", "tsv",
    "parquet", "eml", "mbox", "rss", "atom", "xml", "warc", "warc.gz", "zip", "tar", "gz", "bz2",
    "xz",
)  # fmt: skip


def files(secret: Path) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of every file; some try to take `secret` in."""
    yield from _containers()
    yield from _texts()
    yield from _records()
    yield from _nested()
    yield from _mails()
    for number, name in enumerate(_entities(secret)):
        yield f"entities-{number}-{name[0]}", name[1]
    for suffix in SUFFIXES:
        yield f"empty.{suffix}", b""
        yield f"blank.{suffix}", b" \r\n\t\n"
    given = samples()
    for name, (_, data) in zip(given, [*given.items()][1:], strict=False):
        yield f"wrongly-called-{name}", data


def place(folder: Path, outside: Path) -> set[str]:
    """Put into a folder what only a file system can hold; give the paths to be told of."""
    _write(folder / ("n" * 250 + ".txt"), TEXT)
    _write(folder / "two\nlines.txt", TEXT)
    _write(folder / "-rf *; 'drop' \"table\" %s {0} \u202etxt.exe .txt ", TEXT)
    _write(folder / os.fsdecode(b"caf\xe9.txt"), TEXT)
    _write(folder / "caf\\udce9.txt", TEXT)
    _write(folder / "twice.zip!a.txt", TEXT)
    (folder / "twice.zip").write_bytes(packed({"a.txt": TEXT}))
    _write(folder / "folder.zip" / "in.txt", TEXT)
    _write(folder / os.fsdecode(b"b\xff") / "in.txt", TEXT)
    _write(folder / "described.txt", TEXT)
    _write(folder / "described.txt.meta.json", "[" * DEEP)
    _write(folder / "odd.txt", TEXT)
    _write(folder / "odd.txt.meta.json", '{"title": "\\ud800", "authors": [null, {}, 1e999]}')
    os.link(folder / "odd.txt", folder / "linked-hard.txt")
    (folder / "linked.txt").symlink_to(folder / "odd.txt")
    (folder / "around").symlink_to(folder, target_is_directory=True)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    (folder / "one.txt").symlink_to(folder / "other.txt")
    (folder / "other.txt").symlink_to(folder / "one.txt")
    (folder / "endless.txt").symlink_to("/dev/zero")
    (folder / "outside.txt").symlink_to(outside)
    (folder / "gone.txt").symlink_to(folder / "nothing.txt")
    os.mkfifo(folder / "pipe.txt")
    with suppress(OSError), socket.socket(socket.AF_UNIX) as one:  # names of sockets are short
        one.bind(os.path.relpath(folder / "socket.txt"))
    with suppress(OSError):  # only the superuser makes devices
        os.mknod(folder / "zero.txt", 0o600 | stat.S_IFCHR, os.makedev(1, 5))
    with (folder / "sparse.txt").open("wb") as file:
        file.truncate(SPARSE)
    told = (path for path in _walk(folder) if not path.is_dir())
    shown = {path.relative_to(folder).as_posix() for path in told}
    return {name for name in shown if not name.endswith(".meta.json")}


def _walk(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        yield from (Path(place, name) for name in names)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _containers() -> Iterator[tuple[str, bytes]]:
    """Yield archives that unpack to too much, to nothing good, or to elsewhere."""
    yield "bomb.zip", packed({"zeros.txt": bytes(WITHOUT_BREAK), "a.txt": TEXT})
    yield "bomb.txt.gz", gzip.compress(bytes(WITHOUT_BREAK), mtime=0)
    inner = packed({f"{n}.txt": bytes(900_000) for n in range(16)})
    for _ in range(2):
        inner = packed({f"{n}.zip": inner for n in range(16)})
    yield "bomb-in-bomb.zip", inner
    yield "itself.zip", zip_quine()
    yield "itself.gz", gzip_quine()
    deep = TEXT.encode()
    for _ in range(40):
        deep = gzip.compress(deep, mtime=0)
    yield "forty-times.gz", deep
    german = GERMAN * 4
    yield "many.zip", packed({f"{n}.txt": german if n % 50 == 0 else "" for n in range(MEMBERS)})
    yield "overlapping.zip", _overlapping()
    out = {"../../escaped.txt": TEXT, "/escaped.txt": TEXT, "C:\\escaped.txt": TEXT}
    yield "out.zip", packed(out)
    odd = [other(name, kind) for name, kind in KINDS.items()]
    yield "out.tar", tar({name: text.encode() for name, text in out.items()}, *odd)
    names = {"a\nb.txt": TEXT, "\u202egpj.txt": TEXT, "n" * 5_000: TEXT, "!": TEXT, " ": TEXT}
    yield "names.zip", packed(names)
    yield "empty-archive.zip", packed({})
    yield "empty-archive.tar", bytes(10_240)
    yield "empty-archive.gz", gzip.compress(b"", mtime=0)
    yield "locked.zip", _locked(packed({"a.txt": TEXT}, zipfile.ZIP_STORED))
    yield "locked.docx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4_000)


KINDS = {
    "link.txt": tarfile.SYMTYPE,
    "hard.txt": tarfile.LNKTYPE,
    "device.txt": tarfile.CHRTYPE,
    "disk.txt": tarfile.BLKTYPE,
    "pipe.txt": tarfile.FIFOTYPE,
}


def _overlapping() -> bytes:
    """Write an archive all of whose members are the same bytes of it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0.txt", GERMAN * 3_000)
        first = archive.infolist()[0]
        for number in range(1, 500):
            copy = zipfile.ZipInfo(f"{number}.txt")
            for name in ("CRC", "compress_size", "file_size", "header_offset", "compress_type"):
                setattr(copy, name, getattr(first, name))
            archive.filelist.append(copy)
        archive._didModify = True
    return buffer.getvalue()


def _locked(data: bytes) -> bytes:
    """Set the mark of an encrypted member in an archive's list and before the member."""
    out = bytearray(data)
    out[6] |= 1
    out[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(out)


def _texts() -> Iterator[tuple[str, bytes]]:
    yield "nul.txt", b"\x00".join(TEXT.encode().split())
    yield "nuls.txt", bytes(5_000)
    yield "invalid.txt", b"\xff\xc3\x28".join(TEXT.encode().split())
    yield "surrogates.txt", b"\xed\xa0\x80 ".join(TEXT.encode().split())
    yield "no-break.txt", b"word " * (WITHOUT_BREAK // 5)
    yield "no-space.txt", b"x" * 50_000
    yield "one-sign.txt", "“".encode() * 3_000
    yield "combining.txt", ("e" + "\u0301" * 10_000).encode()
    yield "right-to-left.txt", "\u202e\u2066".join(TEXT.split(" ")).encode()
    yield "only-controls.txt", "\u202e\u2066\u200b\ufeff\u00ad".encode() * 50
    yield "brackets.md", b"[" * DEEP + b"](" * DEEP
    yield "stars.md", b"*a **b " * DEEP
    yield "quoted.md", b"> " * DEEP + b"text"
    yield "open.md", b"---\na: [" * 2_000
    yield "aliases.md", b"---\n" + _yaml_laughs() + b"\n---\n\nText.\n"
    yield "tags.html", b"<!DOCTYPE html><p>" + b"<div><b>" * DEEP + b"text"
    yield "closed.html", b"<html>" + b"</div>" * DEEP
    yield "attributes.html", b"<html><p " + b"a='b' " * DEEP + b">text"
    yield "tables.html", b"<html>" + b"<table><tr><td>" * 3_000 + b"text"
    yield "scripts.html", b"<html><script>" * DEEP
    yield "closed-comments.html", b"<!---->" * 1_000 + b"text"
    yield "comments.html", b"<html><!--" * DEEP
    yield "groups.rtf", b"{\\rtf1 " + b"{" * DEEP + b"text"
    yield "numbers.rtf", b"{\\rtf1 \\u999999999999?\\bin99999999 \\'zz text\\par}"


def _yaml_laughs() -> bytes:
    lines = ["a0: &a0 [lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join([*lines, "title: *a11"]).encode()


def _records() -> Iterator[tuple[str, bytes]]:
    yield (
        "surrogate.json",
        b'{"id": "\\ud800", "title": "\\udfff", "text": "\\ud83d one \\u0000 two"}',
    )
    yield "deep.json", b"[" * 100_000
    yield "deep.jsonl", b'{"text": ' + b"[" * 100_000 + b"\n" + b'{"text": "Sound."}\n'
    yield "numbers.json", b'{"id": 1e999, "text": "Text.", "date": ' + b"9" * 10_000 + b"}"
    yield (
        "dates.jsonl",
        b"".join(
            json.dumps({"text": "Text.", "date": date}).encode() + b"\n"
            for date in (
                "0000-00-00",
                "9999-12-31T23:59:60+99:99",
                10**30,
                -1e308,
                [],
                {"a": 1},
                "١٢",
            )
        ),
    )
    yield "same.jsonl", b'{"id": "x", "text": "Text."}\n' * 50
    yield "types.json", b'[1, null, "a", [[]], {"text": 7}, {"text": {"a": []}}, {"text": [null]}]'
    yield (
        "long-id.json",
        json.dumps({"id": "x" * 10**6, "title": "y" * 10**6, "text": "Z."}).encode(),
    )
    yield "quotes.csv", b'id,text\n1,"' + b'""' * DEEP
    yield "columns.csv", b",".join(b"c%d" % n for n in range(DEEP)) + b"\n" + b"x," * DEEP
    yield "ragged.csv", b"id,text\n1\n1,2,3,4\n,,,\n\x00,\x00\n\n\n"


def _nested() -> Iterator[tuple[str, bytes]]:
    """Yield XML in XML in XML, as each kind of package and feed holds it."""
    deep = "<a>" * DEEP
    yield "deep.rss", f"<rss><channel><item><title>T</title>{deep}".encode()
    yield "deep.odt", papers.packed({"mimetype": ODT, "content.xml": f"<office><p>{deep}"})
    yield "deep.docx", packed({"[Content_Types].xml": "<Types/>", "word/document.xml": deep})
    yield "empty.package.docx", packed({"[Content_Types].xml": "", "word/document.xml": ""})
    spine = '<itemref idref="a"/>' * 2_000
    listed = '<manifest><item id="a" href="a.xhtml"/></manifest>'
    book = f"<package>{listed}<spine>{spine}</spine></package>"
    yield (
        "looped.epub",
        papers.packed({"mimetype": EPUB, "META-INF/container.xml": CONTAINER, "c.opf": book,
                       "a.xhtml": "<p>Again.</p>"}),
    )  # fmt: skip
    yield (
        "outside.epub",
        papers.packed(
            {
                "mimetype": EPUB,
                "META-INF/container.xml": CONTAINER.replace("c.opf", "../../etc/passwd"),
            }
        ),
    )
    yield "pages.pdf", PAGES_IN_A_CIRCLE


ODT = "application/vnd.oasis.opendocument.text"
EPUB = "application/epub+zip"
CONTAINER = '<container><rootfiles><rootfile full-path="c.opf"/></rootfiles></container>'
PAGES_IN_A_CIRCLE = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R 2 0 R]/Count 999999999>>endobj\n"
    b"trailer<</Root 1 0 R/Size 3/Prev 9>>\n%%EOF"
)


def _mails() -> Iterator[tuple[str, bytes]]:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@record.example", "Nested"
    mail.set_content(TEXT)
    for _ in range(30):
        outer = EmailMessage()
        outer["From"], outer["Subject"] = "a@record.example", "Nested"
        outer.add_attachment(mail)
        mail = outer
    yield "nested.eml", mail.as_bytes()
    head = b"From: a@record.example\nSubject: =?zlib?B?AAAA?=\nDate: Tue, 99 Foo 99999\n"
    for number, charset in enumerate(
        ("zlib", "rot13", "idna", "../../etc/passwd", "utf-7", "\x00")
    ):
        kind = b'Content-Type: text/plain; charset="%s"\n\n' % charset.encode()
        yield f"charset-{number}.eml", head + kind + b"Text. +ADw-script+AD4-\n"
    yield "boundary.eml", head + b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n" * DEEP
    yield "headers.eml", head + b"To: " + b"a@b, " * DEEP + b"\n\nText.\n"
    yield (
        "name.eml",
        (
            head + b"Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: text/plain\n"
            b'Content-Disposition: attachment; filename="../../escaped.txt"\n\nText.\n--a--\n'
        ),
    )


def _entities(secret: Path) -> Iterator[tuple[str, bytes]]:
    """Yield documents that define entities: a file of the machine, or ever more laughter."""
    laughs = '<!ENTITY e0 "lol">' + "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12)
    )
    for subset in (f'<!ENTITY e11 SYSTEM "{secret.as_uri()}">', laughs):
        doctype = f"<?xml version='1.0'?><!DOCTYPE x [{subset}]>"
        yield (
            "a.rss",
            f"{doctype}<rss><channel><item><title>T &e11;</title><description>D &e11;</description>"
            "</item></channel></rss>".encode(),
        )
        yield "a.atom", f"{doctype}<feed><entry><title>T &e11;</title></entry></feed>".encode()
        yield "a.html", f"{doctype}<html><body><p>T &e11;</p></body></html>".encode()
        yield "a.xml", f"{doctype}<x>T &e11;</x>".encode()
        text = f"{doctype}<x><p>T &e11;</p><t>T &e11;</t></x>"
        yield "a.odt", papers.packed({"mimetype": ODT, "content.xml": text, "meta.xml": text})
        yield "a.docx", packed({"[Content_Types].xml": "<Types/>", "word/document.xml": text})
        yield (
            "a.epub",
            papers.packed({"mimetype": EPUB, "META-INF/container.xml": CONTAINER, "c.opf": text}),
        )
