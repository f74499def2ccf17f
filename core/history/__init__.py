"""One history of all changes: who changed which row, when, from what to what.

`tracking` declares the models whose changes are recorded by triggers, `records` is the table,
`context` passes the signed-in user and the page or task to the triggers. See `docs/adr/0026`.
"""
