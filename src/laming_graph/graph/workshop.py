"""The workshop: the sheets of one build, from readings and tables to finished files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Triple

from laming_graph.curate.claims import parse_claims
from laming_graph.curate.facts import parse_differences, parse_facts
from laming_graph.curate.further import parse_further_promises
from laming_graph.curate.judgements import parse_codings
from laming_graph.curate.strangers import refuse_strangers
from laming_graph.curate.strength import parse_strengths
from laming_graph.curate.tables import Tables
from laming_graph.derive.addressees import addressees
from laming_graph.derive.alignment import align_bullets, align_summaries
from laming_graph.derive.collation import variants
from laming_graph.derive.commitments import commitments
from laming_graph.derive.further import hold_time
from laming_graph.derive.headings import headings_over
from laming_graph.derive.mentions import mentions
from laming_graph.derive.modality import modality
from laming_graph.derive.names import Names, names_of
from laming_graph.derive.narrative import citations, dates, sums
from laming_graph.derive.phrases import spans_of
from laming_graph.derive.unasked import acting_unasked
from laming_graph.graph.absences import Absences, by_item
from laming_graph.graph.answers import ANSWER_KINDS, Answers
from laming_graph.graph.claims import Claims
from laming_graph.graph.comparisons import Comparisons
from laming_graph.graph.dataset import count_triples, describe_dataset, sign_files
from laming_graph.graph.documents import (
    describe_document,
    describe_passages,
    describe_spans,
    describe_text,
)
from laming_graph.graph.facts import Narrated
from laming_graph.graph.further import describe_further_promise
from laming_graph.graph.judgements import Judgements
from laming_graph.graph.mint import Mint, concept
from laming_graph.graph.narrative import Narrative
from laming_graph.graph.people_and_things import describe_agent, describe_instrument
from laming_graph.graph.recommendations import Recommendations
from laming_graph.graph.rules import describe_rules
from laming_graph.graph.sheet import Evidence, Sheet
from laming_graph.graph.shortcuts import draw_shortcuts
from laming_graph.graph.strength import describe_strength
from laming_graph.model.deadline import Period, month
from laming_graph.model.document import Reading
from laming_graph.model.errors import InputError
from laming_graph.model.narrative import SumOfMoney
from laming_graph.model.passage import Passage
from laming_graph.model.reference import Reference
from laming_graph.turtle import natural, to_turtle

_RUNNING_TEXT = ("foreword", "paragraph", "box", "footnote", "bullet", "timeline-entry", "response", "reply")
_NAMING_TEXT = (*_RUNNING_TEXT, "recommendation", "item", "by-when", "quotation", "summary", "remark")


@dataclass(frozen=True, slots=True)
class Built:
    """What a build makes.

    Attributes:
        files: file stem to Turtle.
        text: Turtle of the local text layer.
        triples: how many triples the files hold.
    """

    files: Mapping[str, bytes]
    text: bytes
    triples: int


class Workshop:
    """The sheets of one build, while they are being filled."""

    def __init__(self, tables: Tables, readings: Mapping[str, Reading]) -> None:
        self._tables = tables
        self._inquiry = tables.inquiry
        self._readings = readings
        self._mint = Mint(tables.inquiry.base)
        self._evidence = Evidence(self._mint)
        self._sheets: dict[str, Sheet] = {}
        self._plan = _plan_month(tables.inquiry.plan_date)
        self._agents = names_of(
            ((a.id, (a.label, *a.abbreviations, *a.variants)) for a in tables.agents.values()),
            tables.coordinated,
        )
        self._instruments: Names = names_of((i.id, i.variants) for i in tables.instruments.values())
        self._codings = parse_codings(tables, readings)
        self._claims = parse_claims(tables, readings)
        self._further = parse_further_promises(tables, readings)
        self._strengths: dict[Reference, set[str]] = {}
        self._pages: dict[Reference, set[int]] = {}
        self._sums: list[SumOfMoney] = []
        self._promising = next((r for r in readings.values() if r.of_kind("by-when")), None)
        self._strength_codings = parse_strengths(tables, readings, self._promising)
        self._copies = [r for key, r in sorted(readings.items()) if r.wordings]

    def _sheet(self, name: str) -> Sheet:
        return self._sheets.setdefault(name, Sheet())

    def _wordings(self, reference: Reference) -> list[Passage]:
        return [r.wordings[reference] for r in self._copies if reference in r.wordings]

    def recommendations(self) -> None:
        """What the report recommends, and to whom."""
        say = Recommendations(self._sheet("recommendations"), self._mint, self._evidence, self._inquiry)
        say.report()
        refuse_strangers(self._tables, self._readings)
        for reference in self._inquiry.references():
            wanted = self._tables.asked[reference]
            wordings = self._wordings(reference)
            say.requirement(reference, wanted)
            say.request(wanted, wordings)
            for limit in self._tables.time_limits:
                if limit.reference == reference:
                    say.time_limit(limit, spans_of(limit.deadline.phrase, wordings, limit.source))
            if reference.letter:
                continue
            corrections = [c for c in self._tables.addressees if c.reference == reference]
            reasons = {c.agent: c.reason for c in corrections if c.role}
            found = addressees(reference, [w.flow for w in wordings], self._agents, corrections)
            for addressing in found:
                say.addressing(addressing, reasons.get(addressing.agent, ""))
            if not found:
                say.unaddressed(reference, wordings)
            asked = [addressing.agent for addressing in found]
            names = [self._tables.agents[agent].label for agent in asked]
            say.addressees(
                reference, names, acting_unasked(reference, asked, self._codings, self._tables.agents)
            )
        for reading in self._readings.values():
            for reference, name, heading in headings_over(reading):
                if name not in self._inquiry.report_parts:
                    raise InputError(f"inquiry.toml: report.parts has no {name!r}; add it")
                say.part(reference, name, heading)
        rules = self._sheet("dataset")
        describe_rules(rules, self._mint)
        for agent in self._tables.agents.values():
            describe_agent(self._sheet("agents"), self._mint, agent)
        for instrument in self._tables.instruments.values():
            describe_instrument(self._sheet("instruments"), self._mint, instrument)

    def document(self, reading: Reading) -> None:
        """All that one document says."""
        document = reading.document
        sheet, mint, evidence = self._sheet(document.key), self._mint, self._evidence
        describe_document(sheet, mint, self._inquiry, document)
        describe_passages(sheet, mint, evidence, reading)
        self._wordings_and_pages(reading, sheet)
        voice = self._tables.agents[document.voice].label
        answers = Answers(sheet, mint, evidence, document, voice)
        cells = reading.of_kind("by-when")
        beside = {cell.reference: cell for cell in cells}
        for passage in reading.passages:
            if passage.kind in ANSWER_KINDS:
                cell = beside.get(passage.reference)
                answers.reaction(passage, [cell] if cell else [])
        responses = {p.reference: p for p in reading.of_kind("response") if p.reference}
        promises = self._tables.promises if cells else {}
        for commitment in commitments(cells, responses, promises, self._plan, self._instruments):
            answers.commitment(commitment, beside[commitment.promise.reference])
        for promise in self._further if cells else ():
            hold_time(promise, self._plan, self._instruments)
            describe_further_promise(sheet, mint, evidence, promise)
        resting = self._tables.resting if cells else ()
        texts = [p for p in reading.passages if p.kind in _NAMING_TEXT]
        for mention in mentions(texts, self._instruments, resting):
            answers.mention(mention)
        self._narrative(reading, Narrative(sheet, mint, evidence))
        self._judgements(reading)

    def _judgements(self, reading: Reading) -> None:
        """What readers read into the document's answers."""
        sheet, key, voice = self._sheet(reading.document.key), reading.document.key, reading.document.voice
        absences = Absences(sheet, self._mint, key, voice)
        answers = {p.reference: p for p in reading.passages if p.kind in ANSWER_KINDS and p.reference}
        agents = self._tables.agents
        say = Judgements(sheet, self._mint, self._evidence, key, voice, answers, agents, absences)
        codings = [coding for coding in self._codings if coding.document == reading.document.key]
        for coding in codings:
            say.coding(coding, reading.wordings.get(coding.reference))
        for whole, items in by_item(coding.reference for coding in codings).items():
            absences.split(whole, items)
        for strength in self._strength_codings:
            if strength.document == key:
                describe_strength(say, self._evidence, strength)
        claims = [claim for claim in self._claims if claim.passage.document == reading.document.key]
        if not claims:
            return
        if self._promising is None:
            raise InputError("press.csv: its claims are held against promises, and no document has any")
        wholes = [reference for reference in self._inquiry.references() if not reference.letter]
        Claims(sheet, self._mint, self._evidence, reading, self._promising, agents, absences).all(
            claims, wholes
        )

    def _wordings_and_pages(self, reading: Reading, sheet: Sheet) -> None:
        say = Recommendations(sheet, self._mint, self._evidence, self._inquiry)
        for reference, passage in reading.wordings.items():
            strength, spans = ("", ()) if reference.letter else modality(passage.flow)
            say.wording(passage, strength, spans, reference in reading.lost_ends)
            if strength:
                self._strengths.setdefault(reference, set()).add(strength)
        for reference, (number, place) in reading.pages.items():
            summary = reading.at(f"summary/{reference.path}")
            assert summary is not None
            say.page(reference, number, summary, place)
            self._pages.setdefault(reference, set()).add(number)

    def _narrative(self, reading: Reading, say: Narrative) -> None:
        texts = [p for p in reading.passages if p.kind in _RUNNING_TEXT]
        for money in sums(texts):
            say.sum_of_money(money)
            self._sums.append(money)
        for mention in dates(texts, self._plan, self._instruments):
            say.date_mention(mention)
        footnotes = reading.of_kind("footnote")
        for citation in citations(reading.of_kind("paragraph"), footnotes):
            say.citation(citation)

    def comparisons(self) -> None:
        """Copies against each other, summaries and bullets against copies, and gaps."""
        say = Comparisons(self._sheet("comparisons"), self._mint, self._evidence)
        for variant in variants(self._copies):
            say.variant(variant)
        report = self._mint.report(self._inquiry.key)
        plan = self._promising.document.key if self._promising else ""
        for fact in parse_facts(self._tables, self._readings):
            sheet = self._sheet(fact.passage.document)
            Narrated(sheet, self._mint, self._evidence, report, self._sums, plan).fact(fact)
        narrated = Narrated(self._sheet("comparisons"), self._mint, self._evidence, report)
        for difference in parse_differences(self._tables, self._readings):
            narrated.difference(difference)
        for reading in self._readings.values():
            aligned = [
                *align_summaries(self._copies, reading.of_kind("summary")),
                *([] if self._claims else align_bullets(self._copies, reading.of_kind("bullet"))),
            ]
            for alignment in aligned:
                say.alignment(alignment)
            for missing in reading.missing_lists:
                say.missing_list(missing)

    def agreed_values(self) -> None:
        """Modality and page of a recommendation, where all documents agree on them."""
        say = Recommendations(self._sheet("recommendations"), self._mint, self._evidence, self._inquiry)
        for reference, strengths in self._strengths.items():
            if len(strengths) == 1:
                say.shortcuts(reference, {"modality": concept("modality", *strengths)})
        for reference, pages in self._pages.items():
            if len(pages) == 1:
                say.shortcuts(reference, {"page": next(iter(pages))})

    def finished(self) -> Built:
        """The files, once every span that was pointed at is described."""
        base = self._inquiry.base
        text = Sheet()
        for reading in self._readings.values():
            key = reading.document.key
            describe_spans(self._sheet(key), self._mint, reading.document, self._evidence.of(key))
            describe_text(text, self._mint, reading, self._evidence.of(key))
        draw_shortcuts(self._sheets.values(), self._mint.inquiry(self._inquiry.key))
        names = sorted(self._sheets, key=natural)
        dataset = self._sheet("dataset")
        describe_dataset(dataset, self._mint, self._inquiry, names, self._tables.folder)
        notice = (f"{self._inquiry.title}. {self._inquiry.creator}.", f"Licence: {self._inquiry.licence}")
        files = {n: to_turtle(self._sheets[n].triples, base, notice) for n in names if n != "dataset"}
        sign_files(dataset, self._mint, files)
        sizes = {name: len(self._sheets[name].triples) for name in names}
        sizes["dataset"] += len(names) + 1  # the triples that say how many there are
        total = len(names) + 1 + len(_union(sheet.triples for sheet in self._sheets.values()))
        count_triples(dataset, self._mint, sizes, total)
        files["dataset"] = to_turtle(dataset.triples, base, notice)
        return Built(files, to_turtle(text.triples, base, ("Not to be published.",)), total)


def _union(parts: Iterable[set[Triple]]) -> set[Triple]:
    return {triple for part in parts for triple in part}


def _plan_month(text: str) -> Period:
    try:
        moment = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise InputError(f"inquiry.toml: plan-date {text!r} is no month; write it as 2009-05") from None
    return month(moment.year, moment.month)
