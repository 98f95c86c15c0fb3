"""SHACL shapes as SPARQL queries, asked where the data is."""
