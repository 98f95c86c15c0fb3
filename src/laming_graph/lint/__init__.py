"""Linting: queries held against the rules of portable, repeatable and fast SPARQL.

The rules read a query's shape (`syntax.py`), never its text; the text is only asked for lines.
"""
