"""The aggregates on relational tables in DuckDB: another model of the data, and so a floor, no rival."""

import tempfile
from pathlib import Path
from typing import Any

from pyoxigraph import QueryResultsFormat, QuerySolutions

from laming_graph.ask.embedded import Embedded
from laming_graph.namespaces import PREFIXES

TABLES = {
    "promise": """SELECT ?commitment ?latest {
        ?commitment a lam:Commitment ; lam:deadline/lam:latest ?latest }""",
    "about": """SELECT ?commitment ?recommendation {
        ?commitment a lam:Commitment ; lam:about/lam:inRecommendation ?recommendation }""",
    "asked": "SELECT ?requirement ?agent { ?requirement lam:addressedTo ?agent }",
    "agent": "SELECT ?agent ?label { ?x lam:addressedTo ?agent . ?agent rdfs:label ?label }",
    "resting": """SELECT ?response ?instrument ?recommendation {
        ?response lam:restsOn ?instrument ; lam:respondsTo/lam:inRecommendation ?recommendation }""",
    "instrument": """SELECT ?instrument ?label ?kind {
        ?instrument rdfs:label ?label ; lam:instrumentKind/skos:notation ?kind }""",
    "document": """SELECT ?iri ?document ?version ?inquiry {
        ?iri lam:hasVersion ?version ; lam:inInquiry ?inquiry ; dcterms:identifier ?document }""",
    "statement": """SELECT ?statement ?iri ?class { ?statement lam:inDocument ?iri ; a lam:Statement , ?class
        FILTER(STRSTARTS(STR(?class), "https://w3id.org/laming/ontology#")) }""",
    "evidence": "SELECT DISTINCT ?statement ?version { ?statement lam:evidence/oa:hasSource ?version }",
}
AGGREGATES = {
    "calendar": """SELECT substr(latest::VARCHAR, 1, 7) AS month,
            count(DISTINCT commitment), count(DISTINCT recommendation)
        FROM promise LEFT JOIN about USING (commitment) GROUP BY month ORDER BY month""",
    "workload": """SELECT agent, label, count(*) AS asked_to, sum((n = 1)::INT), sum((n > 1)::INT)
        FROM asked JOIN (SELECT requirement, count(DISTINCT agent) AS n FROM asked GROUP BY requirement)
        USING (requirement) JOIN (SELECT DISTINCT * FROM agent) USING (agent)
        GROUP BY agent, label ORDER BY asked_to DESC, agent""",
    "instruments": """SELECT instrument, label, kind, count(DISTINCT recommendation) AS recommendations
        FROM resting JOIN instrument USING (instrument)
        GROUP BY instrument, label, kind ORDER BY recommendations DESC, instrument""",
    "coverage": """SELECT document, class, count(DISTINCT statement),
            count(DISTINCT statement) FILTER (evidence.statement IS NOT NULL), inquiry
        FROM statement JOIN document USING (iri) LEFT JOIN evidence USING (statement, version)
        WHERE split_part(class, '#', 2) NOT IN ('Assertion', 'Statement', 'Reaction', 'Judgement')
        GROUP BY inquiry, document, class ORDER BY inquiry, document, class""",
}
"""Canned queries that count, as SQL over those tables."""


def load_tables(engine: Embedded, file: Path) -> None:
    """Fill the tables of a DuckDB file from a store."""
    connection = _duckdb().connect(str(file))
    with tempfile.TemporaryDirectory() as name:
        for table, query in TABLES.items():
            rows = engine._store.query(query, prefixes=PREFIXES)
            assert isinstance(rows, QuerySolutions)
            path = Path(name) / f"{table}.csv"
            rows.serialize(str(path), format=QueryResultsFormat.CSV)
            connection.execute(f"CREATE TABLE {table} AS SELECT * FROM read_csv('{path}', header = true)")
    connection.close()


def count_rows(file: Path, slug: str) -> int:
    """Answer an aggregate; returns how many rows."""
    return len(connected(file).execute(AGGREGATES[slug]).fetchall())


_OPEN: dict[Path, Any] = {}


def connected(file: Path) -> Any:
    """The tables, opened once a process."""
    if file not in _OPEN:
        _OPEN[file] = _duckdb().connect(str(file), read_only=True)
    return _OPEN[file]


def _duckdb() -> Any:
    import duckdb

    return duckdb
