"""Find the words that report: verbs mostly, but nouns, adjectives, prepositions and colons too."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.quotes.lexicon import lexicon
from transforms.quotes.linear import Group, Names
from transforms.quotes.tree import Tree

WITH_KIND = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "xcomp", "ccomp", "advcl", "conj"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
OWNERS = SUBJECTS | {"poss"}
CLAUSES = frozenset({"ccomp", "xcomp", "acl", "advcl", "relcl"})
OBJECTS = frozenset({"dobj", "attr", "acomp", "oprd"})
LITTLE = frozenset({"prep", "agent", "prt", "aux", "auxpass", "neg", "mark", "advmod", "det"})
LINKS = frozenset({"prep", "prt", "agent", "det"})
BY_LEMMA = {"sl": OWNERS, "ch": CLAUSES, "o": OBJECTS}
AWAITED = ("ccomp", "xcomp", "dobj", "nsubj", "nsubjpass", "prep")
MUTE = frozenset({"PUNCT", "SPACE"})


def candidates(tree: Tree, gate: frozenset[tuple[str, str]]) -> Iterator[int]:
    """Yield the tokens that may be the head of a cue: all verbs, and what the gate lets in."""
    for index, word in enumerate(zip(tree.lemmas, tree.pos, strict=True)):
        if word[1] == "VERB" or word in gate:
            yield index


def kind_of(tree: Tree, index: int) -> str:
    """Say whether a word is in the list of reporting verbs or of nouns for what is said."""
    return kind(tree.lemmas[index], tree.pos[index])


def kind(lemma: str, pos: str) -> str:
    """Do the same for a lemma and its part of speech."""
    if pos == "VERB" and lemma in lexicon("reporting"):
        return "reports"
    if pos == "NOUN" and lemma in lexicon("sayings"):
        return "saying"
    return ""


def features(tree: Tree, cue: int) -> list[Group]:
    """List what is known of a candidate: itself, what hangs below and above, what stands near."""
    lemma, pos, dep = tree.lemmas[cue], tree.pos[cue], tree.deps[cue]
    head = tree.heads[cue]
    out: list[Group] = [
        (_itself, lemma, pos, tree.tags[cue], dep),
        (_above, tree.lemmas[head], tree.pos[head], dep, pos),
    ]
    out += _below(tree, cue, lemma, pos)
    out += _near(tree, cue, lemma, pos)
    return out


def _itself(lemma: str, pos: str, tag: str, dep: str) -> Names:
    own = kind(lemma, pos)
    return (
        "b",
        f"b|{pos}",
        f"l={lemma}|{pos}",
        f"t={tag}",
        f"lt={lemma}|{tag}",
        f"d={dep}",
        f"ld={lemma}|{dep}",
        f"dt={dep}|{tag}",
        f"s={lemma[-4:]}|{pos}",
        *((f"kind={own}", f"kind={own}|{dep}") if own else ()),
    )


def _above(head: str, head_pos: str, dep: str, pos: str) -> Names:
    return (
        f"h={head}|{dep}",
        f"hp={head_pos}|{dep}",
        f"hk={kind(head, head_pos)}|{dep}|{pos}",
    )


def _below(tree: Tree, cue: int, lemma: str, pos: str) -> Iterator[Group]:
    own, seen = kind(lemma, pos), set()
    for child in tree.children[cue]:
        child_pos = tree.pos[child]
        if child_pos in MUTE:
            continue
        dep, side = tree.deps[child], "<" if child < cue else ">"
        seen.add(dep)
        yield _child, lemma, pos, dep, side
        if dep in LITTLE:
            yield _little, lemma, pos, dep, tree.lowers[child]
            continue
        child_lemma, form = tree.lemmas[child], tree.entities[child] or tree.tags[child]
        yield _content, own, dep, child_lemma, child_pos
        if dep in OWNERS:
            is_named = tree.entities[child] or child_pos != "PRON"
            yield _owner, lemma, pos, dep, form if is_named else tree.lowers[child]
        elif dep in CLAUSES:
            first = tree.lowers[tree.left[child]]
            yield _clause, pos, f"{dep}{side}", first, tree.tags[child]
        elif dep in OBJECTS:
            yield _object, lemma, pos, dep, child_lemma, form
    yield _missing, lemma, pos, *[dep for dep in AWAITED if dep not in seen]


def _child(lemma: str, pos: str, dep: str, side: str) -> Names:
    return (
        f"c={dep}{side}|{pos}",
        f"lc={lemma}|{pos}|{dep}{side}",
        f"kc={kind(lemma, pos)}|{dep}{side}",
    )


def _little(lemma: str, pos: str, dep: str, word: str) -> Names:
    if dep not in LINKS:
        return (f"w={dep}|{word}|{pos}",)
    own = kind(lemma, pos)
    return f"w={dep}|{word}|{pos}", f"lw={lemma}|{pos}|{word}", f"kw={own}|{dep}|{word}"


def _content(cue: str, dep: str, lemma: str, pos: str) -> Names:
    name = next((name for name, deps in BY_LEMMA.items() if dep in deps), "")
    kinds = (f"kk={cue}|{dep}|{kind(lemma, pos)}",) if dep in WITH_KIND else ()
    return (*kinds, f"{name}={dep}|{lemma}") if name else kinds


def _owner(lemma: str, pos: str, dep: str, who: str) -> Names:
    return (f"su={dep}|{who}|{pos}", f"lsu={lemma}|{pos}|{who}")


def _clause(pos: str, dep: str, first: str, tag: str) -> Names:
    return (f"cc={dep}|{first}|{pos}", f"ct={dep}|{tag}|{pos}")


def _object(lemma: str, pos: str, dep: str, word: str, form: str) -> Names:
    return (f"lo={lemma}|{pos}|{word}", f"ot={dep}|{form}|{pos}")


def _missing(lemma: str, pos: str, *deps: str) -> Names:
    own = kind(lemma, pos)
    return [f"no={dep}|{pos}|{own}" for dep in deps] + [f"ln={lemma}|{pos}|{dep}" for dep in deps]


def _near(tree: Tree, cue: int, lemma: str, pos: str) -> Iterator[Group]:
    number = tree.sentence(cue)
    begin, end = tree.sentences[number]
    yield _before, lemma, pos, tree.lowers[cue - 1] if cue > begin else "^"
    yield _after, lemma, pos, tree.lowers[cue + 1] if cue + 1 < end else "$"
    dep, quoted = tree.deps[cue], tree.quoted[number]
    if tree.in_quote[cue] >= 0:
        yield _inside, lemma, dep, min(quoted[tree.in_quote[cue]] // 4, 5)
    elif quoted:
        near = tree.count_quoted(max(begin, cue - 5), min(end, cue + 5)) > 0
        yield _outside, lemma, pos, dep, min(len(quoted), 2), near
    else:
        yield _unquoted, pos, begin > 0 and tree.in_quote[begin - 1] >= 0
    if ":" in tree.lowers[cue : min(end, cue + 6)]:
        yield _place, "colon", pos
    if begin == 0:
        yield _place, "first", pos


def _before(lemma: str, pos: str, word: str) -> Names:
    return (f"-1={word}|{pos}", f"l-1={lemma}|{word}")


def _after(lemma: str, pos: str, word: str) -> Names:
    return (f"+1={word}|{pos}", f"l+1={lemma}|{word}")


def _inside(lemma: str, dep: str, size: int) -> Names:
    return (f"in|{size}", f"in|{lemma}", f"in|d={dep}")


def _outside(lemma: str, pos: str, dep: str, count: int, is_near: bool) -> Names:
    return (f"q={count}|{pos}", f"lq={lemma}", f"qn={is_near}|{dep}")


def _unquoted(pos: str, follows: bool) -> Names:
    return (f"q=0|{pos}", f"qp|{pos}") if follows else (f"q=0|{pos}",)


def _place(name: str, pos: str) -> Names:
    return (f"{name}|{pos}",)
