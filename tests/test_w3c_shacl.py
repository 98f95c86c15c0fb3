"""The W3C test suite of SHACL, on all engines; skipped where the suite is not at hand.

Cases that an engine does not pass are named in OPEN with what it does instead, and in the page
`docs/validation.md`. A case that begins to pass fails here, so that both are kept true.
"""

from pathlib import Path

import pytest

from tests.w3c_shacl import SUITE, cases, outcome

OPEN: dict[str, dict[str, str]] = {
    "pyshacl": {
        "core/property/uniqueLang-002": "0 missed, 1 too many",
        "sparql/node/prefixes-001": "refused",
        "sparql/pre-binding/shapesGraph-001": "refused",
    },
    "shifty": {"core/property/uniqueLang-002": "0 missed, 1 too many"},
    "sparql": {"core/property/datatype-ill-formed": "refused"},
    "sparql apart": {"core/property/datatype-ill-formed": "refused"},
}
COUNTS = {"core": 98, "sparql": 23}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("part", COUNTS)
@pytest.mark.parametrize("engine", OPEN)
def test_cases_of_the_suite(part: str, engine: str) -> None:
    """An engine does what every case demands, but for those that are named."""
    if not SUITE.is_dir():
        pytest.skip(f"the W3C suite is not at hand: {SUITE}")
    if engine == "shifty":
        pytest.importorskip("shifty")
    found = {case.name: outcome(case, engine) for case in cases(part)}
    assert len(found) == COUNTS[part]
    fails = {name: told for name, told in found.items() if told}
    assert fails == {name: told for name, told in OPEN[engine].items() if name.startswith(part)}


@pytest.mark.parametrize("engine", OPEN)
def test_open_cases_are_named_on_the_page(engine: str) -> None:
    """The page tells which cases an engine does not pass."""
    page = (Path(__file__).parent.parent / "docs" / "validation.md").read_text("utf-8")
    assert all(name in page for name in OPEN[engine])
