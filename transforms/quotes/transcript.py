"""Find the turns of interviews, hearings and dialogues, where a label says who has the floor."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from transforms.lexicons import function_words, lexicon, titles
from transforms.quotes.attribution import Span
from transforms.quotes.declared import declared
from transforms.quotes.layouts import LABEL, is_marked, is_plain, written

LINE = re.compile(r"\s*(\S[^\n]*)")
GAP = re.compile(r"\n\s*\n")
ASIDE = re.compile(r"\s*(?:\[[^\[\]]*\]|\([^()]*\))\s*$")
"""A paragraph that is a stage direction: `[Laughter]`."""
TALK = re.compile(
    r"\?|\b(?:I|we|We|you|You|my|My|our|Our|your|me|us|yes|Yes|no|No|Yeah|Thank|Thanks|Well)\b"
)
ENDING = re.compile(r"[.?!…—–-][\"”’)\]*]*$")
FIRST = re.compile(r"\b(?:I|we|We|my|My|me|our|Our|us)\b")
HELD = re.compile(
    r"\b(?:interview(?:s|ed)?|conversation|spoke|speaks|sworn|testif\w+|testimony|deposition"
    r"|examination|Q ?& ?A|witness)\b",
    re.IGNORECASE,
)
"""Words of a text that tells of talk between people."""
LEAST_TURNS, LEAST_TALK, LEAST_ENDINGS = 3, 0.3, 0.6
MOST_PARAGRAPHS = 8
"""A turn of more paragraphs than this ends with its first, and the story goes on."""
LONGEST_LABEL = 45
ASKING = frozenset(("q", "question", "questions", "interviewer", "wn", "wikinews"))
ANSWERING = frozenset(function_words("answering"))
PARTS = ASKING | ANSWERING | lexicon("part")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person says in a transcript, and the label that names them."""

    label: Span
    """Empty where a dash begins the turn, or where an answer follows its question unmarked."""
    mark: Span
    """The colon, or what else stands between label and content."""
    content: Span
    name: str
    """The label in small letters without brackets and times; empty like the label."""

    @property
    def is_question(self) -> bool:
        """Whether somebody asks who is not named."""
        return self.name in ASKING

    @property
    def is_part(self) -> bool:
        """Whether the label tells a part in the talk and no name: `A`, `THE COURT`, `Speaker 2`."""
        words = [word for word in self.name.split() if not word.isdigit()]
        return bool(words) and (words[-1] in PARTS or words[0] in ("the", "unidentified"))


@lru_cache(maxsize=1)
def turns(text: str) -> tuple[Turn, ...]:
    """Find the turns of a text that is a transcript or holds one; none in any other text.

    The last answer is kept, as those who read quotes and those who read speakers ask for it.
    """
    said = _introduced(text, [m for m in LABEL.finditer(text) if _may_speak(m)])
    labels = _speaking(text, list(said))
    found: list[Turn] = []
    for place, match in enumerate(labels):
        follows = labels[place + 1] if place + 1 < len(labels) else None
        found += _parted(text, match, follows)
    return tuple(found) or _declared(text)


def _declared(text: str) -> tuple[Turn, ...]:
    """Give the one turn of a text that is somebody's as a whole."""
    told = declared(text)
    if told is None:
        return ()
    label, content = told
    return (Turn(label, (label[1], label[1]), content, text[slice(*label)].lower()),)


def _may_speak(match: re.Match[str]) -> bool:
    name = _name(match)
    words = name.split()
    if match["dash"] or match["letter"]:
        return True
    return (
        0 < len(name) <= LONGEST_LABEL
        and name not in lexicon("label")
        and words[0] not in lexicon("label")
        and words[-1] not in lexicon("label")
    )


def _introduced(text: str, labels: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield labels without the lines that may as well be headings: names alone, told of only once.

    Who has the floor comes again, or was named by whoever had it before.
    """
    counts, before = Counter(map(_name, labels)), 0
    for match in labels:
        again = not match["alone"] or counts[_name(match)] > 1
        if again or text.find(match["alone"], before, match.start()) >= 0:
            yield match
        before = match.end()


def _name(match: re.Match[str]) -> str:
    group = written(match)
    return match[group].strip(" .").lower() if group else ""


def _speaking(text: str, labels: list[re.Match[str]]) -> list[re.Match[str]]:
    """Keep the labels that there is evidence for: they come again, in turn, before talk."""
    kept = _lettered(text, labels)
    counts = Counter(_name(m) for m in labels if not m["letter"] and not m["dash"])
    again = [m for m in labels if counts[_name(m)] > 1 or _is_formal(m)]
    pool = sorted((*kept, *again), key=re.Match.start)
    if again:
        first, last = pool[0].start(), pool[-1].start()
        once = (m for m in labels if counts[_name(m)] == 1 and first < m.start() < last)
        pool = sorted({*pool, *once}, key=re.Match.start)
        is_alternating = len({_name(m) for m in pool}) > 1 and (
            len(pool) >= LEAST_TURNS or all(map(_is_formal, pool))
        )
        if (is_alternating or all(map(is_plain, pool))) and _is_talk(text, pool):
            kept = pool
    dashes = [m for m in labels if m["dash"] and ENDING.search(_line(text, m))]
    if len(dashes) >= LEAST_TURNS and _is_talk(text, dashes):
        kept = sorted((*kept, *dashes), key=re.Match.start)
    return kept


def _is_formal(match: re.Match[str]) -> bool:
    """Tell the labels of a court or a parliament, and those set in bold: `MS. REED:`."""
    if is_plain(match) or is_marked(match):
        return True
    words = (match["name"] or "").split()
    is_titled = len(words) > 1 and words[0].rstrip(".").lower() in {"the", *titles()}
    return is_titled and " ".join(words).isupper()


def _lettered(text: str, labels: list[re.Match[str]]) -> list[re.Match[str]]:
    """Keep the Q and A of an interview, not those of a page of questions often asked."""
    letters = [m for m in labels if m["letter"]]
    marks = {text[m.end("letter")] for m in letters if m["letter"] == "Q"}
    letters = [m for m in letters if text[m.end("letter")] in marks]
    answers = [m for m in letters if m["letter"] == "A"]
    questions = len(letters) - len(answers)
    is_bare = marks == {" "}
    if questions < (2 if is_bare or not answers else 1) or (is_bare and len(answers) < 2):
        return []
    told = HELD.search(text) or any(FIRST.search(_line(text, m)) for m in answers)
    return letters if told else []


def _is_talk(text: str, labels: Sequence[re.Match[str]]) -> bool:
    """Tell what people say from lists of prices, scores and dates: sentences, you and I."""
    lines = [_line(text, match) for match in labels]
    talk = sum(TALK.search(line) is not None for line in lines)
    ended = sum(ENDING.search(line) is not None for line in lines)
    return talk >= LEAST_TALK * len(lines) and ended >= LEAST_ENDINGS * len(lines)


def _line(text: str, match: re.Match[str]) -> str:
    """Give the first line behind a label, which may stand on a line of its own."""
    found = LINE.match(text, match.end())
    return found[1].rstrip() if found else ""


def _parted(text: str, match: re.Match[str], follows: re.Match[str] | None) -> Iterator[Turn]:
    """Yield the turn of a label, and the unmarked answer behind a question."""
    paragraphs = _paragraphs(text, match.end(), follows.start() if follows else len(text))
    if not paragraphs:
        return
    number = _length(text, paragraphs, is_last=follows is None)
    group = written(match)
    label = match.span(group) if group else (match.start(), match.start())
    content = (paragraphs[0][0], paragraphs[number - 1][1])
    colon = -1 if match["line"] or match["alone"] else text.rfind(":", label[1], match.end())
    mark = (colon, colon + 1) if colon >= 0 else (label[1], label[1])
    turn = Turn(label, match.span("dash") if match["dash"] else mark, content, _name(match))
    is_asked = turn.is_question and (follows is None or _name(follows) in ASKING)
    if is_asked and len(paragraphs) > 1:
        begins, ends = paragraphs[1][0], paragraphs[max(1, number - 1)][1]
        yield replace(turn, content=paragraphs[0])
        yield Turn((begins, begins), (begins, begins), (begins, ends), "")
    else:
        yield turn


def _paragraphs(text: str, start: int, end: int) -> list[Span]:
    """List the paragraphs of a turn without the stage directions at its end."""
    found: list[Span] = []
    for gap in [*GAP.finditer(text, start, end), None]:
        stop = gap.start() if gap else end
        piece = text[start:stop]
        if piece.strip():
            begins = start + len(piece) - len(piece.lstrip())
            found.append((begins, start + len(piece.rstrip())))
        start = gap.end() if gap else end
    while found and ASIDE.fullmatch(text[slice(*found[-1])]):
        found.pop()
    return found


def _length(text: str, paragraphs: list[Span], *, is_last: bool) -> int:
    """Say how many paragraphs belong to a turn: sentences, and in the last one such as say I."""
    is_open = not is_last and len(paragraphs) <= MOST_PARAGRAPHS
    number = 1
    for paragraph in (text[slice(*span)] for span in paragraphs[1:]):
        if not ENDING.search(paragraph) or not (is_open or FIRST.search(paragraph)):
            break
        number += 1
    return number
