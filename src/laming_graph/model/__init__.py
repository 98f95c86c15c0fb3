"""Typed, frozen records and the rules of their values; no RDF and no file is touched here."""
