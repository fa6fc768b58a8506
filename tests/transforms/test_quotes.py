"""Attributions: who said what, with which words, in sentences of every shape."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms import nlp
from transforms.quotes import Attribution, find_quotes
from transforms.quotes.shape import LONGEST
from transforms.quotes.tree import Tree
from transforms.tokens import Tokens

QUICK = settings(max_examples=30)
Find = Callable[[str], list[Attribution]]

WHO_SAID_WHAT = {
    "direct, cue behind": (
        "“The bridge is safe,” said Mayor Anna Field.",
        ("Mayor Anna Field", "said", "“The bridge is safe,”"),
    ),
    "direct, cue before": (
        'Mayor Field said: "The bridge is safe."',
        ("Mayor Field", "said", '"The bridge is safe."'),
    ),
    "direct, single marks": (
        "‘The bridge isn’t safe,’ Field told reporters.",
        ("Field", "told", "‘The bridge isn’t safe,’"),
    ),
    "indirect with that": (
        "The minister argued that taxes were too high.",
        ("The minister", "argued", "that taxes were too high"),
    ),
    "indirect without that": (
        "She said taxes would rise.",
        ("She", "said", "taxes would rise"),
    ),
    "according to": (
        "According to the police, two men were arrested.",
        ("the police", "According to", "two men were arrested"),
    ),
    "according to at the end": (
        "Two men were arrested, according to the police.",
        ("the police", "according to", "Two men were arrested"),
    ),
    "called for": (
        "The union called for higher wages.",
        ("The union", "called for", "higher wages"),
    ),
    "warned of": (
        "Doctors warned of a new outbreak.",
        ("Doctors", "warned of", "a new outbreak"),
    ),
    "raised concerns about": (
        "The president has raised concerns about the cost of the war.",
        ("The president", "has raised concerns about", "the cost of the war"),
    ),
    "cue clause behind": (
        "The plan would fail, Smith warned.",
        ("Smith", "warned", "The plan would fail"),
    ),
    "somebody's words as subject": (
        "Her remarks reflected the view that the law was unjust.",
        ("Her remarks", "reflected", "the view that the law was unjust"),
    ),
    "a dash instead of a verb": (
        "“We never gave up on that bridge.” — Maria Lopez",
        ("Maria Lopez", "—", "“We never gave up on that bridge.”"),
    ),
    "a thought": (
        "Brown believes that the vote was fair.",
        ("Brown", "believes", "that the vote was fair"),
    ),
}


@pytest.fixture(name="find")
def find_(pipeline: nlp.Pipeline) -> Find:
    """Parse a text and find its quotes."""

    def find(text: str) -> list[Attribution]:
        (doc,) = pipeline.parse([text])
        return find_quotes(Tokens(doc))

    return find


def spelled(text: str, one: Attribution) -> tuple[str, str, str]:
    """Give source, cue and content as words."""
    pieces = (one.source, one.cue, one.content)
    source, cue, content = (" … ".join(text[s:e] for s, e in part) for part in pieces)
    return source, cue, content


@pytest.mark.parametrize(("text", "expected"), WHO_SAID_WHAT.values(), ids=WHO_SAID_WHAT)
def test_who_said_what(find: Find, text: str, expected: tuple[str, str, str]) -> None:
    """Source, cue and content are found where the sentence puts them."""
    assert expected in [spelled(text, one) for one in find(text)]


def test_an_interrupted_quotation_is_one(find: Find) -> None:
    """A quotation that its cue interrupts is one attribution with two pieces."""
    text = '"The bridge," Field said on Monday, "is perfectly safe."'
    (one,) = find(text)
    assert [text[s:e] for s, e in one.content] == ['"The bridge,"', '"is perfectly safe."']


def test_a_participle_shares_its_speaker(find: Find) -> None:
    """What a participle reports is said by the subject of the sentence."""
    text = "Miller criticized the budget, arguing that it would hurt the poor."
    assert ("Miller", "arguing", "that it would hurt the poor") in [
        spelled(text, one) for one in find(text)
    ]


def test_a_quotation_over_paragraphs_is_one(find: Find) -> None:
    """A quotation reopened in the next paragraph goes on with the same speaker."""
    text = "Field said: “The bridge is safe.\n\n“We tested it twice this year.”"
    (one,) = find(text)
    assert text[one.content[-1][0] : one.content[-1][1]].endswith("this year.”")


def test_a_floating_quotation_is_carried(find: Find) -> None:
    """A paragraph in quotation marks without a cue belongs to the last speaker."""
    text = (
        "“The bridge is safe,” Anna Field said on Monday.\n\n"
        "“We have tested every bolt of it twice.”"
    )
    last = find(text)[-1]
    assert last.is_carried
    assert last.source == ()
    assert last.carried_from is not None
    assert text[slice(*last.carried_from)] == "Anna Field"


@pytest.mark.parametrize(
    ("lead", "source"),
    [
        ("The old miller shrugged.", "The old miller"),
        ("Told of this, she grinned.", "she"),
        ("Sheila Nolan, 71, has grown roses here for forty years.", "Sheila Nolan"),
        ("Dunn said the hall was cold, and that nobody had come.", "Dunn"),
    ],
)
def test_a_quotation_belongs_to_who_leads_it_in(find: Find, lead: str, source: str) -> None:
    """Whole sentences in marks are those of whom the sentence before tells."""
    text = f"{lead} “You can never rush them, you know.”"
    last = find(text)[-1]
    where = last.carried_from or last.source[0]
    assert text[slice(*where)] == source
    assert text[slice(*last.content[-1])].startswith("“You can never")


def test_a_quotation_after_things_is_nobodys(find: Find) -> None:
    """A sentence about a mill leads nobody's words in."""
    assert find("In the spring the mill closed. “We had nothing to do with that decision.”") == []


def test_a_saying_within_a_saying_has_a_parent(find: Find) -> None:
    """What one source reports another to have said is held by the first attribution."""
    text = "Miller said that the deal would help and that Brown had warned that prices would rise."
    outer, inner = find(text)
    assert (outer.parent, inner.parent) == (None, 0)
    assert spelled(text, inner)[0] == "Brown"


QUOTE_TYPES = {
    "direct": '"The bridge is safe," Field said.',
    "mixed": "Field said the bridge was “perfectly safe” for everybody.",
    "indirect": "Field said that the bridge was safe.",
}


@pytest.mark.parametrize(("kind", "text"), QUOTE_TYPES.items())
def test_quote_types(find: Find, kind: str, text: str) -> None:
    """Quotation marks around all, a part or none of a content tell its type."""
    assert [one.quote_type for one in find(text)] == [kind]


NOBODY_SPEAKS = {
    "an event": "The train left the station at noon and arrived an hour later.",
    "a scare quote": "The so-called “bridge” was closed in May.",
    "a title": "Her first novel, “The Long Road”, sold two million copies.",
    "inches": 'The plank was 6\'2" long and 4" wide.',
}


@pytest.mark.parametrize("text", NOBODY_SPEAKS.values(), ids=NOBODY_SPEAKS)
def test_nothing_is_said_where_nobody_speaks(find: Find, text: str) -> None:
    """Marks around titles, scare quotes and measures make no attribution."""
    assert find(text) == []


def test_a_denied_saying_is_negated(find: Find) -> None:
    """What somebody did not say is kept and marked as such."""
    (one,) = find("Field did not say that the bridge was safe.")
    assert one.is_negated


def test_thought_is_told_from_speech(find: Find) -> None:
    """Believing is thought, saying is speech."""
    kinds = [
        find(f"Field {verb} that the bridge was safe.")[0].attribution_kind
        for verb in ("believes", "said")
    ]
    assert kinds == ["thought", "speech"]


def test_the_time_of_saying_is_kept(find: Find) -> None:
    """A date that goes with the cue tells when it was said."""
    text = "Field said on Tuesday that the bridge was safe."
    (one,) = find(text)
    assert one.said_at_text is not None
    assert text[slice(*one.said_at_text)] == "Tuesday"


@QUICK
@given(text=st.text(alphabet="“”\"'‘’ ,.:aHesaid\n", max_size=150))
def test_quotes_lie_in_their_document(pipeline: nlp.Pipeline, text: str) -> None:
    """Whatever the text, a quotation is exactly where its words are."""
    (doc,) = pipeline.parse([text])
    for one in find_quotes(Tokens(doc)):
        for start, end in one.content + one.cue + one.source:
            assert 0 <= start < end <= len(text)


WORDS = ("He", "said", "that", "“", "”", '"', ",", ".", ":", "taxes", "rose", "\n\n", "Ms. Field")


@QUICK
@given(words=st.lists(st.sampled_from(WORDS), max_size=40))
def test_finding_is_deterministic(pipeline: nlp.Pipeline, words: list[str]) -> None:
    """The same text gives the same quotes, with pieces in order and parents that hold them."""
    text = " ".join(words)
    (first,), (second,) = pipeline.parse([text]), pipeline.parse([text])
    found = find_quotes(Tokens(first))
    assert found == find_quotes(Tokens(second))
    for one in found:
        assert list(one.content) == sorted(one.content)
        assert one.parent is None or one.parent != found.index(one)


def test_a_sentence_without_end_is_cut(pipeline: nlp.Pipeline) -> None:
    """No sentence is longer than the limit, and no word hangs on one beyond its own."""
    tree = Tree(Tokens(next(iter(pipeline.parse(["he said " * LONGEST])))))
    assert max(end - begin for begin, end in tree.sentences) <= LONGEST
    assert all(tree.sentence(i) == tree.sentence(head) for i, head in enumerate(tree.heads))


def test_the_text_may_be_given(pipeline: nlp.Pipeline) -> None:
    """The document's text, handed over, changes nothing."""
    doc = next(iter(pipeline.parse(["“The bridge is safe,” said Mayor Anna Field."])))
    assert find_quotes(Tokens(doc, doc.text)) == find_quotes(Tokens(doc))


def test_each_verb_has_its_own_quotation(find: Find) -> None:
    """What stands between two reports belongs to the nearer one, and to no other."""
    text = (
        "It was not clear how long the order would last, officials said. "
        '"Nobody tells us anything," complained one woman, who gave her name only as Rita.'
    )
    told = {text[slice(*one.source[0])][:9]: one.content for one in find(text)}
    assert [text[slice(*piece)] for piece in told["officials"]] == [
        "It was not clear how long the order would last"
    ]
    assert [text[slice(*piece)] for piece in told["one woman"]] == ['"Nobody tells us anything,"']
