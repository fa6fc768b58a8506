"""Analyse a batch: read, normalise, parse and extract it. Runs inside a worker process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from spacy.tokens import Doc

from flows.batches import Job
from flows.limits import TooSlow, allowed, within
from flows.work import Produced, Work
from transforms.documents import heading_spans
from transforms.extract import extract
from transforms.nlp import load
from transforms.tables import Document

GROUP = 16
"""Documents parsed together; if one of them fails, they are parsed one by one."""

EXTRACTS = ("chunks", "mentions", "clusters", "roles", "quotes", "quote_spans", "quote_entities")

Report = Callable[[int, int, int], None]
"""Told of bytes, documents and words that are done."""


class Analysis:
    """A loaded pipeline that turns batches into rows."""

    def __init__(self, pipeline: str, report: Report) -> None:
        self._pipeline = load(pipeline)
        self._report = report

    def extract(self, job: Job) -> Produced:
        """Read what is to be read, analyse what is new or changed, and give the rows."""
        work = Work(job)
        self._analyse([*work.anew(), *work.read()], work)
        return work.produced()

    def read(self, job: Job) -> tuple[Produced, list[Document]]:
        """Only read: give what came of it, and the documents that are to be analysed."""
        work = Work(job)
        documents = [*work.anew(), *work.read()]
        return work.produced(), documents

    def analyse(self, job: Job, one: Document) -> Produced:
        """Analyse a document that was read before."""
        work = Work(job)
        self._analyse([one], work)
        return work.produced()

    def _analyse(self, documents: list[Document], work: Work) -> None:
        job = work.job
        per_char = job.batch.size / max(1, sum(one.char_count for one in documents))
        for one, doc in self._parsed(documents, work):
            try:
                with within(allowed(job.settings.max_seconds, one.char_count)):
                    found = extract(one, doc, heading_spans(one), job.settings.chunk_tokens)
            except (Exception, TooSlow) as error:  # a fault in one document must not cost others
                work.fail(one, error)
            else:
                work.keep(one, {name: getattr(found, name) for name in EXTRACTS})
            size = round(one.char_count * per_char)
            self._report(size, 1, one.word_count)
        if not documents:
            self._report(job.batch.size, 0, 0)

    def _parsed(self, documents: list[Document], work: Work) -> Iterator[tuple[Document, Doc]]:
        """Parse in groups. Where a group fails, the documents are parsed one by one."""
        remaining = iter(documents)
        while group := list(islice(remaining, GROUP)):
            try:
                docs = self._parse(group, work)
            except (Exception, TooSlow):  # whatever goes wrong, it must cost one document only
                yield from self._parsed_alone(group, work)
            else:
                yield from zip(group, docs, strict=True)

    def _parsed_alone(self, group: list[Document], work: Work) -> Iterator[tuple[Document, Doc]]:
        for one in group:
            try:
                docs = self._parse([one], work)
            except (Exception, TooSlow) as error:
                work.fail(one, error)
            else:
                yield one, docs[0]

    def _parse(self, group: list[Document], work: Work) -> list[Doc]:
        seconds = work.job.settings.max_seconds
        with within(sum(allowed(seconds, one.char_count) for one in group)):
            return list(self._pipeline.parse(one.text for one in group))
