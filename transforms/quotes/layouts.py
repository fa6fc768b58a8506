"""Tell the ways in which transcripts write who has the floor: one pattern each, with an example."""

from __future__ import annotations

import re

from transforms.lexicons import lexicon, titles

TIME = r"[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?"
STAMP = r"[\[(]\d{1,2}:\d\d(?::\d\d)?[\])]"
WORD = r"[^\W_][\w.'’-]*"
NAME = rf"(?=[^\W\d_a-z]){WORD}(?:[ ,]{{1,2}}{WORD}){{0,5}}"
PERSON = rf"(?=[^\W\d_a-z]){WORD}(?: {WORD}){{1,5}}"
TITLES = "|".join(sorted(word.title() for word in lexicon("office")))
ADDRESSED = "|".join(sorted(word.title() for word in lexicon("office") | titles().keys()))
OFFICES = rf"The|Acting|Prime|First|Lord|Parliamentary|Solicitor|Under-Secretary|{TITLES}"
"""How the label of an office begins, behind which the name of its holder stands."""
SIDE = (
    r"on behalf|in writing|[Mm]ember|[Rr]apporteur|[Dd]raftsman|[Aa]uthor|[Dd]eputising|President"
    r"|Vice-President|High Representative|Minister|Secretary"
)
"""What the European Parliament puts behind a name instead of a group."""
CAPITALS = r"(?:Mc|Mac|De|Di|La|Le|Van|Von|O['’])?[A-Z]{2,}[A-Z'’-]*"
PROPER = r"[^\W\d_a-z][\w'’-]*[^\W\d_]"
PARTICLE = r"(?:[a-z]{2,3}|al-\w+)"
EMPHASIS = r"(?:\*{1,3}|_{1,3})"
HELD = (
    rf"(?:{OFFICES})\b[^()\n:.?!]{{0,90}} \((?P<held>{PERSON})\)"
    r"(?: ?\([^()\n]{1,60}\)){0,2}:(?=\s)"
)
SEAT = (
    rf"(?P<seat>{PERSON})(?: \([\w&/+ -]{{1,15}}\)|, (?:{SIDE})\b[^\n.]{{0,100}})\.?"
    r" [–—-](?=\s)"
)
NAMED = (
    rf"(?P<name>{NAME})(?:{EMPHASIS})?"
    rf"(?P<beside>(?:[ ]?(?:\([^()\n]{{1,60}}\)|\[[^\[\]\n]{{1,30}}\]|{TIME})){{0,3}})[ ]*:"
    rf"(?:{EMPHASIS})?(?=\s)"
)
FLOOR = (
    rf"(?P<floor>(?:Mr|Mrs|Ms|Miss|Dr)\. {CAPITALS}(?: {CAPITALS}){{0,2}}"
    r"|The [A-Z]{2,}(?: [A-Z]{2,}){0,5}(?: pro tempore)?)"
    r"(?: of [A-Z]\w+(?: [A-Z]\w+)?)?(?: \([^()\n]{1,40}\))?\.(?=\s)"
)
LINE = (
    rf"(?P<line>{PERSON})(?:[ ]+(?:--|[-–—])[ ]+(?P<post>[^\n:]{{2,80}})"
    rf"|[ ]+(?P<timed>{STAMP})|(?P<seats>(?:\s{{1,2}}\([^()\n]{{2,60}}\)){{2}}))[ \t]*(?=\n)"
)
BENCH = (
    rf"(?P<bench>(?:{ADDRESSED})\.? {PROPER}(?: {PROPER})?"
    r"|The (?:Chair(?:man|woman|person)?|Clerk|Witness|Speaker|President))\.(?=\s)"
)
ALONE = (
    r"(?:(?<=\n\n)|(?<![\s\S]))"
    rf"(?P<alone>{PROPER}(?: (?:{PROPER}|[A-Z]\.|{PARTICLE})){{0,3}} {PROPER})[ \t]*(?=\n)"
)
LETTER = r"(?P<letter>[QA])(?::|\.(?=[ \t])|\)|(?=[ \t]+[A-Z]))"
PLAY = r"(?P<play>[A-Z][A-Z'’-]+(?: [A-Z][A-Z'’-]+){0,3})\.(?=\s)"
PATTERNS = {
    "round": (r"\(\((?P<round>[^()\n]{1,40})\)\)(?::|(?=\s))", "((Reed)) Who was there?"),
    "letter": (LETTER, "Q. Who was there?"),
    "held": (HELD, "The Minister for Parks (Tom Hale): I have nothing to add."),
    "seat": (SEAT, "Ida Holm (PPE). – Madam President, we welcome this report."),
    "name": (NAMED, "Mr Bone (Wellingborough) (Con): Will the Minister give way?"),
    "floor": (FLOOR, "Mr. HALE of Ohio. Mr. Speaker, I rise today."),
    "bench": (BENCH, "Senator Hale. The subcommittee will come to order."),
    "line": (LINE, "Helen Ross -- Chief Executive Officer"),
    "part": (r"(?P<part>Operator|Moderator|Interviewer|Host)[ \t]*(?=\n)", "Operator"),
    "alone": (ALONE, "Ida Holm"),
    "play": (PLAY, "HAMLET. To be, or not to be."),
    "dash": (r"(?P<dash>[—–―])[ \xa0]?(?=\w)", "— Who was there?"),
}
"""Each pattern has a group of its name: the label, if one stands there."""
LABEL = re.compile(
    rf"^[ \t]*(?P<mark>{EMPHASIS})?(?:(?P<stamp>{STAMP})|{TIME})?[ \t]*(?:[-–—][ \t]*)?"
    rf"(?:{EMPHASIS})?(?:" + "|".join(pattern for pattern, _ in PATTERNS.values()) + r")[ \t]*",
    re.MULTILINE,
)
"""A label at the beginning of a line, perhaps after the time, and the mark that parts it off."""
GROUPS = [name for name in PATTERNS if name != "dash"]


def written(match: re.Match[str]) -> str | None:
    """Give the name of the group that holds the label, or None where a dash stands for it."""
    return next((name for name in GROUPS if match[name]), None)


def is_plain(match: re.Match[str]) -> bool:
    """Whether one such label, alone, tells that somebody has the floor."""
    return bool(
        match["held"]
        or match["seat"]
        or match["floor"]
        or (match["name"] and (match["stamp"] or (match["beside"] or "").count("(") > 1))
        or (match["line"] and (match["timed"] or match["seats"]))
        or _is_party(match["beside"] or "")
        or _is_post(match["post"] or match["beside"] or "")
    )


def is_marked(match: re.Match[str]) -> bool:
    """Whether a label is set in other type: `**Harbour Post:**`."""
    return bool(match["name"] and match["mark"])


def _is_party(beside: str) -> bool:
    """Whether brackets hold a seat and a party: `(Lac-Vert, Lib.)`, `(National—Rangiora)`."""
    return bool(re.search(r"\([^()\d]+(?:, |[—–])[A-Z]", beside))


def _is_post(post: str) -> bool:
    """Whether words name an office or a part in the talk: `Chief Executive Officer`."""
    words = re.findall(r"\w+", post.lower())
    return not (lexicon("office") | lexicon("part")).isdisjoint(words)
