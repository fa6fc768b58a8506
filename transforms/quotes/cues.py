"""Find the words that report: verbs mostly, but nouns, adjectives, prepositions and colons too."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.quotes.lexicon import lexicon
from transforms.quotes.tree import Tree

WITH_KIND = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "xcomp", "ccomp", "advcl", "conj"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})


def candidates(tree: Tree, gate: frozenset[str]) -> Iterator[int]:
    """Yield the tokens that may be the head of a cue: all verbs, and what the gate lets in."""
    known = {name.rpartition("|")[0] for name in gate}
    for index, (lemma, pos) in enumerate(zip(tree.lemmas, tree.pos, strict=True)):
        if pos == "VERB" or (lemma in known and f"{lemma}|{pos}" in gate):
            yield index


def features(tree: Tree, cue: int) -> list[str]:
    """List what is known of a candidate: itself, what hangs below and above, what stands near."""
    lemma, tag, dep = tree.lemmas[cue], tree.tags[cue], tree.deps[cue]
    pos = tree.pos[cue]
    head = tree.heads[cue]
    out = [
        "b",
        f"b|{pos}",
        f"l={lemma}|{pos}",
        f"t={tag}",
        f"lt={lemma}|{tag}",
        f"d={dep}",
        f"ld={lemma}|{dep}",
        f"dt={dep}|{tag}",
        f"s={lemma[-4:]}|{pos}",
        f"h={tree.lemmas[head]}|{dep}",
        f"hp={tree.pos[head]}|{dep}",
        f"hk={kind_of(tree, head)}|{dep}|{pos}",
    ]
    if kind := kind_of(tree, cue):
        out += [f"kind={kind}", f"kind={kind}|{dep}"]
    out += _below(tree, cue, f"{lemma}|{pos}", pos, kind)
    out += _near(tree, cue, lemma, pos)
    return out


def kind_of(tree: Tree, index: int) -> str:
    """Say whether a word is in the list of reporting verbs or of nouns for what is said."""
    if tree.pos[index] == "VERB" and tree.lemmas[index] in lexicon("reporting"):
        return "reports"
    if tree.pos[index] == "NOUN" and tree.lemmas[index] in lexicon("sayings"):
        return "saying"
    return ""


def _below(tree: Tree, cue: int, lemma: str, pos: str, kind: str) -> Iterator[str]:
    seen = set()
    for child in tree.children[cue]:
        dep, word = tree.deps[child], tree.lowers[child]
        if tree.pos[child] in ("PUNCT", "SPACE"):
            continue
        side = "<" if child < cue else ">"
        seen.add(dep)
        yield f"c={dep}{side}|{pos}"
        yield f"lc={lemma}|{dep}{side}"
        yield f"kc={kind}|{dep}{side}"
        if dep in WITH_KIND:
            yield f"kk={kind}|{dep}|{kind_of(tree, child)}"
        if dep in SUBJECTS or dep == "poss":
            who = tree.entities[child] or (word if tree.pos[child] == "PRON" else tree.tags[child])
            yield f"su={dep}|{who}|{pos}"
            yield f"sl={dep}|{tree.lemmas[child]}"
            yield f"lsu={lemma}|{who}"
        elif dep in ("ccomp", "xcomp", "acl", "advcl", "relcl"):
            first = tree.lowers[tree.left[child]]
            yield f"cc={dep}{side}|{first}|{pos}"
            yield f"ct={dep}{side}|{tree.tags[child]}|{pos}"
            yield f"ch={dep}|{tree.lemmas[child]}"
        elif dep in ("dobj", "attr", "acomp", "oprd"):
            yield f"o={dep}|{tree.lemmas[child]}"
            yield f"lo={lemma}|{tree.lemmas[child]}"
            yield f"ot={dep}|{tree.entities[child] or tree.tags[child]}|{pos}"
        elif dep in ("prep", "agent", "prt", "aux", "auxpass", "neg", "mark", "advmod", "det"):
            yield f"w={dep}|{word}|{pos}"
            if dep in ("prep", "prt", "agent", "det"):
                yield f"lw={lemma}|{word}"
                yield f"kw={kind}|{dep}|{word}"
    for dep in ("ccomp", "xcomp", "dobj", "nsubj", "nsubjpass", "prep"):
        if dep not in seen:
            yield f"no={dep}|{pos}|{kind}"
            yield f"ln={lemma}|{dep}"


def _near(tree: Tree, cue: int, lemma: str, pos: str) -> Iterator[str]:
    number = tree.sentence(cue)
    begin, end = tree.sentences[number]
    quoted = tree.quoted[number]
    before = tree.lowers[cue - 1] if cue > begin else "^"
    after = tree.lowers[cue + 1] if cue + 1 < end else "$"
    yield f"-1={before}|{pos}"
    yield f"+1={after}|{pos}"
    yield f"l+1={lemma}|{after}"
    yield f"l-1={lemma}|{before}"
    inside = tree.in_quote[cue] >= 0
    if inside:
        yield f"in|{min(quoted[tree.in_quote[cue]] // 4, 5)}"
        yield f"in|{lemma}"
        yield f"in|d={tree.deps[cue]}"
    else:
        yield f"q={min(len(quoted), 2)}|{pos}"
        if quoted:
            yield f"lq={lemma}"
            near = tree.count_quoted(max(begin, cue - 5), min(end, cue + 5)) > 0
            yield f"qn={near}|{tree.deps[cue]}"
        elif begin and tree.in_quote[begin - 1] >= 0:
            yield f"qp|{pos}"
    if ":" in tree.lowers[cue : min(end, cue + 6)]:
        yield f"colon|{pos}"
    if begin == 0:
        yield f"first|{pos}"
