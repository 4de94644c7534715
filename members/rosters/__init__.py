"""Rosters as sheets: read (`sheets`), judged row by row (`judging`), written out again (`writing`).

What the columns hold stands in `columns`, how a cell is read in `cells`, which teams and criteria are meant
in `reference`, who is known already in `known`, whom a row is about in `identity`, why a row is refused in
`reasons`. The verbs are in `members.actions.rosters`.
"""
