"""Every canned query gives the same rows on every engine at hand; see tests/engines.py."""

import re
from pathlib import Path

import pytest

from laming_graph.ask.rows import Rows
from tests.engines import ENGINES, PAGE, Answered, cases, compared, page, texts
from tests.expected import SLUGS, parameters
from tests.servers import AbsentError

_FIRST, *OTHERS = ENGINES
_KEPT: dict[str, Answered | str] = {}


@pytest.fixture(scope="session")
def asked() -> dict[str, str]:
    """Every case's query."""
    return texts()


def answered(name: str, asked: dict[str, str], factory: pytest.TempPathFactory) -> Answered:
    """What an engine gives, asked once; skips where it is absent."""
    if name not in _KEPT:
        try:
            _KEPT[name] = ENGINES[name](Path(factory.mktemp(name)), asked)
        except AbsentError as absent:
            _KEPT[name] = str(absent)
    found = _KEPT[name]
    if isinstance(found, str):
        pytest.skip(found)
    return found


@pytest.mark.parametrize("engine", OTHERS)
@pytest.mark.parametrize("case", cases())
def test_an_engine_gives_the_same_rows(
    engine: str, case: str, asked: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The same columns, rows and order, each cell the same RDF term."""
    wanted = answered(_FIRST, asked, tmp_path_factory).answers[case]
    assert not isinstance(wanted, str)
    assert answered(engine, asked, tmp_path_factory).answers[case] == wanted


def test_cases_are_those_read_and_more() -> None:
    """Every query is a case, and one with parameters is more than one; each case is asked."""
    by_query = {slug: [case for case in cases() if case.split()[0] == slug] for slug in SLUGS}
    assert all(by_query.values())
    assert all(len(by_query[slug]) > 1 for slug in SLUGS if parameters(slug))


def test_the_page_lists_every_query_and_every_engine() -> None:
    """docs/engines.md is of these queries and engines, and says "same" throughout."""
    lines = PAGE.read_text("utf-8").splitlines()
    (header,) = [line for line in lines if line.startswith("| query |")]
    assert [cell.strip() for cell in header.strip("|").split("|")] == ["query", *ENGINES]
    rows = [re.findall(r"[^|\s]+", line) for line in lines if line.startswith("| `")]
    assert [row[0].strip("`") for row in rows] == SLUGS
    assert {cell for row in rows for cell in row[1:]} == {"same"}


def test_a_difference_shows_on_the_page(
    asked: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """An engine that lacks a row, or fails, is not called the same."""
    first = answered(_FIRST, asked, tmp_path_factory)
    gaps = first.answers["gaps"]
    assert not isinstance(gaps, str)
    worse = {**first.answers, "gaps": Rows(gaps.columns, ()), "calendar": "no answer"}
    verdicts = compared(worse, first.answers)
    assert verdicts["gaps"] == "differs"
    assert verdicts["calendar"] == "error"
    assert set(verdicts.values()) == {"same", "differs", "error"}
    shown = page({"one": first, "two": Answered("Two 2.0", worse)})
    assert "| `gaps` | same | differs |" in shown
    assert "| two | Two 2.0 |" in shown
