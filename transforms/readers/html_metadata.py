"""Read what a page says about itself: JSON-LD, meta tags, links and marked-up elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import html

from transforms.dates import parse_date
from transforms.readers.draft import Metadata

ARTICLE = re.compile(r"Article|Posting|Report|WebPage|Interview|Press", re.IGNORECASE)
PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "publishdate",
    "pubdate",
    "publish_date",
    "dcterms.created",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.date",
    "dc.date",
    "date",
)
MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod")
TITLE = ("og:title", "twitter:title", "dc.title", "headline")
AUTHOR = ("author", "article:author", "dc.creator", "parsely-author", "byl")
PUBLISHER = ("og:site_name", "publisher", "dc.publisher", "application-name")
BYLINES = (
    "//*[@rel='author' or @itemprop='author']",
    "//p[contains(@class, 'byline') or contains(@class, 'author')]",
    "//*[self::span or self::div or self::a][contains(@class, 'byline')]",
)
TIMES = ("//*[@itemprop='datePublished']", "//article//time[@datetime]", "//time[@datetime]")
BY = re.compile(r"\s*(?:by|written by|author:)\s+", re.IGNORECASE)
MAX_NAME = 100
MAX_NODES = 5_000

Node = Mapping[str, Any]


def metadata_of(tree: html.HtmlElement) -> Metadata:
    """Give what a page says about itself, and where its date of publication stands."""
    metas = _metas(tree)
    article = next(_articles(tree), {})
    published, source = _published(tree, metas, article)
    return Metadata(
        title=_title(tree, metas, article),
        authors=tuple(dict.fromkeys(_authors(tree, metas, article))),
        publisher=_name(article.get("publisher")) or _first(metas, PUBLISHER),
        url=_url(tree, metas, article),
        language=_language(tree, metas),
        published=published,
        published_source=source,
        modified=_text(article.get("dateModified")) or _first(metas, MODIFIED),
    )


def _metas(tree: html.HtmlElement) -> dict[str, str]:
    """Give the meta tags by name, the first of each."""
    metas: dict[str, str] = {}
    for tag in tree.iter("meta"):
        content = _text(tag.get("content"))
        for key in ("property", "name", "itemprop", "http-equiv"):
            if content and tag.get(key):
                metas.setdefault(tag.get(key, "").strip().lower(), content)
    return metas


def _first(metas: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _articles(tree: html.HtmlElement) -> Iterator[Node]:
    """Yield the JSON-LD nodes that describe an article, those that name a headline first."""
    nodes = [node for node in _nodes(tree) if ARTICLE.search(str(node.get("@type"))[:200])]
    yield from sorted(nodes, key=lambda node: "headline" not in node)


def _nodes(tree: html.HtmlElement) -> Iterator[Node]:
    """Yield the objects of a page's JSON-LD in the order of the page; broken ones are left out."""
    for script in tree.iter("script"):
        if "ld+json" not in script.get("type", ""):
            continue
        try:
            pending = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        for _ in range(MAX_NODES):
            if not pending:
                break
            node = pending.pop()
            if isinstance(node, dict):
                yield node
                pending.append(node.get("@graph"))
            elif isinstance(node, list):
                pending.extend(reversed(node))


def _published(
    tree: html.HtmlElement, metas: Mapping[str, str], article: Node
) -> tuple[str | None, str | None]:
    """Give the first date that can be read, and whether JSON-LD, a meta tag or the text has it."""
    if (date := _text(article.get("datePublished"))) and parse_date(date):
        return date, "jsonld"
    for name in PUBLISHED:
        if name in metas and parse_date(metas[name]):
            return metas[name], "meta"
    for path in TIMES:
        for element in tree.xpath(path)[:10]:
            date = element.get("datetime") or element.get("content") or element.text_content()
            if parse_date(date):
                return date.strip(), "text"
    return None, None


def _title(tree: html.HtmlElement, metas: Mapping[str, str], article: Node) -> str | None:
    """Give the headline without the name of the site that pages put around it."""
    said = _text(article.get("headline")) or _first(metas, TITLE)
    whole = next((_text(title.text) for title in tree.iter("title")), None)
    headings = (_text(heading.text_content()) for heading in tree.iter("h1"))
    named = said or whole
    if named is None:
        return next(filter(None, headings), None)
    return next(
        (text for text in headings if text and named.startswith(text)), named.split(" | ")[0]
    )


def _authors(tree: html.HtmlElement, metas: Mapping[str, str], article: Node) -> Iterator[str]:
    """Yield the authors that the first place to name any names; addresses are no names."""
    said = article.get("author")
    for names in (
        [_name(person) for person in (said if isinstance(said, list) else [said])],
        [_first(metas, AUTHOR)],
        *([_text(found.text_content()) for found in tree.xpath(path)[:5]] for path in BYLINES),
    ):
        found = [BY.sub("", name, count=1) for name in names if name and "://" not in name]
        found = [name for name in found if 1 < len(name) <= MAX_NAME]
        if found:
            yield from found
            return


def _url(tree: html.HtmlElement, metas: Mapping[str, str], article: Node) -> str | None:
    canonical = next((link.get("href") for link in tree.xpath("//link[@rel='canonical']")), None)
    for url in (canonical, metas.get("og:url"), article.get("url")):
        if (text := _text(url)) and re.match(r"https?://\S+$", text):
            return text
    return None


def _language(tree: html.HtmlElement, metas: Mapping[str, str]) -> str | None:
    return _text(tree.get("lang")) or _first(metas, ("content-language", "og:locale", "language"))


def _name(value: object) -> str | None:
    """Give the name of a person or an organisation of JSON-LD."""
    if isinstance(value, list):
        value = next(iter(value), None)
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _text(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
