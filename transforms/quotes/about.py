"""Say in a sentence what each column tells that the features of a decision are made of.

A feature joins columns: `lemma tag` is the word in its dictionary form together with its tag.
"""

from __future__ import annotations


def _some(of: dict[str, str], names: str) -> dict[str, str]:
    return {name: of[name] for name in names.split()}


BIAS = {"bias": "What speaks for it, or against it, before anything is known."}
CUE = {
    "lemma": "The word that may report, as a dictionary has it.",
    "pos": "Its part of speech.",
    "tag": "Its fine part of speech, as the Penn Treebank has them: VBD for a past tense.",
    "kind": "Whether a list has it: a verb that reports, a noun for what is said.",
}
ITSELF = {
    **BIAS,
    **_some(CUE, "lemma pos tag"),
    "dep": "How it hangs on the word above it.",
    "suffix": "Its last four letters, as a dictionary has it.",
    "head_lemma": "The word above it.",
    "head_pos": "The part of speech of the word above it.",
    "head_kind": "Whether a list has the word above it.",
    "known": "What a list has it for: a verb that reports, a noun for what is said.",
    "before": "The word right before it; ^ at the beginning of the sentence.",
    "after": "The word right behind it; $ at the end of the sentence.",
    "in_quote": "How long the quotation is in which it stands.",
    "inside": "Whether it stands in a quotation.",
    "quotations": "How many quotations its sentence has, if it stands in none.",
    "outside": "Whether its sentence has a quotation in which it does not stand.",
    "near": "Whether that quotation is at most five words away.",
    "follows": "Whether its sentence, without a quotation, follows one.",
    "colon": "Whether a colon stands within five words behind it.",
    "first": "Whether it stands in the first sentence.",
}
BELOW = {
    "child_dep": "How a word below it hangs on it.",
    "side": "Whether that word stands before it (1) or behind it (0).",
    "child_lemma": "The word below it.",
    "child_kind": "Whether a list has the word below it.",
    "child_tag": "The fine part of speech of the word below it.",
    "child_type": "The type of name of the word below it, else its fine part of speech.",
    "who": "The word below it: the type of its name, the pronoun itself, or its tag.",
    "word": "The small word below it, as it is written.",
    "clause_first": "The first word of the clause below it.",
    "missing": "What most words that report have below them and this one has not.",
}
OF_UNIT = {
    "path": "The way from the cue to these words, by how each hangs on the one above.",
    "last": "The last step of that way.",
    "last_dep": "The last step without its word.",
}
UNIT = {
    **BIAS,
    **CUE,
    **OF_UNIT,
    "cue_quoted": "Whether the cue stands in a quotation.",
    "head_lemma": "The word on which the others of these words hang.",
    "head_kind": "Whether a list has that word.",
    "head_type": "The type of its name, else its fine part of speech.",
    "head_tag": "Its fine part of speech.",
    "above_lemma": "The word above it.",
    "above_tag": "The fine part of speech of the word above it.",
    "first": "The first of these words.",
    "first_tag": "Its fine part of speech.",
    "end": "The last of these words.",
    "size": "How many words they are, in steps that double.",
    "share": "How much of them is quoted, in thirds.",
    "depth": "How often a longer stretch was divided until these words were left.",
    "level": "Whether they stand below the cue (0), above it (1 and more) or apart (-1).",
    "gap": "The mark between the cue and these words.",
    "after": "Whether they stand behind the cue.",
    "next": "The word behind them.",
    "next_dep": "How the word behind them hangs on its head.",
    "next_gap": "The mark behind them.",
    "distance": "How many words stand between them and the cue.",
    "outside": "How many quoted words the sentence has besides, in pairs.",
    "is_outside": "Whether the sentence has quoted words besides.",
    "is_quoted": "Whether the sentence has quoted words.",
    "clause": "Whether a clause hangs on the cue.",
    "open_clause": "Whether a clause without a subject hangs on the cue: `promised to go`.",
    "object": "Whether the cue has an object.",
    "sentence_size": "How many words the sentence has, in steps that double.",
}
SOMEBODY = {
    "path": "The way from the cue to the source, by how each word hangs on the one above.",
    "tag": "The fine part of speech of the cue.",
    "pos": "The part of speech of the cue.",
    "lemma": "The cue, as a dictionary has it.",
    "passive": "Whether the cue is in the passive.",
    "type": "The type of name of the source, the pronoun itself, or its fine part of speech.",
    "head_lemma": "The word of the source on which its others hang.",
    "order": "How many others are nearer to the cue.",
    "quoted": "Whether the source stands in a quotation.",
    "cue_quoted": "Whether the cue stands in a quotation.",
    "distance": "How far the source is from the cue, in steps of three words.",
    "before": "Whether the source stands before the cue.",
    "up": "How many steps up the sentence the way leads.",
}
NOBODY = {
    **BIAS,
    "pos": "The part of speech of the cue.",
    "tag": "The fine part of speech of the cue.",
    "lemma": "The cue, as a dictionary has it.",
    "subject": "Whether the cue has a subject.",
    "dep": "How the cue hangs on the word above it.",
    "passive": "Whether the cue is in the passive.",
}
QUOTE = {
    **BIAS,
    **_some(CUE, "lemma pos kind"),
    "dep": "How the cue hangs on the word above it.",
    "chance": "How sure the cue is, in steps of half a unit of log-odds.",
    "content": "How sure the content is, in the same steps.",
    "sure": "How sure the source is, in the same steps.",
    "form": "What the source is: the type of a name, a pronoun, a tag, or none.",
    "source_path": "The way from the cue to the source.",
    "source_lemma": "The word of the source on which its others hang.",
    "source_kind": "Whether a list has that word.",
    "paths": "The ways from the cue to all pieces of the content.",
    "pieces": "How many pieces the content has.",
    "size": "How many words it has, in steps that double.",
    "quoted": "Whether it begins in a quotation.",
    "all_quoted": "Whether it begins and ends in a quotation.",
    "cue_quoted": "Whether the cue stands in a quotation.",
    "first": "The first word of the content.",
    "noun": "The word on which the others of the content hang.",
    "noun_end": "The last four letters of that word.",
    "noun_dep": "How that word hangs on the word above it.",
    "noun_kind": "Whether a list has that word.",
    "noun_entity": "The type of name of which that word is a part.",
    "far": "How far the content begins from the cue, in steps of eight words.",
}
AMONG = {
    "tied": "How sure the quote is on whose cue this cue hangs.",
    "dep": "How the cue hangs on the word above it.",
    "evidential": "The same as `tied`, for verbs of what shows or tells something.",
    "form": "What the source is: the type of a name, a pronoun, a tag, or none.",
    "around": "How sure the quote is in whose content this one stands.",
    "inner": "How sure the quote is that stands in its content.",
    "shared": "How much of its content a surer quote has, in fifths.",
}


COLUMNS: dict[str, dict[str, str]] = {
    "cue": ITSELF,
    "cue's child": _some(CUE | BELOW, "lemma pos kind child_dep side"),
    "cue's telling child": _some(CUE | BELOW, "kind child_dep child_kind"),
    "cue's speaker": _some(CUE | BELOW, "lemma pos child_dep child_lemma who"),
    "cue's clause": _some(BELOW | CUE, "pos child_dep child_lemma child_tag side clause_first"),
    "cue's object": _some(CUE | BELOW, "lemma pos child_dep child_lemma child_type"),
    "cue's function word": _some(CUE | BELOW, "pos child_dep word"),
    "cue's leading word": _some(CUE | BELOW, "lemma pos kind child_dep word"),
    "cue's missing child": _some(CUE | BELOW, "lemma pos kind missing"),
    "unit": UNIT,
    "unit's sibling": {**_some(UNIT, "path"), "sibling": "What else hangs on the cue."},
    "unit's child": {**_some(UNIT, "path"), "child_dep": "What hangs on the head of these words."},
    "unit's object": {
        **_some(UNIT, "path last kind"),
        "object_type": "The type of name of a preposition's object in them, else its tag.",
        "object_lemma": "That object.",
    },
    "source": SOMEBODY,
    "no source": NOBODY,
    "quote": QUOTE,
    "quote beside others": AMONG,
}
"""By the name of the templates, a sentence for each of their columns."""


def about(templates: str, line: str) -> list[tuple[str, str]]:
    """List what a feature joins, each column with its sentence.

    >>> about("cue", "lemma tag")[0]
    ('lemma', 'The word that may report, as a dictionary has it.')
    """
    return [(name, COLUMNS[templates][name]) for name in line.split()]
