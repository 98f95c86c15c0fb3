"""Records to triples: the namespaces, the names of things, and Turtle in one fixed order."""
