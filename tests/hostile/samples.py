"""Give a sound file of every format that a reader takes."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma

from tests.conftest import SEEDS
from tests.transforms.readers import papers, test_mail, test_tables, test_web
from tests.transforms.readers.test_packed import archive as tar
from tests.transforms.readers.test_zipped import archive as packed

TEXT = """Ferry will sail again in June, minister says

Transport minister Elin Dahl said on Tuesday that the ferry would sail again in June.

“We have waited long enough,” Dahl told reporters. Jonas Reed of the union called it a start."""
MARKDOWN = f"---\ntitle: The ferry\ndate: 2026-03-12\n---\n\n# The ferry\n\n{TEXT}\n"
MAILBOX = b"From ana@record.example Tue Mar 10 09:00:00 2026\n"


def samples() -> dict[str, bytes]:
    """Give name and bytes of a file of every format; only dates differ from time to time."""
    page = next(iter(sorted(SEEDS.rglob("*.html")))).read_bytes()
    lines = "\n".join(json.dumps({"id": str(n), "text": TEXT}) for n in range(3))
    mail = test_mail.message(html=test_mail.HTML).as_bytes()
    return {
        "a.txt": TEXT.encode(),
        "latin.txt": TEXT.encode("cp1252"),
        "wide.txt": TEXT.encode("utf-16"),
        "a.md": MARKDOWN.encode(),
        "a.html": page,
        "a.pdf": papers.pdf(TEXT.split("\n\n"), columns=2),
        "locked.pdf": papers.pdf(TEXT.split("\n\n"), password="secret"),
        "scan.pdf": papers.scan(),
        "a.docx": papers.word(),
        "a.odt": papers.open_document(),
        "a.rtf": papers.RTF,
        "a.epub": papers.book(),
        "a.json": test_tables.FILES["a.json"],
        "a.jsonl": lines.encode(),
        "a.csv": test_tables.FILES["a.csv"],
        "a.tsv": test_tables.FILES["a.tsv"],
        "a.parquet": test_tables.FILES["a.parquet"],
        "a.eml": mail,
        "a.mbox": MAILBOX + mail + b"\n" + MAILBOX + mail,
        "a.rss": test_web.RSS.encode(),
        "a.atom": test_web.ATOM.encode(),
        "a.warc": test_web.ARCHIVES["plain"],
        "a.warc.gz": test_web.ARCHIVES["packed by record"],
        "a.zip": packed({"a.txt": TEXT, "in/b.html": page, "c.jsonl": lines}),
        "a.tar": tar({"a.txt": TEXT.encode(), "in/b.html": page}),
        "a.tar.gz": gzip.compress(tar({"a.txt": TEXT.encode()}), mtime=0),
        "a.txt.bz2": bz2.compress(TEXT.encode()),
        "a.txt.xz": lzma.compress(TEXT.encode()),
    }
