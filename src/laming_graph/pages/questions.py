"""Canned queries as pages: a form, an answer, a citation, downloads."""

from collections.abc import Mapping
from functools import lru_cache

from laming_graph.ask.answer import Answer
from laming_graph.ask.canned import INQUIRY, Canned, Parameter, standing
from laming_graph.ask.formats import to_bytes
from laming_graph.model.errors import InputError
from laming_graph.pages.holdings import Holdings
from laming_graph.pages.links import Links
from laming_graph.pages.templates import fill

_KEPT = 64
"""How many answers are kept for the next reader."""
_HIDDEN = ("statement", "judgement", "claim", "commitment", "discrepancy", "start", "end", "inquiry")


class Questions:
    """Questions as pages.

    Args:
        held: the graph.
    """

    def __init__(self, held: Holdings) -> None:
        self._held = held
        self._answer = lru_cache(_KEPT)(self._asked)

    def index(self, links: Links) -> bytes:
        """All questions by subject."""
        subjects: dict[str, list[Canned]] = {}
        for one in self._held.catalogue.values():
            subjects.setdefault(one.tags[0], []).append(one)
        return fill("questions.html", links, held=self._held, subjects=dict(sorted(subjects.items())))

    def values(self, slug: str, asked: Mapping[str, str]) -> dict[str, str]:
        """The value of each parameter: as asked, else its default, else the example of its file."""
        canned = self._held.catalogue[slug]
        given = {}
        for one in canned.parameters:
            value = asked.get(one.name, "").strip() or one.default or self._example(canned, one)
            given[one.name] = value
        if inquiry := asked.get(INQUIRY.name, "").strip():
            given[INQUIRY.name] = inquiry
        return given

    def _example(self, canned: Canned, parameter: Parameter) -> str:
        example = standing(canned, parameter)
        choices = [short for short, _ in self.choices(parameter)]
        return choices[0] if choices and example not in choices else example

    def answer(self, slug: str, asked: Mapping[str, str]) -> Answer:
        """The answer to a question.

        Raises:
            InputError: at a value that does not fit.
        """
        return self._answer(slug, tuple(sorted(self.values(slug, asked).items())))

    def download(self, slug: str, format_: str, asked: Mapping[str, str]) -> bytes:
        """The answer as a file, with its citation.

        Raises:
            InputError: at a value that does not fit.
        """
        answer = self.answer(slug, asked)
        return to_bytes(answer, format_, answer.citation)

    def page(self, links: Links, slug: str, asked: Mapping[str, str]) -> tuple[int, bytes]:
        """The page of a question, with the status of HTTP."""
        held = self._held
        canned = held.catalogue[slug]
        given = self.values(slug, asked)
        wrong = ""
        answer: Answer | None = None
        try:
            answer = self.answer(slug, given)
        except InputError as error:
            wrong = str(error)
        columns = [name for name in answer.columns if self._is_shown(name, answer.columns)] if answer else []
        page = fill(
            "question.html",
            links,
            held=held,
            canned=canned,
            given=given,
            fields=[(one, self.choices(one)) for one in canned.parameters],
            wrong=wrong,
            columns=columns,
            rows=list(answer.dicts()) if answer else [],
            cite=answer.citation.sentence() if answer else "",
            command=answer.citation.command() if answer else "",
        )
        return (400 if wrong else 200), page

    def choices(self, parameter: Parameter) -> list[tuple[str, str]]:
        """The values that a parameter can have, as typed and as read; none if they cannot be listed."""
        held = self._held
        if parameter.kind == "Requirement":
            return [(rec, f"{rec}: {held.label(iri)}") for rec, iri in held.iris_of_recs.items()]
        if not parameter.kind or parameter.datatype != "iri":
            return []
        iris = held.things(f"lam:{parameter.kind}")
        pairs = [(iri.removeprefix(held.base), held.label(iri)) for iri in iris]
        return sorted(pairs, key=lambda pair: pair[1].lower())

    def _is_shown(self, name: str, columns: tuple[str, ...]) -> bool:
        """A column of IRIs stands behind the names beside it; so do the names of statements."""
        return f"{name}_label" not in columns and name not in _HIDDEN

    def _asked(self, slug: str, given: tuple[tuple[str, str], ...]) -> Answer:
        return self._held.graph.query(slug, **dict(given))
