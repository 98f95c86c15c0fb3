"""The rules on queries: each finds its fault, and is silent about the same query mended."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from laming_graph import cli
from laming_graph.lint.finding import Finding, to_github
from laming_graph.lint.query import read_query
from laming_graph.lint.rules import RULES, lint, lint_query
from laming_graph.lint.vocabulary import Vocabulary, our_vocabulary
from laming_graph.model.errors import InputError
from tests.expected import QUERIES, ROOT, SLUGS

DATE = '"2009-12-31"^^xsd:date'
GROUPED = (
    "SELECT ?rec ?items WHERE {{ {{ SELECT ?rec ?number (COUNT(?i) AS ?items) "
    "WHERE {{ ?r lam:hasItem ?i ; lam:number ?number ; dcterms:identifier ?rec }} "
    "GROUP BY ?rec ?number }} }} ORDER BY ?number ?rec"
)


def about(pattern: str) -> str:
    """A query of recommendations, with a further pattern on a line of its own."""
    first = "SELECT ?r ?n\nWHERE {\n  ?r a lam:Recommendation ; lam:number ?n .\n"
    return f"{first}  {pattern}\n}}\nORDER BY ?n ?r\n"


def dated(condition: str) -> str:
    """A query of deadlines with a condition on a line of its own."""
    pattern = f"?d lam:latest ?latest ; lam:phrase ?phrase .\n  {condition}"
    return f"SELECT ?d ?latest\nWHERE {{\n  {pattern}\n}}\nORDER BY ?latest ?d\n"


# Rule, line, a query that breaks it, and the same query mended.
FAULTS: list[tuple[str, int, str, str]] = [
    ("columns", 1, "SELECT * WHERE { ?r lam:number ?n } ORDER BY ?r ?n", about("")),
    ("columns", 1, "SELECT ?r WHERE { { SELECT * WHERE { ?r lam:number ?n } } } ORDER BY ?r", about("")),
    ("order", 1, "SELECT ?r WHERE { ?r a lam:Agent }", "SELECT ?r WHERE { ?r a lam:Agent } ORDER BY ?r"),
    ("order", 2, "SELECT ?n WHERE { ?r lam:number ?n }\nORDER BY ?n",
     "SELECT ?n WHERE { ?r lam:number ?n }\nORDER BY ?n ?r"),
    ("order", 2, "SELECT ?r ?a WHERE { ?r lam:addressedTo ?a }\nORDER BY ?r",
     "SELECT ?r ?a WHERE { ?r lam:addressedTo ?a }\nORDER BY ?r ?a"),
    ("order", 2, "SELECT ?n WHERE { ?x lam:number ?n OPTIONAL { ?x lam:lead ?a } }\nORDER BY ?n ?a",
     "SELECT ?n WHERE { ?x lam:number ?n OPTIONAL { ?x lam:lead ?a } }\nORDER BY ?n ?a ?x"),
    ("order", 2, "SELECT ?n WHERE { { ?x lam:number ?n } UNION { ?n lam:page ?p } }\nORDER BY ?p ?x",
     "SELECT ?x WHERE { { ?x lam:number ?n } UNION { ?x lam:page ?p } }\nORDER BY ?p ?x"),
    ("order", 2, "SELECT ?rec (COUNT(?i) AS ?items) WHERE { ?r lam:hasItem ?i ; lam:number ?number ; "
     "dcterms:identifier ?rec } GROUP BY ?rec ?number\nORDER BY ?number ?rec", GROUPED.format()),
    ("order", 2, "SELECT DISTINCT ?a WHERE { ?r lam:addressedTo ?a ; lam:number ?n }\nORDER BY ?n ?a",
     "SELECT DISTINCT ?a ?n WHERE { ?r lam:addressedTo ?a ; lam:number ?n }\nORDER BY ?n ?a"),
    ("order", 2, "SELECT ?n (COUNT(?r) AS ?c) WHERE { ?r lam:number ?n } GROUP BY ?n\nORDER BY ?c",
     "SELECT ?n (COUNT(?r) AS ?c) WHERE { ?r lam:number ?n } GROUP BY ?n\nORDER BY ?c ?n"),
    ("order", 1, "SELECT (COUNT(?r) AS ?c) WHERE { ?r lam:number ?n } GROUP BY ?n",
     "SELECT (COUNT(?r) AS ?c) WHERE { ?r lam:number ?n }"),
    ("group-concat", 1, 'SELECT (GROUP_CONCAT(?n; separator=", ") AS ?all) WHERE { ?r lam:number ?n }',
     "SELECT (MAX(?n) AS ?all) WHERE { ?r lam:number ?n }"),
    ("repeatable", 4, dated("FILTER(?latest < NOW())"), dated(f"FILTER(?latest < {DATE})")),
    ("repeatable", 1, "SELECT (SAMPLE(?n) AS ?any) WHERE { ?r lam:number ?n }",
     "SELECT (MIN(?n) AS ?any) WHERE { ?r lam:number ?n }"),
    ("repeatable", 4, about("{ SELECT ?r WHERE { ?r lam:page 1 } LIMIT 2 }"),
     about("{ SELECT ?r WHERE { ?r lam:page 1 } ORDER BY ?r LIMIT 2 }")),
    ("repeatable", 1, "DESCRIBE ?r WHERE { ?r lam:number 3 }",
     "CONSTRUCT { ?r lam:number 3 } WHERE { ?r lam:number 3 }"),
    ("term", 4, about("?r lam:sumary 'x' ."), about("?r lam:summary 'x' .")),
    ("term", 4, about("?r a lam:Recomendation ."), about("?r a lam:Requirement .")),
    ("term", 4, about("?r lam:about/(lam:nowhere|^lam:number) ?x ."), about("?r lam:about/lam:number ?x .")),
    ("term", 4, about("?r <http://example.org/made-up> 'x' ."), about("?r dcterms:identifier 'x' .")),
    ("term", 4, about("?s lam:about ?r ; lam:stance <https://w3id.org/laming/id/stance/comits> ."),
     about("?s lam:about ?r ; lam:stance <https://w3id.org/laming/id/stance/commits> .")),
    ("term", 4, about("?s lam:about ?r ; a ?class . FILTER(?class IN (lam:Nothing))"),
     about("?s lam:about ?r ; a ?class . FILTER(?class IN (lam:Response))")),
    ("term", 4, about("?r skos:prefLable 'x' ."),
     about("?r lam:addressedTo <https://w3id.org/laming/id/agent/nobody-knows> .")),
    ("function", 4, about("FILTER(<http://jena.apache.org/ARQ/function#now>() > ?n)"),
     about("FILTER(?n > 1)")),
    ("function", 4, dated("FILTER(xsd:date(?phrase) < ?latest)"),
     dated("FILTER(STRDT(?phrase, xsd:date) < ?latest)")),
    ("function", 4, about("?r <bif:contains> 'x' ."), about("FILTER(xsd:string(?n) = 'x')")),
    ("datatype", 4, about("?r lam:page '2009'^^xsd:gYear ."),
     about("?r lam:page 9, 1.5, true, 'x'@en, 'y' .")),
    ("date-arithmetic", 4, dated("BIND(?latest - ?latest AS ?days)"), dated("BIND(?phrase AS ?days)")),
    ("date-arithmetic", 4, dated("BIND(?latest + ?phrase AS ?day)"), about("BIND(?n + 1 AS ?next)")),
    ("date-arithmetic", 4, dated("FILTER(YEAR(?latest) = 2009)"),
     dated('FILTER(SUBSTR(STR(?latest), 1, 4) = "2009")')),
    ("date-arithmetic", 1, "SELECT (MAX(?l) - MIN(?l) AS ?span) WHERE { ?d lam:latest ?l }",
     "SELECT (MAX(?l) AS ?last) (MIN(?l) AS ?first) WHERE { ?d lam:latest ?l }"),
    ("date-comparison", 4, dated('FILTER(?latest < "2009-12-31")'), dated(f"FILTER(?latest < {DATE})")),
    ("date-comparison", 4, dated("FILTER(?latest < ?phrase)"),
     dated("?d lam:earliest ?first . FILTER(?first < ?latest)")),
    ("date-comparison", 4, dated("BIND(COALESCE(?latest, ?latest) AS ?day) FILTER(?day = 2009)"),
     dated(f"BIND(COALESCE(?latest, ?latest) AS ?day) FILTER(?day = {DATE})")),
    ("date-comparison", 4, dated('VALUES ?day { "2009" } FILTER(?latest IN (?day))'),
     dated(f"VALUES ?day {{ {DATE} }} FILTER(?latest IN (?day))")),
    ("not-exists", 4, about("FILTER NOT EXISTS { ?c lam:about ?r . ?c a lam:Commitment }"),
     about("FILTER NOT EXISTS { ?r lam:page 3 }")),
    ("not-exists", 4, about("FILTER NOT EXISTS { ?r lam:hasItem/lam:number 3 }"),
     about("OPTIONAL { ?r lam:hasItem ?i . ?i lam:number 3 } FILTER(!BOUND(?i))")),
    ("not-exists", 4, about("FILTER(?n > 3 || EXISTS { ?c lam:about ?r . ?c a lam:Commitment })"),
     about("FILTER(?n > 3 || EXISTS { ?c lam:about ?r })")),
    ("minus", 4, about("MINUS { ?r lam:page 3 }"), about("FILTER NOT EXISTS { ?r lam:page 3 }")),
    ("union-join", 4, about("{ ?r lam:page 3 } UNION { ?r lam:page 4 }"),
     about("VALUES ?p { 3 4 } ?r lam:page ?p .")),
    ("union-join", 3, "SELECT ?r WHERE {\n{ ?r lam:page 3 }\nUNION { ?r lam:page 4 }\n"
     "OPTIONAL { ?r lam:number ?n } } ORDER BY ?r",
     "SELECT ?r WHERE {\n{ ?r lam:page 3 }\nUNION { ?r lam:page 4 }\nFILTER(isIRI(?r)) } ORDER BY ?r"),
    ("open-path", 1, "SELECT ?a ?b WHERE { ?a lam:partOfAgent* ?b } ORDER BY ?a ?b",
     "SELECT ?a ?b WHERE { ?a lam:partOfAgent* ?b . ?b a lam:Agent } ORDER BY ?a ?b"),
    ("open-path", 1, "SELECT ?a WHERE { ?a (lam:partOfAgent+|lam:unit) ?b } ORDER BY ?a",
     "SELECT ?a WHERE { ?a lam:unit/lam:partOfAgent+ ?b } ORDER BY ?a"),
    ("open-path", 1, "SELECT ?a WHERE { ?a ^lam:partOfAgent+ ?b } ORDER BY ?a",
     "SELECT ?a WHERE { ?a lam:partOfAgent+ <https://w3id.org/laming/id/agent/ofsted> } ORDER BY ?a"),
    ("cartesian", 4, about("?c a lam:Commitment ."), about("?c lam:about ?r .")),
    ("cartesian", 4, about("?c lam:page ?m . FILTER(?m = ?n)"), about("?c lam:page ?n .")),
    ("cartesian", 4, about("OPTIONAL { ?c a lam:Commitment }"), about("OPTIONAL { ?c lam:about ?r }")),
    ("cartesian", 4, about("VALUES ?k { 1 2 }"), about("VALUES ?k { 1 } FILTER(?n > ?k)")),
    ("cartesian", 4, about("{ SELECT ?x WHERE { ?x a lam:Agent } }"),
     about("{ SELECT ?r WHERE { ?r lam:page 3 } }")),
]  # fmt: skip

HEADER = """\
#+ summary: Recommendations by number
#+ question: Which recommendations are there?
#+ tags: [recommendations]
#+ params:
#+   - name: least
#+     datatype: integer
#+     meaning: the least number
#+ columns:
#+   rec: its number
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX lam: <https://w3id.org/laming/ontology#>
SELECT ?rec WHERE {
  VALUES ?_least { 7 }
  ?r lam:number ?n ; dcterms:identifier ?rec . FILTER(?n > ?_least)
} ORDER BY ?n ?rec
"""

# Rule, line, what is put in place of what.
HEADER_FAULTS: list[tuple[str, int, str, str]] = [
    ("header", 1, "#+ summary: Recommendations by number\n", ""),
    ("header", 2, "are there?", "are there"),
    ("header", 3, "[recommendations]", "recommendations"),
    ("header", 3, "#+ tags: [recommendations]\n", "#+ tags: [1]\n"),
    ("header", 8, "#+   rec: its number", "#+   rec:"),
    ("header", 8, "#+   rec: its number", "#+   number: its number"),
    ("header", 8, "#+ columns:\n#+   rec: its number", "#+ columns: [rec]"),
    ("header", 1, "#+ columns:\n#+   rec: its number\n", ""),
    ("header", 3, "#+ tags:", "#+ colums: {}\n#+ tags:"),
    ("header", 3, "#+ tags:", "#+ description: [a]\n#+ tags:"),
    ("header", 12, "SELECT ?rec WHERE", "ASK"),
    ("params", 4, "#+     datatype: integer", "#+     datatype: number"),
    ("params", 4, "#+     meaning: the least number\n", ""),
    ("params", 13, "#+     datatype: integer", "#+     datatype: date"),
    ("params", 13, "{ 7 }", "{ <https://w3id.org/laming/id/agent/ofsted> }"),
    ("params", 13, "{ 7 }", "{ 7 8 }"),
    ("params", 13, "FILTER(?n > ?_least)", "FILTER(?n > 7)"),
    ("params", 4, "  VALUES ?_least { 7 }\n", ""),
    ("params", 14, "?n > ?_least", "?n > ?_least + ?_more"),
    ("params", 4, "#+ columns:", "#+   - {name: least, datatype: integer, meaning: again}\n#+ columns:"),
    ("params", 4, "#+   - name: least\n#+     datatype: integer\n#+     meaning: the least number",
     "#+   least: 3"),
    ("prefix", 13, "PREFIX dcterms: <http://purl.org/dc/terms/>\n", ""),
    ("excuse", 3, "#+ tags:", "#+ lint: minus\n#+ tags:"),
    ("excuse", 3, "#+ tags:", "#+ lint: {minus: not needed here}\n#+ tags:"),
    ("excuse", 3, "#+ tags:", "#+ lint: {sorted: no such rule}\n#+ tags:"),
]  # fmt: skip


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """What the project's ontology and shapes declare."""
    return our_vocabulary()


@pytest.fixture
def found(vocabulary: Vocabulary, tmp_path: Path) -> Callable[[str], list[Finding]]:
    """What is found in a text."""

    def in_text(text: str) -> list[Finding]:
        path = tmp_path / "query.rq"
        path.write_text(text, "utf-8")
        return lint_query(read_query(path), vocabulary)

    return in_text


def test_every_rule_is_tried_and_told() -> None:
    """Each rule has a planted fault, and stands in the table of docs/linting.md; no other does."""
    tried = {rule for rule, *_ in (*FAULTS, *HEADER_FAULTS)}
    assert tried == {*RULES, "excuse"}
    page = (ROOT / "docs" / "linting.md").read_text("utf-8")
    told = [line.split("`")[1] for line in page.splitlines() if line.startswith("| `")]
    assert told == [*RULES, "excuse"]


@pytest.mark.parametrize(("rule", "line", "faulty", "clean"), FAULTS)
def test_a_planted_fault_is_found_and_its_mending_clean(
    rule: str, line: int, faulty: str, clean: str, found: Callable[[str], list[Finding]]
) -> None:
    """The fault is found at its line by its rule; the mended query has none of any rule."""
    assert (rule, line) in {(one.rule, one.line) for one in found(faulty)}
    assert found(clean) == []


@pytest.mark.parametrize(("rule", "line", "good", "bad"), HEADER_FAULTS)
def test_a_fault_of_the_header_is_found(
    rule: str, line: int, good: str, bad: str, found: Callable[[str], list[Finding]]
) -> None:
    """The complete header is clean, and each fault is found at its line."""
    assert found(HEADER) == []
    assert HEADER.count(good) == 1
    assert (rule, line) in {(one.rule, one.line) for one in found(HEADER.replace(good, bad))}


def test_an_excuse_with_a_reason_is_taken(found: Callable[[str], list[Finding]]) -> None:
    """It silences its rule and no other; without a reason it silences nothing. It makes no header needed."""
    text = about("MINUS { ?r lam:page 3 }")
    assert [one.rule for one in found(text)] == ["minus"]
    assert found("#+ lint:\n#+   minus: measured, fast here\n" + text) == []
    for reason in ("", '""', "3", "[]"):
        rules = {one.rule for one in found(f"#+ lint:\n#+   minus: {reason}\n{text}")}
        assert rules == {"minus", "excuse"}


def test_a_file_without_header_needs_none_and_no_prefixes(found: Callable[[str], list[Finding]]) -> None:
    """Only the rules on SPARQL hold for it, and strings and comments are no SPARQL."""
    assert found(about('FILTER(STR(?n) != "MINUS { } # NOW()") # MINUS { ?a ?b ?c }')) == []


def test_our_queries_are_clean_and_excuse_nothing_without_need() -> None:
    """The shipped queries break no rule that they do not excuse with a reason."""
    assert lint() == []


def test_each_of_ours_is_held_to_all_rules() -> None:
    """Each is seen as one of a library."""
    assert all(read_query(QUERIES / f"{slug}.rq").canned for slug in SLUGS)


def test_formats_and_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """0 and nothing, or 1 and the findings as text, JSON, or workflow commands."""
    (tmp_path / "a,b.rq").write_text(about("MINUS { ?r lam:page 3 }"), "utf-8")
    assert cli.main(["lint-queries", str(QUERIES / "gaps.rq")]) == 0
    assert capsys.readouterr().out == ""
    assert cli.main(["lint-queries", str(tmp_path)]) == 1
    assert capsys.readouterr().out.startswith(f"{tmp_path}/a,b.rq:4: minus: MINUS takes minutes on some")
    assert cli.main(["lint-queries", str(tmp_path), "--format", "json"]) == 1
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["path"], one["line"], one["rule"]) == (str(tmp_path / "a,b.rq"), 4, "minus")
    assert cli.main(["lint-queries", str(tmp_path), "--format", "github"]) == 1
    printed = capsys.readouterr().out
    assert printed.startswith(f"::error file={tmp_path}/a%2Cb.rq,line=4,title=minus::MINUS takes")
    assert to_github([Finding(Path("q.rq"), 1, "r", "100 %\nwrong", "x")]).count("\n") == 1


BROKEN = {
    "not SPARQL": (b"SELECT ?x WHERE {\n ?x\n", ":3:1: "),
    "undeclared prefix": (b"SELECT ?x WHERE {\n ?x a nobody:Knows }", ":2:"),
    "update": (b"INSERT DATA { <a:b> <a:b> <a:b> }", ":1:"),
    "not UTF-8": (b"SELECT ?x\n WHERE { ?x a '\xe9' }", ":2: not UTF-8"),
    "bad YAML": (b"\n#+ summary: a\n#+ tags: [\nSELECT ?x WHERE { ?x a ?y } ORDER BY ?x", ":3: header"),
    "no day": (b"#+ summary: 2009-13-45\nSELECT ?x WHERE { ?x a ?y } ORDER BY ?x", ":1: header"),
    "no mapping": (b"#+ - a\nSELECT ?x WHERE { ?x a ?y } ORDER BY ?x", ":1: header not understood (no keys)"),
    "another server": (b"SELECT ?x WHERE { SERVICE <http://127.0.0.1:1/> { ?x a ?y } }", ": SERVICE"),
    "newer than 1.1": (b"SELECT ?x WHERE { ?x a <<( <a:b> <a:b> <a:b> )>> }", ":1:"),
    "deep": (b"SELECT ?x WHERE " + b"{" * 9999 + b"?x a ?y" + b"}" * 9999, ":1: brackets more than 100 deep"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_one_line(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 2, nothing on standard output, and one line that names file and line."""
    text, told = BROKEN[name]
    path = tmp_path / "broken.rq"
    path.write_bytes(text)
    assert cli.main(["lint-queries", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith(f"laming: {path}{told}")


def test_a_missing_file_and_an_empty_folder(tmp_path: Path) -> None:
    """Both are told by name."""
    with pytest.raises(InputError, match="No such file"):
        lint([tmp_path / "none.rq"])
    with pytest.raises(InputError, match=r"no \.rq file there"):
        lint([tmp_path])


PIECES = st.sampled_from(
    "{ } ( ) . ; , ?x ?y ?_z * + | / ^ ! = < > - a 1 'x' \"2009-01-01\"^^xsd:date lam:about nobody:x <a:b> "
    "SELECT WHERE FILTER OPTIONAL MINUS UNION NOT EXISTS VALUES BIND AS GRAPH COUNT( NOW() YEAR( ORDER BY "
    "GROUP HAVING LIMIT DISTINCT ASK CONSTRUCT DESCRIBE UNDEF IN #+ \\ \x00 é \n".split(" ")
)


@settings(max_examples=150)
@given(data=st.data())
def test_no_text_breaks_the_linter(
    data: st.DataObject, vocabulary: Vocabulary, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Our queries with words put in or left out: findings at lines that are there, or one line of error."""
    text = (QUERIES / f"{data.draw(st.sampled_from(SLUGS))}.rq").read_text("utf-8")
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.integers(0, 12))
        text = text[:start] + " ".join(data.draw(st.lists(PIECES, max_size=3))) + text[start + gone :]
    path = tmp_path_factory.mktemp("broken") / "query.rq"
    path.write_text(text, "utf-8")
    try:
        findings = lint_query(read_query(path, canned=True), vocabulary)
    except InputError as error:
        assert str(error).startswith(f"{path}:")
        assert "\n" not in str(error)
    else:
        assert all(1 <= one.line <= text.count("\n") + 1 for one in findings)
