"""Asking: the embedded store, canned queries, and rows in the formats people use.

Nothing here needs a source document, a reader or the curation tables.
"""
