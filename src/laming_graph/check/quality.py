"""Quality of an ontology: each check is a query with its problem and its mend; severities stand in a table.

A check is a file `ontology/checks/<name>.rq`. Its header says what is wrong (`problem`), what to do
(`mend`), whose criterion it is (`after`), and what it looks at beside the ontology (`needs`). It selects
`?term`, and `?detail` if there is more to tell. `material.py` tells which graphs it can ask. What a query
cannot ask is a function of `beyond_queries.py`.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pyoxigraph import BlankNode, QuerySolutions

from laming_graph import places
from laming_graph.check.finding import short
from laming_graph.check.material import Material, read_text, store_of
from laming_graph.model.errors import InputError
from laming_graph.namespaces import PREFIXES

SEVERITIES = ("error", "warning", "info")
"""From worst to least. Errors and warnings make the exit status 1; info is worth knowing."""

_HEADER = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)


class Check(NamedTuple):
    """A check.

    Attributes:
        name: its name; that of the file, for a query.
        severity: one of SEVERITIES.
        problem: what is wrong where it finds something.
        mend: what to do about it.
        after: whose criterion it is.
        needs: what it looks at beside the ontology: data, shapes, queries, released.
        text: its query; "" for a check that is no query.
    """

    name: str
    severity: str
    problem: str
    mend: str
    after: str
    needs: tuple[str, ...]
    text: str


class Fault(NamedTuple):
    """What a check found.

    Attributes:
        check: the check.
        term: IRI or name of the thing it is about.
        detail: more, or "".
    """

    check: Check
    term: str
    detail: str

    def line(self) -> str:
        """The fault in one line."""
        detail = f" ({short(self.detail)})" if self.detail else ""
        one = self.check
        return f"{one.severity}: {short(self.term)}: {one.problem}{detail}; {one.mend} [{one.name}]"


class Pardon(NamedTuple):
    """An exception from a check, with its reason.

    Attributes:
        check: name of the check.
        term: IRI of the term; "*" for all.
        reason: why.
        line: its line in the table.
    """

    check: str
    term: str
    reason: str
    line: int


def checks_folder() -> Path:
    """Where checks, their severities and our exceptions are."""
    return places.share() / "ontology" / "checks"


def read_checks(folder: Path) -> list[Check]:
    """Every check of a folder, by name.

    Raises:
        InputError: at a header, severity or table that is not as it should be.
    """
    import yaml

    table = folder / "severity.csv"
    severities = {row["check"]: row["severity"] for _, row in _rows(table, ("check", "severity"))}
    found = []
    for path in sorted(folder.glob("*.rq")):
        text = path.read_text("utf-8")
        severity = severities.get(path.stem, "none")
        if severity not in SEVERITIES:
            told = f"the severity of {path.stem} is {severity!r}; write {', '.join(SEVERITIES)}"
            raise InputError(f"{table}: {told}")
        try:
            header: Any = yaml.safe_load("\n".join(_HEADER.findall(text)))
            problem, mend, after = (str(header[key]) for key in ("problem", "mend", "after"))
            needs = tuple(header.get("needs", ()))
        except (yaml.YAMLError, AttributeError, KeyError, TypeError) as error:
            raise InputError(f"{path}: header not understood ({error!r}); see another check's") from None
        found.append(Check(path.stem, severity, problem, mend, after, needs, text))
    return found


def read_pardons(path: Path) -> list[Pardon]:
    """The exceptions of a table: check, term, reason.

    Raises:
        InputError: if it is not such a table, or a row has no reason.
    """
    pardons = []
    for line, row in _rows(path, ("check", "term", "reason")):
        if not row["check"] or not row["term"] or not row["reason"]:
            raise InputError(f"{path}:{line}: an exception without check, term or reason; fill in all three")
        prefix, _, local = row["term"].partition(":")
        term = PREFIXES[prefix] + local if prefix in PREFIXES else row["term"]
        pardons.append(Pardon(row["check"], term, row["reason"], line))
    return pardons


def can_be_made(check: Check, material: Material) -> bool:
    """Whether all is there that a check looks at."""
    return all(getattr(material, need) for need in check.needs)


def check_queries(material: Material, checks: Iterable[Check]) -> list[Fault]:
    """Make every check whose needs are there.

    Args:
        material: what is checked.
        checks: the checks.

    Returns:
        Faults, in the order of the checks.

    Raises:
        InputError: if a file cannot be read or parsed, or a query is not SPARQL.
    """
    store = store_of(material)
    faults = []
    for one in checks:
        if not can_be_made(one, material):
            continue
        try:
            answer = store.query(one.text)
        except SyntaxError as error:
            raise InputError(f"check {one.name}: {' '.join(str(error).split())}; mend the query") from None
        assert isinstance(answer, QuerySolutions)
        has_detail = "detail" in [variable.value for variable in answer.variables]
        for row in answer:
            detail = row["detail"] if has_detail else None
            faults.append(Fault(one, _text(row["term"]), "" if detail is None else _text(detail)))
    return faults


def pardon(faults: Iterable[Fault], pardons: Iterable[Pardon], table: Path) -> list[Fault]:
    """Take away what is excepted; an exception that excepts nothing is a fault of its own.

    Args:
        faults: what was found by every check.
        pardons: the exceptions.
        table: where they stand.
    """
    left, pardons = list(faults), list(pardons)
    found = [(fault.check.name, fault.term) for fault in left]
    needless = Check(
        "needless-exception",
        "error",
        "nothing is found that it excepts",
        "take the row away",
        "ours",
        (),
        "",
    )
    spared = {(one.check, one.term) for one in pardons}
    stale = [
        Fault(needless, f"{table.name}:{one.line}", f"{one.check}, {short(one.term)}")
        for one in pardons
        if not any(name == one.check and one.term in {term, "*"} for name, term in found)
    ]
    return [
        *(f for f in left if spared.isdisjoint({(f.check.name, f.term), (f.check.name, "*")})),
        *stale,
    ]


def _rows(path: Path, columns: tuple[str, ...]) -> Iterable[tuple[int, Mapping[str, str]]]:
    reader = csv.DictReader(read_text(path).splitlines(), strict=True)
    if tuple(reader.fieldnames or ()) != columns:
        raise InputError(f"{path}:1: the columns are {', '.join(columns)}; write them so")
    for row in reader:
        if None in row or None in row.values():
            raise InputError(f"{path}:{reader.line_num}: not {len(columns)} cells; quote a cell with a comma")
        yield reader.line_num, row


def _text(value: object) -> str:
    if isinstance(value, BlankNode):
        return "(a node without a name)"
    return str(getattr(value, "value", value))
