"""Score what the warehouse holds against what people annotated.

`corpus` and `answers` read; `words`, `names`, `quotes`, `entities`, `clusters`, `reliability` and
`errors` compare and know neither files nor databases; `report` makes the tables.
"""
