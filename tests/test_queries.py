"""Every canned query: its header, its contract, its order, its rows. Other engines: test_engines.py.

The expected rows (tests/queries/SLUG.csv) were made by people reading the documents, not from the
program's output. One file is not all read: see READ_COUNTS for the counts of `coverage` that are. Those
of queries that show judgements (conditional, disagreement, press-claims, silent, stance-matrix) were
made from the tables in data/curation/ by a separate program with the code book typed into it by hand.
Eighteen more (accepted-but-departed, agency-brief, answered-by-another, appointments, deferred,
discrepancies, funding, gaps, instrument-timeline, joint-duties, memberships, passed-on, progress,
reporting-duties, slip, summary-drift, time-limits, treatments) were made from the tables likewise, and
then read against the documents: all rows of some, a sample of others, as docs/tables.md says. Where rows
are alike in all that their order shows, it is the program's.
"""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import product
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store, parse
from rdflib.plugins.sparql import prepareQuery

from laming_graph.ask.canned import Canned, Parameter, bind, parse_canned
from laming_graph.ask.graph import Graph
from laming_graph.ask.rows import Rows
from laming_graph.ask.store import graph_files
from laming_graph.curate.tables import Tables
from tests.expected import QUERIES, ROOT, SLUGS, expected, parameters, table

CONTRACT = {
    "accepted-but-departed": "rec departs how",
    "addressees": "rec agent agent_label agent_kind",
    "agency-brief": "rec summary role stance_label latest",
    "answered-by-another": "rec asked_label acting_label",
    "appointments": "person_label post_label from_edtf",
    "calendar": "month promises recommendations",
    "compare": "document responder_label stance_label treatment_label latest rationale",
    "conditional": "rec responder condition_label",
    "coverage": "document kind statements with_evidence",
    "deadlines": "rec responder promise_label kind edtf earliest latest phrase subject_to",
    "deferred": "rec responder to_label",
    "disagreement": "rec responder_a stance_a responder_b stance_b",
    "discrepancies": "subject kind severity place_a value_a place_b value_b",
    "due-by": "rec promise_label latest lead_label",
    "evidence": "statement property document start end",
    "funding": "purpose amount currency period document",
    "gaps": "document what",
    "instrument-timeline": "instrument_label event edtf document",
    "instruments": "instrument instrument_label kind recommendations",
    "joint-duties": "rec bodies names",
    "memberships": "group_label person_label body_label",
    "no-addressee": "rec",
    "overdue": "rec promise_label latest lead_label",
    "passed-on": "rec responder whose_label",
    "press-claims": "rec claimed_treatment recorded_treatment agrees",
    "progress": "rec what done_on",
    "publications": "title publisher_label status edtf document",
    "quantities": "what count unit document",
    "recommendations": "rec page modality summary",
    "reporting-duties": "reporter_label receiver_label frequency first_due",
    "resting-on": "rec instrument instrument_label relation",
    "silent": "rec responder nothing",
    "slip": "rec promise_label latest",
    "stance-matrix": "rec responder responder_label stance stance_label",
    "strength": "rec responder asked answered change how departs",
    "stances-by-scale": "rec responder responder_label stance stance_label grade grade_label",
    "summary-drift": "rec kind what",
    "time-limits": "rec asked_edtf asked_phrase promised_edtf",
    "treatments": "rec responder code code_label main rationale coder",
    "undated": "rec responder kind",
    "weakened": "rec responder asked answered change how change_label how_label main",
    "wording-variants": "rec document_a document_b kind severity",
    "workload": "agent agent_label recommendations alone jointly",
}
"""The columns promised to users: these names first, in this order."""

CONTRACT_PARAMETERS = {
    "agency-brief": "agent",
    "compare": "rec",
    "due-by": "by",
    "evidence": "rec",
    "overdue": "as_of",
    "progress": "as_of",
    "resting-on": "instrument",
    "stances-by-scale": "scale",
    "slip": "instrument until",
}
"""The parameters promised to users."""


READ = sorted(path.stem for path in (ROOT / "tests" / "queries").glob("*.csv"))
"""Queries whose rows were read."""

Row = tuple[str, ...]


def path_of(slug: str) -> Path:
    """The file of a query."""
    return QUERIES / f"{slug}.rq"


def texts(answer: object) -> list[Row]:
    """The rows of a store's answer as strings."""
    assert isinstance(answer, QuerySolutions)
    columns = tuple(variable.value for variable in answer.variables)
    return list(Rows(columns, tuple(tuple(one) for one in answer)).texts())


@pytest.fixture(scope="module")
def other_store() -> Store:
    """The same triples, loaded from last to first."""
    store = Store()
    quads = [q for file in graph_files() for q in parse(path=str(file), format=RdfFormat.TURTLE)]
    store.bulk_extend(reversed(quads))
    return store


def bound(canned: Canned, graph: Graph) -> str:
    """A query's text with the parameters for which its rows were read."""
    return bind(canned, parameters(canned.slug), graph.base)[0]


def test_every_query_has_a_contract_and_expected_rows() -> None:
    """A query without a contract, or without expected rows, is untested."""
    assert set(SLUGS) <= set(CONTRACT)
    assert set(SLUGS) == set(READ)


@pytest.mark.parametrize("slug", SLUGS)
def test_header_is_complete(slug: str, graph: Graph) -> None:
    """The header says what a user needs, and its columns are those of the SELECT, in order."""
    canned = parse_canned(path_of(slug))
    assert canned.slug == slug
    assert canned.summary
    assert "\n" not in canned.summary
    assert canned.question.endswith("?")
    assert canned.tags
    assert all(isinstance(tag, str) and tag for tag in canned.tags)
    assert list(canned.columns) == list(graph.query(slug, **parameters(slug)).columns)
    assert all(canned.columns.values())


@pytest.mark.parametrize("slug", SLUGS)
def test_parameters_are_declared(slug: str) -> None:
    """Each parameter has a meaning, and each block of values in the text is a parameter."""
    canned = parse_canned(path_of(slug))
    names = [parameter.name for parameter in canned.parameters]
    assert names == CONTRACT_PARAMETERS.get(slug, "").split()
    assert names == re.findall(r"VALUES \?_(\w+)", canned.text)
    assert all(parameter.meaning for parameter in canned.parameters)


@pytest.mark.parametrize("slug", SLUGS)
def test_columns_of_the_contract_come_first(slug: str) -> None:
    """The columns users rely on are there, in the order they rely on."""
    promised = CONTRACT[slug].split()
    assert list(parse_canned(path_of(slug)).columns)[: len(promised)] == promised


@pytest.mark.parametrize("slug", SLUGS)
def test_query_stands_on_its_own(slug: str) -> None:
    """The file as it is, no prefix added, is SPARQL 1.1 to two parsers."""
    text = path_of(slug).read_text("utf-8")
    assert isinstance(Store().query(text), QuerySolutions)
    assert prepareQuery(text).algebra.name == "SelectQuery"


def keyed(text: str, columns: Iterable[str]) -> tuple[str, list[str]]:
    """A query that also answers with what it orders by; and the names of that."""
    (select,) = re.findall(r"^SELECT .*$", text, re.MULTILINE)
    (order,) = re.findall(r"^ORDER BY .*$", text, re.MULTILINE)
    names = re.findall(r"\?(\w+)", order)
    assert re.fullmatch(r"ORDER BY(?: \?\w+| DESC\(\?\w+\))+", order), "only plain variables"
    more = "".join(f" ?{name}" for name in names if name not in columns)
    return text.replace(select, select + more, 1), names


def choices(parameter: Parameter, graph: Graph) -> list[str]:
    """Values worth trying: every thing of the kind the parameter names; for a day, a late one."""
    if parameter.datatype == "date":
        return ["2099-12-31"]
    known = "?thing dcterms:identifier ?value" if parameter.datatype == "string" else "BIND(?thing AS ?value)"
    rows = graph.sparql(f"SELECT ?value WHERE {{ ?thing a lam:{parameter.kind} . {known} }} ORDER BY ?value")
    assert isinstance(rows, Rows)
    return [value for (value,) in rows.texts()]


@pytest.mark.parametrize("slug", SLUGS)
def test_order_is_total(slug: str, graph: Graph) -> None:
    """No two rows are equal in what the query orders by, whatever the parameters; some rows there are."""
    canned = parse_canned(path_of(slug))
    names = [parameter.name for parameter in canned.parameters]
    seen = 0
    for values in product(*(choices(parameter, graph) for parameter in canned.parameters)):
        text, order = keyed(
            bind(canned, dict(zip(names, values, strict=True)), graph.base)[0], canned.columns
        )
        rows = graph.sparql(text)
        assert isinstance(rows, Rows)
        places = [rows.columns.index(name) for name in order]
        keys = Counter(tuple(row[i] for i in places) for row in rows.cells)
        assert not [key for key, count in keys.items() if count > 1], values
        seen += len(rows.cells)
    assert seen


@pytest.mark.parametrize("slug", SLUGS)
def test_rows_do_not_depend_on_the_order_of_loading(slug: str, graph: Graph, other_store: Store) -> None:
    """Asked twice, and of a store loaded from last to first, a query gives the same rows in order."""
    text = bound(parse_canned(path_of(slug)), graph)
    first = list(graph.query(slug, **parameters(slug)).texts())
    assert first == list(graph.query(slug, **parameters(slug)).texts())
    assert first == texts(other_store.query(text))


@pytest.mark.parametrize("slug", READ)
def test_rows_are_those_people_read(slug: str, graph: Graph) -> None:
    """Row by row in order, each column that was read is as it was read."""
    wanted = expected(slug)
    assert wanted
    columns = list(wanted[0])
    rows = graph.query(slug, **parameters(slug))
    found = [{name: row[name] or "" for name in columns} for row in rows.dicts()]
    if slug == "wording-variants":
        # Differences of punctuation alone were not read.
        found = [row for row in found if row["kind"] != "punctuation"]
    assert found == wanted


FULL_COPIES = ("action-plan", "council-response", "mp-commentary")

# Counts of `coverage` that were read, and where. All other counts in tests/queries/coverage.csv (Alignment of
# the press guide, Mention, Variant, DateMention of the plan and the index, Condition, TreatmentCoding, the
# council's StanceCoding, Judgement) come from the program and only show that something changed; of the
# variants, those that are not punctuation are read one by one in wording-variants.csv.
READ_COUNTS: dict[tuple[str, str], int] = {
    # 58 recommendations; items 2a-j, 19a-c, 24a-d, 26a-c; each printed in full in three documents.
    **{(copy, kind): 58 + 20 for copy in FULL_COPIES for kind in ("Request", "Wording")},
    # One line in the index each.
    ("recommendations-index", "IndexEntry"): 58,
    ("recommendations-index", "Alignment"): 58,
    # Every addressee and every missing addressee is named, or not, in all three copies.
    **{(copy, "Addressing"): len(expected("addressees")) for copy in FULL_COPIES},
    **{(copy, "Unaddressed"): len(expected("no-addressee")) for copy in FULL_COPIES},
    # All fifteen time limits stand in all three copies. (49: the plan prints no hyphen in its interval.)
    **{(copy, "TimeLimit"): 15 for copy in FULL_COPIES},
    ("action-plan", "Commitment"): len(
        {(row["place"], row["promise_label"]) for row in expected("deadlines")}
    ),
    # Works that footnotes cite, and all that readers found besides; every row of a table is one statement.
    ("action-plan", "Publication"): sum(r["document"] == "action-plan" for r in expected("publications")),
    ("action-plan", "Quantity"): sum(r["document"] == "action-plan" for r in expected("quantities")),
    ("action-plan", "Response"): len(
        {row["ref"] for row in table(ROOT / "tests" / "readings" / "cells.csv") if row["cell"] == "response"}
    ),
    # The council answers 2 and 19 item by item and sets no date anywhere.
    ("council-response", "Response"): sum(
        row["responder"].endswith("/central-bedfordshire-council") for row in expected("undated")
    ),
    # No remark stands below 22, 25 and 46.
    ("mp-commentary", "Opinion"): 58 - 3,
    # One coding each, of silence too; one departure for each recommendation and item.
    ("mp-commentary", "StanceCoding"): 58,
    ("action-plan", "DepartureCoding"): 58 + 20,
    ("action-plan", "StrengthCoding"): 58 + 20,
    # Five headings of the report stand over 3, 19, 24, 37 and 50.
    ("mp-commentary", "Placing"): 5,
    # Thirteen footnotes; five sums with a pound sign, and one in the magazine.
    ("action-plan", "Citation"): 13,
    ("action-plan", "SumOfMoney"): 5,
    ("press-guide", "SumOfMoney"): 1,
    # The bullets below "Government response".
    ("press-guide", "Claim"): 6 + 4 + 2 + 5 + 2,
    # Every date or year in the guide but that in the name of the Children Act 2004.
    ("press-guide", "DateMention"): 22,
}


def test_coverage_counts_what_people_counted(graph: Graph) -> None:
    """The counts that can be read in the documents are those of the query, all with evidence."""
    counted = {
        (row["document"] or "", row["kind"] or ""): (
            int(row["statements"] or 0),
            int(row["with_evidence"] or 0),
        )
        for row in graph.query("coverage").dicts()
    }
    assert {key: counted.get(key) for key in READ_COUNTS} == {
        key: (count, count) for key, count in READ_COUNTS.items()
    }


def test_evidence_points_at_the_words_that_were_read(tables: Tables, sources: Path) -> None:
    """At each place of the expected evidence the document has the words that a person read there."""
    files = {document.key: sources / document.file for document in tables.inquiry.documents}
    documents = {key: path.read_bytes().decode("utf-8") for key, path in files.items()}
    read = table(ROOT / "tests" / "readings" / "evidence-56.csv")
    places = expected("evidence")
    assert len(read) == len(places) == 48
    for reading, place in zip(read, places, strict=True):
        assert place["statement"].endswith(f"/id/{reading['statement']}")
        assert place["property"].endswith(f"#{reading['property']}")
        assert place["document"] == reading["document"]
        words = documents[place["document"]][int(place["start"]) : int(place["end"])]
        begin, gap, end = reading["words"].partition(" ... ")
        flat = " ".join(words.split())
        assert (flat.startswith(begin) and flat.endswith(end)) if gap else flat == begin, reading
        assert words == words.strip(), reading
