"""Pages that look across all recommendations: the start, the matrix, the timeline."""

from laming_graph.pages.holdings import Holdings
from laming_graph.pages.links import Links
from laming_graph.pages.plots import Plots
from laming_graph.pages.promises import by_month
from laming_graph.pages.recommendations import Recommendations
from laming_graph.pages.stances import Shown, shown
from laming_graph.pages.templates import fill

_ASKED = (
    "accepted-but-departed",
    "overdue",
    "due-by",
    "weakened",
    "conditional",
    "deferred",
    "workload",
    "agency-brief",
    "resting-on",
    "slip",
    "disagreement",
    "press-claims",
    "silent",
    "discrepancies",
    "funding",
)
"""The questions that the first page puts first."""


class Views:
    """Views across all recommendations.

    Args:
        held: the graph.
        recommendations: what is known of them.
        plots: the plots.
    """

    def __init__(self, held: Holdings, recommendations: Recommendations, plots: Plots) -> None:
        self._held = held
        self._recommendations = recommendations
        self._plots = plots

    def home(self, links: Links) -> bytes:
        """Where people start."""
        held = self._held
        promises = self._recommendations.promises
        title = next(iter(held.things("dcat:Dataset")), "")
        return fill(
            "home.html",
            links,
            held=held,
            inquiry=held.label(title),
            asked=[held.catalogue[slug] for slug in _ASKED if slug in held.catalogue],
            recommendations=len(held.things("lam:Recommendation")),
            documents=len(held.things("lam:Document")),
            promises=len(promises),
            dated=sum(1 for one in promises if one.latest),
            bodies=len(held.things("lam:Agent")),
            instruments=len(held.things("lam:Instrument")),
        )

    def matrix(self, links: Links) -> bytes:
        """Every voice on every recommendation."""
        held = self._held
        rows = held.rows("stance-matrix")
        voices = dict(sorted({row["responder"] or "": row["responder_label"] or "" for row in rows}.items()))
        cells: dict[str, dict[str, Shown]] = {}
        for row in rows:
            cells.setdefault(row["rec"] or "", {})[row["responder"] or ""] = shown(row)
        legend = {one.words: one for by_voice in cells.values() for one in by_voice.values()}
        plain = {words: one for words, one in legend.items() if "\u201c" not in one.sign}
        used = sorted({**legend, **plain}.values(), key=lambda one: (one.tone, one.words))
        recs = [(rec, iri) for rec, iri in held.iris_of_recs.items() if rec in cells]
        told = {"voices": voices, "cells": cells, "recs": recs, "legend": used}
        return fill("matrix.html", links, held=held, plot=self._plots.drawn("stances"), **told)

    def timeline(self, links: Links) -> bytes:
        """What falls due in each month, and what has no day."""
        months = by_month(self._recommendations.promises)
        return fill(
            "timeline.html",
            links,
            held=self._held,
            months={month: found for month, found in sorted(months.items()) if month},
            undated=months.get("", []),
            plot=self._plots.drawn("timeline"),
        )

    def about(self, links: Links) -> bytes:
        """How things were coded, and how to dispute that."""
        return fill("about.html", links, held=self._held)
