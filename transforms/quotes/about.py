"""Say in a sentence what each column tells that the features of a decision are made of.

A feature joins columns: `lemma tag` is the word in its dictionary form together with its tag.
"""

from __future__ import annotations


def _some(of: dict[str, str], names: str) -> dict[str, str]:
    return {name: of[name] for name in names.split()}


BIAS = {"bias": "What speaks for it, or against it, before anything is known."}
CUE = {
    "lemma": "The cue, as a dictionary has it.",
    "pos": "The part of speech of the cue.",
    "tag": "The fine part of speech of the cue, as the Penn Treebank has it: VBD.",
    "kind": "What a list has the cue for: a verb that reports, a noun for what is said.",
    "dep": "How the cue hangs on the word above it.",
    "cue_quoted": "Whether the cue stands in a quotation.",
    "passive": "Whether the cue is in the passive.",
    "subject": "Whether the cue has a subject.",
}
ABOVE = {
    "suffix": "The last four letters of the cue, as a dictionary has it.",
    "head_lemma": "The word above the cue.",
    "head_pos": "The part of speech of the word above the cue.",
    "head_kind": "What a list has the word above the cue for.",
    "known": "What a list has the cue for, if one has it.",
    "before": "The word right before the cue; ^ at the beginning of the sentence.",
    "after": "The word right behind the cue; $ at the end of the sentence.",
    "in_quote": "How long the quotation is in which the cue stands.",
    "inside": "Whether the cue stands in a quotation.",
    "quotations": "How many quotations the sentence has, if the cue stands in none.",
    "outside": "Whether the sentence has a quotation in which the cue does not stand.",
    "near": "Whether that quotation is at most five words from the cue.",
    "follows": "Whether the sentence, without a quotation, follows one.",
    "colon": "Whether a colon stands within five words behind the cue.",
    "first": "Whether the cue stands in the first sentence.",
}
BELOW = {
    "child_dep": "How a word below the cue hangs on it.",
    "side": "Whether the word below the cue stands before it (1) or behind it (0).",
    "child_lemma": "The word below the cue, as a dictionary has it.",
    "child_kind": "What a list has the word below the cue for.",
    "child_tag": "The fine part of speech of the word below the cue.",
    "child_type": "The type of name of the word below the cue, else its fine part of speech.",
    "who": "The word below the cue: the type of its name, the pronoun itself, or its tag.",
    "word": "The small word below the cue, as it is written.",
    "clause_first": "The first word of the clause below the cue.",
    "missing": "What most words that report have below them and the cue has not.",
}
WORDS = {
    "path": "The way from the cue to these words, by how each hangs on the one above.",
    "last": "The last step of the way from the cue to these words.",
    "last_dep": "That last step, without its preposition.",
    "head_lemma": "The head of these words, on which the others hang.",
    "head_kind": "What a list has the head of these words for.",
    "head_type": "The type of name of the head of these words, else its fine part of speech.",
    "head_tag": "The fine part of speech of the head of these words.",
    "above_lemma": "The word above the head of these words.",
    "above_tag": "The fine part of speech of the word above the head of these words.",
    "first": "The first of these words.",
    "first_tag": "The fine part of speech of the first of these words.",
    "end": "The last of these words.",
    "size": "How many words these are, in steps that double.",
    "share": "How much of these words is quoted, in thirds.",
    "depth": "How often a longer stretch was divided until these words were left.",
    "level": "Whether these words stand below the cue (0), above it (1 and more) or apart (-1).",
    "gap": "The mark between the cue and these words.",
    "after": "Whether these words stand behind the cue.",
    "next": "The word behind these words.",
    "next_dep": "How the word behind these words hangs on its head.",
    "next_gap": "The mark behind these words.",
    "distance": "How many words stand between these words and the cue.",
    "outside": "How many other words of the sentence are quoted, in pairs.",
    "is_outside": "Whether other words of the sentence are quoted.",
    "is_quoted": "Whether any words of the sentence are quoted.",
    "clause": "Whether a clause hangs on the cue.",
    "open_clause": "Whether a clause without a subject hangs on the cue: `promised to go`.",
    "object": "Whether the cue has an object.",
    "sentence_size": "How many words the sentence has, in steps that double.",
}
SOMEBODY = {
    "path": "The way from the cue to the source, by how each word hangs on the one above.",
    "type": "The type of name of the source, the pronoun itself, or its fine part of speech.",
    "head_lemma": "The head of the source, on which its other words hang.",
    "order": "How many others are nearer to the cue.",
    "quoted": "Whether the source stands in a quotation.",
    "distance": "How far the source is from the cue, in steps of three words.",
    "before": "Whether the source stands before the cue.",
    "up": "How many steps up the sentence the way to the source leads.",
}
WHOLE = {
    "chance": "How sure the cue is, in steps of half a unit of log-odds.",
    "content": "How sure the content is, in steps of half a unit of log-odds.",
    "sure": "How sure the source is, in steps of half a unit of log-odds.",
    "form": "What the source is: the type of a name, a pronoun, a tag, or none.",
    "source_path": "The way from the cue to the source.",
    "source_lemma": "The head of the source, as a dictionary has it.",
    "source_kind": "What a list has the head of the source for.",
    "paths": "The ways from the cue to all pieces of the content.",
    "pieces": "How many pieces the content has.",
    "size": "How many words the content has, in steps that double.",
    "quoted": "Whether the content begins in a quotation.",
    "all_quoted": "Whether the content begins and ends in a quotation.",
    "first": "The first word of the content.",
    "noun": "The head of the content, on which its other words hang.",
    "noun_end": "The last four letters of the head of the content.",
    "noun_dep": "How the head of the content hangs on the word above it.",
    "noun_kind": "What a list has the head of the content for.",
    "noun_entity": "The type of name of which the head of the content is a part.",
    "far": "How far the content begins from the cue, in steps of eight words.",
}
AMONG = {
    "tied": "How sure the quote is on whose cue this cue hangs, in log-odds; -7 for none.",
    "evidential": "The same for verbs that tell what shows something.",
    "form": "What the source is: the type of a name, a pronoun, a tag, or none.",
    "around": "How sure the quote is in whose content this cue stands, in log-odds; -7 for none.",
    "inner": "How sure the quote is whose cue stands in this content, in log-odds; -7 for none.",
    "shared": "How much of its content a surer quote has, in fifths.",
}


COLUMNS: dict[str, dict[str, str]] = {
    "cue": {**BIAS, **_some(CUE, "lemma pos tag dep"), **ABOVE},
    "cue's child": _some(CUE | BELOW, "lemma pos kind child_dep side"),
    "cue's telling child": _some(CUE | BELOW, "kind child_dep child_kind"),
    "cue's speaker": _some(CUE | BELOW, "lemma pos child_dep child_lemma who"),
    "cue's clause": _some(CUE | BELOW, "pos child_dep child_lemma child_tag side clause_first"),
    "cue's object": _some(CUE | BELOW, "lemma pos child_dep child_lemma child_type"),
    "cue's function word": _some(CUE | BELOW, "pos child_dep word"),
    "cue's leading word": _some(CUE | BELOW, "lemma pos kind child_dep word"),
    "cue's missing child": _some(CUE | BELOW, "lemma pos kind missing"),
    "unit": {**BIAS, **_some(CUE, "lemma pos tag kind cue_quoted"), **WORDS},
    "unit's sibling": {**_some(WORDS, "path"), "sibling": "What else hangs on the cue, and how."},
    "unit's child": {**_some(WORDS, "path"), "child_dep": "How a word hangs on their head."},
    "unit's object": {
        **_some(WORDS | CUE, "path last kind"),
        "object_type": "The type of name of what stands behind a preposition, else its tag.",
        "object_lemma": "What stands behind a preposition, as a dictionary has it.",
    },
    "source": {**_some(CUE, "lemma pos tag passive cue_quoted"), **SOMEBODY},
    "no source": {**BIAS, **_some(CUE, "lemma pos tag dep passive subject")},
    "quote": {**BIAS, **_some(CUE, "lemma pos kind dep cue_quoted"), **WHOLE},
    "quote beside others": {**_some(CUE, "dep"), **AMONG},
}
"""By the name of the templates, a sentence for each of their columns."""


def about(templates: str, line: str) -> list[tuple[str, str]]:
    """List what a feature joins, each column with its sentence.

    >>> about("cue", "lemma tag")[0]
    ('lemma', 'The cue, as a dictionary has it.')
    """
    return [(name, COLUMNS[templates][name]) for name in line.split()]
