"""Checking: data against shapes, ontology and data against logic."""
