"""All tables of one inquiry, read together so that their ids can be held against each other."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from laming_graph.curate.inquiry import parse_inquiry
from laming_graph.curate.table import Row, read_table
from laming_graph.model.addressing import AddresseeCorrection
from laming_graph.model.agent import AGENT_KINDS, Agent
from laming_graph.model.asked import ACT_KINDS, Asked
from laming_graph.model.commitment import CONDITIONS, EVENTS, Promise
from laming_graph.model.deadline import CONVENTIONS, KINDS, Deadline
from laming_graph.model.errors import InputError
from laming_graph.model.inquiry import Inquiry
from laming_graph.model.instrument import INSTRUMENT_KINDS, Instrument
from laming_graph.model.mention import PLACES, RELATIONS, Resting
from laming_graph.model.reference import Reference
from laming_graph.model.time_limit import TimeLimit


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one inquiry.

    Attributes:
        folder: where they are.
        inquiry: the inquiry they belong to.
        agents, instruments: by id.
        coordinated: phrase to the ids of the agents it stands for together.
        addressees: corrections of the addressees that the rule finds.
        asked: what each recommendation and item asks, in our words.
        time_limits: limits that recommendations set themselves.
        promises: by reference, in the order of the cell.
        resting: which instrument each passage names, in which relation.
    """

    folder: Path
    inquiry: Inquiry
    agents: Mapping[str, Agent]
    instruments: Mapping[str, Instrument]
    coordinated: Mapping[str, tuple[str, ...]]
    addressees: tuple[AddresseeCorrection, ...]
    asked: Mapping[Reference, Asked]
    time_limits: tuple[TimeLimit, ...]
    promises: Mapping[Reference, tuple[Promise, ...]]
    resting: tuple[Resting, ...]


def parse_tables(inquiry_file: Path) -> Tables:
    """Read `inquiry.toml` and the tables beside it.

    Raises:
        InputError: if a file cannot be read.
        TableError: at the first row that cannot be used, with file and line.
    """
    folder = inquiry_file.parent
    inquiry = parse_inquiry(inquiry_file)
    agents = _agents(folder)
    for document in inquiry.documents:
        if document.voice not in agents:
            raise InputError(
                f"{inquiry_file}: the voice {document.voice!r} of {document.key} is no agent; "
                "add it to agents.csv"
            )
    instruments = _instruments(folder)
    return Tables(
        folder,
        inquiry,
        agents,
        instruments,
        _coordinated(folder, agents),
        tuple(_addressees(folder, agents)),
        _asked(folder),
        tuple(_time_limits(folder)),
        _promises(folder, agents, instruments),
        tuple(_resting(folder, instruments)),
    )


def _agents(folder: Path) -> dict[str, Agent]:
    columns = ("id", "label", "kind", "abbreviations", "variants", "part_of", "note")
    agents: dict[str, Agent] = {}
    rows: list[Row] = []
    for row in read_table(folder / "agents.csv", columns):
        agent = Agent(
            _new_id(row, agents),
            row.needed("label"),
            row.one_of("kind", AGENT_KINDS),
            row.listed("abbreviations"),
            row.listed("variants"),
            row["part_of"],
            row["note"],
        )
        agents[agent.id] = agent
        rows.append(row)
    _refuse_strangers(rows, agents, ("part_of",))
    _refuse_shared_names(rows, ("label", "abbreviations", "variants"))
    return agents


def _instruments(folder: Path) -> dict[str, Instrument]:
    columns = ("id", "label", "kind", "part_of", "version_of", "replaces", "variants", "note")
    instruments: dict[str, Instrument] = {}
    rows: list[Row] = []
    for row in read_table(folder / "instruments.csv", columns):
        instrument = Instrument(
            _new_id(row, instruments),
            row.needed("label"),
            row.one_of("kind", INSTRUMENT_KINDS),
            row["part_of"],
            row["version_of"],
            row["replaces"],
            row.listed("variants"),
            row["note"],
        )
        instruments[instrument.id] = instrument
        rows.append(row)
    _refuse_strangers(rows, instruments, ("part_of", "version_of", "replaces"))
    _refuse_shared_names(rows, ("variants",))
    return instruments


def _coordinated(folder: Path, agents: Mapping[str, Agent]) -> dict[str, tuple[str, ...]]:
    phrases: dict[str, tuple[str, ...]] = {}
    for row in read_table(folder / "coordinated.csv", ("phrase", "agents")):
        if row.needed("phrase") in phrases:
            row.fail(f"a second row for {row['phrase']!r}", "keep one")
        phrases[row["phrase"]] = row.listed("agents")
        for agent in row.listed("agents"):
            if agent not in agents:
                row.fail(f"{agent!r} is no agent", "add it to agents.csv")
    return phrases


def _addressees(folder: Path, agents: Mapping[str, Agent]) -> Iterable[AddresseeCorrection]:
    columns = ("rec", "agent", "role", "phrase", "reason")
    for row in read_table(folder / "addressees.csv", columns):
        if row.reference().letter:
            row.fail(f"{row['rec']} is an item", "give the recommendation; items have its addressees")
        yield AddresseeCorrection(
            row.reference(),
            row.one_of("agent", agents),
            row.one_of("role", ("", "lead", "with")),
            row.needed("phrase") if row["role"] else row["phrase"],
            row.needed("reason"),
            f"{row.path}:{row.line}",
        )


def _asked(folder: Path) -> dict[Reference, Asked]:
    asked: dict[Reference, Asked] = {}
    for row in read_table(folder / "recommendations.csv", ("rec", "act_kind", "summary")):
        reference = row.reference()
        if reference in asked:
            row.fail(f"a second row for {reference}", "keep one")
        asked[reference] = Asked(reference, row.one_of("act_kind", ACT_KINDS), row.needed("summary"))
    return asked


def _time_limits(folder: Path) -> Iterable[TimeLimit]:
    columns = (
        "rec", "n", "phrase", "kind", "edtf", "earliest", "latest", "recurrence", "convention",
    )  # fmt: skip
    last: dict[Reference, int] = {}
    for row in read_table(folder / "time-limits.csv", columns):
        earliest, latest = (row.day(column) for column in ("earliest", "latest"))
        kind, phrase = row.one_of("kind", KINDS), row.needed("phrase")
        try:
            ordinal = int(row["n"])
            limit = Deadline(
                kind,
                phrase,
                row.edtf("edtf"),
                earliest,
                latest,
                row.duration("recurrence"),
                row.one_of("convention", ("", *CONVENTIONS)),
            )
        except ValueError as error:
            row.fail(str(error), "number limits from 1, and let them start before they end")
        if ordinal != last.get(row.reference(), 0) + 1:
            row.fail(f"n is {ordinal}", f"number the limits of {row['rec']} from 1")
        last[row.reference()] = ordinal
        yield TimeLimit(row.reference(), ordinal, limit, f"{row.path}:{row.line}")


def _promises(
    folder: Path, agents: Mapping[str, Agent], instruments: Mapping[str, Instrument]
) -> dict[Reference, tuple[Promise, ...]]:
    columns = (
        "rec", "n", "label", "lead", "instrument", "event", "recurrence", "subject_to",
        "subject_place", "note",
    )  # fmt: skip
    promises: dict[Reference, tuple[Promise, ...]] = {}
    for row in read_table(folder / "promises.csv", columns):
        reference = row.reference()
        before = promises.get(reference, ())
        if row["n"] != str(len(before) + 1):
            row.fail(f"n is {row['n']!r}", f"number the promises of {reference} from 1")
        promise = Promise(
            reference,
            len(before) + 1,
            row.needed("label"),
            row.one_of("lead", agents),
            row.one_of("instrument", {"", *instruments}),
            row.one_of("event", EVENTS),
            row.duration("recurrence"),
            row.one_of("subject_to", {"", *CONDITIONS}),
            row.one_of("subject_place", ("by-when", "response") if row["subject_to"] else ("",)),
            row["note"],
        )
        promises[reference] = (*before, promise)
    return promises


def _resting(folder: Path, instruments: Mapping[str, Instrument]) -> Iterable[Resting]:
    columns = ("rec", "instrument", "place", "relation", "note")
    seen: set[tuple[str, str, str]] = set()
    for row in read_table(folder / "resting.csv", columns):
        key = (row["rec"], row["instrument"], row["place"])
        if key in seen:
            row.fail(f"a second row for {', '.join(key)}", "keep one")
        seen.add(key)
        yield Resting(
            row.reference(),
            row.one_of("instrument", instruments),
            row.one_of("place", PLACES),
            row.one_of("relation", RELATIONS),
            row["note"],
            f"{row.path}:{row.line}",
        )


def _new_id(row: Row, known: Mapping[str, object]) -> str:
    found = row.needed("id")
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", found):
        row.fail(f"{found!r} makes no name", "use small letters, figures and hyphens")
    if found in known:
        row.fail(f"a second row for {found}", "keep one")
    return found


def _refuse_strangers(rows: Iterable[Row], known: Mapping[str, object], columns: Iterable[str]) -> None:
    for row in rows:
        for column in columns:
            row.one_of(column, {"", *known})


def _refuse_shared_names(rows: Iterable[Row], columns: tuple[str, ...]) -> None:
    """A form of words must mean one thing only."""
    owners: dict[str, str] = {}
    for row in rows:
        for column in columns:
            for name in row.listed(column):
                if owners.setdefault(name, row["id"]) != row["id"]:
                    row.fail(f"{name!r} already means {owners[name]}", "give it to one of the two")
