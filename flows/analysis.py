"""Analyse a batch: read, normalise, parse and extract it. Runs inside a worker process."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import fields
from itertools import islice

from spacy.tokens import Doc

from flows.batches import Job
from flows.limits import TooSlow, allowed, within
from flows.settings import Settings
from flows.work import Produced, Work
from transforms.documents import heading_spans
from transforms.explain import Explanation, explain
from transforms.extract import Extracted, extract
from transforms.foreign import extract_names
from transforms.nlp import Pipeline, load
from transforms.tables import Document

GROUP = 16
"""Documents parsed together; if one of them fails, they are parsed one by one."""

EXTRACTS = tuple(field.name for field in fields(Extracted))

Report = Callable[[int, int, int], None]
"""Told of bytes, documents and words that are done."""


class Analysis:
    """A loaded pipeline that turns batches into rows."""

    def __init__(self, pipeline: str, report: Report) -> None:
        self._pipeline = load(pipeline)
        self._others: dict[str, Pipeline] = {}
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

    def explain(self, one: Document, quote_id: str, settings: Settings) -> Explanation | None:
        """Tell why a quote of a stored document stands, or None if it is found no more."""
        if _pipeline_for(one, settings) != settings.pipeline:
            return None
        return explain(one, next(iter(self._docs(settings.pipeline, [one]))), quote_id)

    def _analyse(self, documents: list[Document], work: Work) -> None:
        job = work.job
        per_char = job.batch.size / max(1, sum(one.char_count for one in documents))
        for one, doc in self._parsed(documents, work):
            try:
                with within(allowed(job.settings.max_seconds, one.char_count)):
                    found = self._extract(one, doc, job.settings)
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
            by_name: dict[str | None, list[Document]] = defaultdict(list)
            for one in group:
                by_name[_pipeline_for(one, work.job.settings)].append(one)
            docs: dict[str, Doc] = {}
            for name, own in by_name.items():
                docs |= zip((one.document_id for one in own), self._docs(name, own), strict=True)
            return [docs[one.document_id] for one in group]

    def _docs(self, name: str | None, own: list[Document]) -> Iterator[Doc]:
        """Parse with a pipeline; without one, only tell the words apart."""
        texts = (one.text for one in own)
        return self._named(name).parse(texts) if name else map(self._pipeline.tokenise, texts)

    def _named(self, name: str) -> Pipeline:
        """Give a pipeline, loaded when the first document needs it."""
        if name == self._pipeline.name:
            return self._pipeline
        if name not in self._others:
            self._others[name] = load(name)
        return self._others[name]

    def _extract(self, one: Document, doc: Doc, settings: Settings) -> Extracted:
        """Give the rows of a document; of a language without rules of ours, its names."""
        is_other = _pipeline_for(one, settings) not in (None, settings.pipeline)
        rows = extract_names if is_other else extract
        return rows(one, doc, heading_spans(one), settings.chunk_tokens)


def _pipeline_for(one: Document, settings: Settings) -> str | None:
    """Name the pipeline that reads a document, None for one that is not analysed."""
    if not one.is_analysed:
        return None
    if one.language is None or one.language in settings.languages:
        return settings.pipeline
    return settings.pipelines.get(one.language, settings.pipeline)
