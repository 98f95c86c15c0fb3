"""The SPARQL editor: the canned queries with forms for their values, and a place to write one's own."""

from typing import NamedTuple

from laming_graph.ask.canned import Canned, Parameter, cut, without_header
from laming_graph.ask.terms import term_of, written
from laming_graph.namespaces import PREFIXES, XSD
from laming_graph.pages.holdings import Holdings
from laming_graph.pages.links import PAGE, Links, path_of
from laming_graph.pages.questions import Questions
from laming_graph.pages.templates import fill

EDITOR = "/editor"
GRAPH = "/data/graph.ttl"
"""All triples, for the engine that runs in a browser."""
_STYLES = (
    "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='",
    "'sha256-c0O6TmFAkgpNbHxKAa1BrveWHHopjEtC47i0PzMudxg='",
)
"""Two style sheets that Yasgui's table writes into the page: of its grips, and of a cursor that draws."""
POLICY = (
    "default-src 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; img-src 'self' data:; "
    f"script-src 'self'; style-src 'self' {' '.join(_STYLES)}; worker-src 'self'; base-uri 'none'"
)
"""What the page may load: as every page, besides those styles, and in a site of files a worker."""
FRAMED = "; frame-ancestors 'none'"
"""What a header may say of it, and a page may not."""
_OWN = """\
# The project's prefixes need no declaration.
SELECT ?rec ?label
WHERE {
  ?recommendation a lam:Recommendation ;
    lam:number ?number ;
    dcterms:identifier ?rec ;
    rdfs:label ?label .
}
ORDER BY ?number
LIMIT 10
"""
"""What stands in the editor at first."""


class Choice(NamedTuple):
    """A value that can be chosen.

    Attributes:
        short: as typed.
        label: as read.
        term: as it stands in a query.
    """

    short: str
    label: str
    term: str


class Field(NamedTuple):
    """The field of a parameter.

    Attributes:
        parameter: of the query.
        value: at first.
        choices: all values there are; none for a day or a number.
        datatype: IRI of the datatype of a day or a number.
    """

    parameter: Parameter
    value: str
    choices: list[Choice]
    datatype: str


class Form(NamedTuple):
    """A canned query, to be asked in the editor.

    Attributes:
        canned: the query.
        parts: its text, cut where its values stand (`ask.canned.cut`); a text that is no day, no number and
            cannot be chosen has no field, so that nothing has to be escaped in a browser.
        fields: for its values.
    """

    canned: Canned
    parts: tuple[str, ...]
    fields: list[Field]


class Editor:
    """The editor as a page.

    Args:
        held: the graph.
        questions: the canned queries.
    """

    def __init__(self, held: Holdings, questions: Questions) -> None:
        self._held = held
        self._questions = questions

    def page(self, links: Links) -> bytes:
        """The page of the editor."""
        held = self._held
        version = held.graph.source.version
        subjects: dict[str, list[Form]] = {}
        for canned in held.catalogue.values():
            subjects.setdefault(canned.tags[0], []).append(self.form(canned))
        return fill(
            "editor.html",
            links,
            held=held,
            subjects=dict(sorted(subjects.items())),
            own=_OWN,
            policy=POLICY,
            prefixes=PREFIXES,
            kinds=self.paged_kinds(),
            version=f"{version.version} {version.sha256[:12]}".strip(),
        )

    def form(self, canned: Canned) -> Form:
        """A canned query with its fields."""
        values = self._questions.values(canned.slug, {})
        fields = [self._field(one, values[one.name]) for one in canned.parameters]
        shown = [one for one in fields if one.choices or one.datatype]
        # What has no field keeps the value that stands in the file.
        kept = canned._replace(
            text=without_header(canned.text), parameters=tuple(one.parameter for one in shown)
        )
        return Form(canned, cut(kept), shown)

    def paged_kinds(self) -> list[str]:
        """The first part of the local names of things that have pages in the static site."""
        paths = (path_of(iri, self._held.base) for iri in self._held.paged)
        return sorted({path.removeprefix(PAGE).partition("/")[0] for path in paths if path})

    def _field(self, parameter: Parameter, value: str) -> Field:
        base, kind = self._held.base, parameter.datatype
        choices = [
            Choice(short, label, written(term_of(parameter.name, kind, short, base)))
            for short, label in self._questions.choices(parameter)
        ]
        return Field(parameter, value, choices, XSD + kind if kind in {"date", "integer"} else "")
