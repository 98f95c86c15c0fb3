"""A read-only server: SPARQL over HTTP, and a description of every IRI of the data."""
