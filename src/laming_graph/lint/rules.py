"""The rules by name, excuses, and running all of them over files."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from laming_graph import places
from laming_graph.lint import answer_rules, header_rules, speed_rules, term_rules
from laming_graph.lint.finding import Finding
from laming_graph.lint.query import Query, read_query
from laming_graph.lint.vocabulary import Vocabulary, our_vocabulary
from laming_graph.model.errors import InputError


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule.

    Attributes:
        check: finds what breaks it.
        canned: whether it holds for queries of a library only.
    """

    check: Callable[[Query, Vocabulary], Iterator[Finding]]
    canned: bool = False


RULES: Mapping[str, Rule] = {
    "header": Rule(header_rules.header, canned=True),
    "params": Rule(header_rules.params, canned=True),
    "prefix": Rule(header_rules.prefix, canned=True),
    "columns": Rule(answer_rules.columns),
    "order": Rule(answer_rules.order),
    "group-concat": Rule(answer_rules.group_concat),
    "repeatable": Rule(answer_rules.repeatable),
    "term": Rule(term_rules.term),
    "function": Rule(term_rules.function),
    "datatype": Rule(term_rules.datatype),
    "date-arithmetic": Rule(term_rules.date_arithmetic),
    "date-comparison": Rule(term_rules.date_comparison),
    "not-exists": Rule(speed_rules.not_exists),
    "minus": Rule(speed_rules.minus),
    "union-join": Rule(speed_rules.union_join),
    "open-path": Rule(speed_rules.open_path),
    "cartesian": Rule(speed_rules.cartesian),
}
"""Rules by code. `excuse` is one more: an excuse must name a rule, give a reason, and be needed."""


def lint(given: Iterable[Path] = ()) -> list[Finding]:
    """Hold queries against the rules.

    Args:
        given: files, and folders whose `.rq` files are meant; the project's own queries without any.

    Returns:
        Findings by file, line and rule.

    Raises:
        InputError: if a file cannot be read or parsed, or there is none.
    """
    ours = Path(os.path.realpath(places.share() / "queries"))
    vocabulary = our_vocabulary()
    found: list[Finding] = []
    for path in _files(list(given) or [ours]):
        query = read_query(path, canned=Path(os.path.realpath(path)).parent == ours)
        found += lint_query(query, vocabulary)
    return found


def lint_query(query: Query, vocabulary: Vocabulary) -> list[Finding]:
    """What the rules find in one query, less what it excuses, by line and rule."""
    found = [
        one
        for rule in RULES.values()
        if query.canned or not rule.canned
        for one in rule.check(query, vocabulary)
    ]
    excused, wrong = _excuses(query, {one.rule for one in found})
    kept = {one: None for one in (*found, *wrong) if one.rule not in excused}
    return sorted(kept, key=lambda one: (one.line, one.rule, one.message))


def _excuses(query: Query, broken: set[str]) -> tuple[set[str], list[Finding]]:
    """The rules that a query excuses with a reason, and what is wrong with its excuses."""
    told = query.header.get("lint") or {}
    line = query.in_header("lint")
    if not isinstance(told, dict):
        mend = "write `#+   RULE: reason` below `#+ lint:`"
        return set(), [query.fault("excuse", line, "lint is no list of rules with reasons", mend)]
    excused, wrong = set(), []
    for rule, reason in told.items():
        if rule not in RULES:
            message, mend = f"{rule!r} is no rule", f"name one of {', '.join(RULES)}"
        elif not isinstance(reason, str) or not reason.strip():
            message, mend = f"the excuse for {rule} gives no reason", "say why the rule does not fit here"
        elif rule not in broken:
            message, mend = f"the excuse for {rule} is not needed", "take it away"
        else:
            excused.add(str(rule))
            continue
        wrong.append(query.fault("excuse", line, message, mend))
    return excused, wrong


def _files(given: Iterable[Path]) -> list[Path]:
    found: dict[Path, None] = {}
    for path in given:
        inside = sorted(path.glob("*.rq")) if path.is_dir() else [path]
        if not inside:
            raise InputError(f"{path}: no .rq file there; name a folder of queries, or a file")
        found |= dict.fromkeys(inside)
    return list(found)
