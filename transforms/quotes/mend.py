"""Mend readings that their neighbours or their syntax contradict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from transforms.lexicons import function_words, lexicon, taking
from transforms.quotes import datelines
from transforms.quotes.contents import NOT_WORDS, Range
from transforms.quotes.nouns import is_lifeless
from transforms.quotes.parting import less, narrated, parted, yielded
from transforms.quotes.rank import Found, neighbours
from transforms.quotes.relations import ANY_SUBJECT
from transforms.quotes.reported import told_to
from transforms.quotes.sources import NOMINAL
from transforms.quotes.tree import Tree
from transforms.quotes.unspoken import is_unspoken

CONDITIONS = frozenset({"because", "if", "lest", "provided", "providing", "unless", "until"})
SMALL = frozenset(function_words("small"))
"""Words that stay small in the title of a work."""
MOST_TITLE_WORDS = 8
IDIOMS = lexicon("idiom")
TIMES = frozenset({"DATE", "TIME", "QUANTITY"})


def mended(tree: Tree, found: list[Found]) -> list[Found]:
    """Leave each verb what it reports: no title, no dateline, and nothing that another reports."""
    named = [
        _resumed(
            tree,
            narrated(tree, _undated(tree, _heard(tree, _reasoned(tree, _inverted(tree, one))))),
        )
        for one in found
        if not (_is_title(tree, one) or _is_idiom(tree, one) or is_unspoken(tree, one))
    ]
    apart = [parted(tree, one, named) for one in named]
    apart = [yielded(tree, one, near) for one, near in neighbours(apart)]
    return [_released(one, near) for one, near in neighbours(apart)]


def _undated(tree: Tree, one: Found) -> Found:
    """Cut the dateline off a content: `LONDON (Reuters) - The bank has closed, it said.`."""
    begin, end = one.pieces[0]
    return less(one, [(datelines.behind(tree, begin, end), end), *one.pieces[1:]])


def _reasoned(tree: Tree, one: Found) -> Found:
    """Add what somebody is judged for: `was criticised by the court for employing …`."""
    if "agent" not in one.reading.source_path:
        return one
    for child in tree.children[one.reading.cue]:
        begin, end = child, tree.right[child] + 1
        is_told = tree.count_quoted(begin, end) or tree.deps[tree.heads[end - 1]] == "pcomp"
        if tree.lowers[child] == "for" and child not in one.words and is_told:
            words = one.words.union(tree.words(begin, end))
            return replace(one, pieces=sorted([*one.pieces, (begin, end)]), words=words)
    return one


def _heard(tree: Tree, one: Found) -> Found:
    """Leave whom it is told out of what is told: `told the three judges that he had fled`."""
    clause = told_to(tree, one.reading.cue)
    if clause is None or len(one.pieces) > 1:
        return one
    begin, (first, last) = tree.left[clause], one.pieces[0]
    return less(one, [(begin, last)]) if first < begin < last else one


def _resumed(tree: Tree, one: Found) -> Found:
    """Add the reason or the condition behind the verb: `The vote was lost, she said, unless …`."""
    (begin, end), cue, source = one.pieces[0], one.reading.cue, one.reading.source
    first, last = tree.sentences[tree.sentence(cue)]
    at = max(cue, cue if source is None else tree.right[source]) + 1
    if len(one.pieces) > 1 or not first <= begin < end <= cue or at + 1 >= last:
        return one
    if tree.lowers[at] != "," or tree.lowers[at + 1] not in CONDITIONS or tree.in_quote[at] >= 0:
        return one
    while tree.pos[last - 1] in NOT_WORDS and last > at:
        last -= 1
    words = one.words.union(tree.words(at + 1, last))
    return replace(one, pieces=[(begin, end), (at + 1, last)], words=words)


def _released(one: Found, near: list[Found]) -> Found:
    """Leave a quotation to the verb beside it: `It is late, he said. “No,” said Okoye.`."""
    if len(one.pieces) == 1:
        return one
    return less(one, [p for p in one.pieces if not any(_claims(o, p, one) for o in near)])


def _claims(other: Found, piece: Range, one: Found) -> bool:
    """Whether another verb stands nearer to a piece and reports all of it."""
    words = [i for i in one.words if piece[0] <= i < piece[1]]
    cue = other.reading.cue
    is_around = one.reading.cue in other.words
    if other is one or is_around or cue in one.words or not other.words.issuperset(words):
        return False
    return _distance(cue, piece) < _distance(one.reading.cue, piece)


def _distance(cue: int, piece: Range) -> int:
    return max(piece[0] - cue, cue - piece[1] + 1)


def _inverted(tree: Tree, one: Found) -> Found:
    """Find the subject behind the verb: `“Where is it?” asked Okoye.`."""
    cue = one.reading.cue
    lemma = tree.lemmas[cue]
    if one.reading.source is not None or lemma == "tell" or lemma not in lexicon("reports"):
        return one
    deps = {tree.deps[child] for child in tree.children[cue]}
    is_behind = any(
        end <= cue and all(tree.pos[i] in NOT_WORDS for i in range(end, cue))
        for _, end in one.pieces
    )
    if not is_behind or deps & {*ANY_SUBJECT, "auxpass"} or tree.tags[cue] not in ("VBD", "VBZ"):
        return one
    subject = next(_behind(tree, cue), None)
    if subject is None or subject in one.words:
        return one
    one.reading.source, one.reading.source_path = subject, "/nsubj>"
    return one


def _behind(tree: Tree, cue: int) -> Iterator[int]:
    """Yield what begins right behind a verb and names somebody."""
    for child in tree.children[cue]:
        if (
            tree.left[child] == cue + 1
            and tree.pos[child] in NOMINAL
            and tree.entities[child] != "DATE"
        ):
            yield child


def _is_idiom(tree: Tree, one: Found) -> bool:
    """Whether a verb of speech means something else with its object: `the storm claimed lives`."""
    cue = one.reading.cue
    if any(tree.in_quote[i] != tree.in_quote[cue] for i in one.words):
        return False
    return _is_handled(tree, one) or any(
        tree.deps[child] == "dobj" and f"{tree.lemmas[cue]} {tree.lemmas[child]}" in IDIOMS
        for child in tree.children[cue]
    )


def _is_handled(tree: Tree, one: Found) -> bool:
    """Whether a thing is only dealt with: `concluded its hearing`, `was found by a walker`."""
    cue, paths = one.reading.cue, [path.split(" ")[0].rstrip("?=") for path in one.reading.paths]
    if all(tree.entities[i] in TIMES or tree.pos[i] == "NUM" for i in one.words):
        asked = {f"prep:{word}" for word in taking("act").get(tree.lemmas[cue], ())}
        return asked.isdisjoint(paths)  # "observed for 17 nights", but not "asked for eight years"
    things = [path for path in paths if not path.startswith("prep:")]
    if not things or any(path not in ("dobj", "nsubjpass") for path in things):
        return False
    top = next((i for i in sorted(one.words) if tree.heads[i] == cue), None)
    if top is None or tree.lemmas[top] in lexicon("saying") - {"letter", "case", "order"}:
        return False
    by = one.reading.source if "agent" in one.reading.source_path else None
    return tree.lemmas[cue] in lexicon("handles") or (by is not None and is_lifeless(tree, by))


def _is_title(tree: Tree, one: Found) -> bool:
    """Whether a content is the name of a work: a short quotation, all of it in large letters."""
    if len(one.pieces) > 1 or len(one.words) > MOST_TITLE_WORDS:
        return False
    begin, end = one.pieces[0]
    quotation = tree.quotation(begin)
    if quotation is None or tree.tokens(quotation.start, quotation.end) != (begin, end):
        return False
    inside = tree.text[quotation.start : quotation.end].strip("“”\"‘’'«»„")
    before = tree.text[: quotation.start].rstrip()[-1:]
    words = inside.split()
    capital = sum(word[0].isupper() for word in words)
    small = all(word[0].isupper() or word in SMALL for word in words)
    return capital > 1 and small and inside[-1:].isalnum() and before not in (",", ":")
