"""The SPARQL Protocol, read without a server: what is a question, and what is refused with which status."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laming_graph.serve.question import Question, read_question
from laming_graph.serve.refusal import RefusedError

FORM = ["application/x-www-form-urlencoded"]
DIRECT = ["application/sparql-query"]


def test_three_ways_ask_the_same() -> None:
    """GET, a form and a direct POST."""
    sent = urlencode({"query": "ASK { ?s ?p 'é' }"}).encode()
    asked = Question("ASK { ?s ?p 'é' }")
    assert read_question("GET", sent, [], b"") == asked
    assert read_question("HEAD", sent, [], b"") == asked
    assert read_question("POST", b"", FORM, sent) == asked
    assert (
        read_question("POST", b"", ['Application/SPARQL-query; charset="UTF-8"'], asked.query.encode())
        == asked
    )


def test_the_dataset_may_stand_in_address_or_form() -> None:
    """Both are read, in order; a dataset given by one kind of graph has none of the other."""
    graphs = b"default-graph-uri=urn:a&default-graph-uri=urn:b"
    assert read_question("POST", graphs, DIRECT, b"ASK {}") == Question("ASK {}", ("urn:a", "urn:b"), ())
    form = b"query=ASK+%7B%7D&named-graph-uri=urn:c"
    assert read_question("POST", graphs, FORM, form) == Question("ASK {}", ("urn:a", "urn:b"), ("urn:c",))


def test_nothing_asked_is_no_question() -> None:
    """A GET without a query asks for the service description; what we do not know is passed over."""
    assert read_question("GET", b"", [], b"") is None
    assert read_question("GET", b"lang=en", [], b"") is None


@pytest.mark.parametrize(
    ("method", "address", "types", "body", "status", "told"),
    [
        ("GET", b"default-graph-uri=urn:a", [], b"", 400, "no query was sent"),
        ("POST", b"", FORM, b"", 400, "no query was sent"),
        ("GET", b"query=ASK&query=ASK", [], b"", 400, "2 queries"),
        ("POST", b"query=ASK", DIRECT, b"ASK {}", 400, "2 queries"),
        ("GET", b"query=%zz", [], b"", 400, "'%zz'"),
        ("GET", b"query=%", [], b"", 400, "'%'"),
        ("GET", b"query=%FF", [], b"", 400, "encode it from UTF-8"),
        ("POST", b"", FORM, b"query=\xff", 400, "the form is not UTF-8 from byte 6"),
        ("POST", b"", DIRECT, b"ASK \xff", 400, "not UTF-8 from byte 4"),
        ("GET", b"&".join([b"x=1"] * 201), [], b"", 400, "more than 200"),
        ("GET", b"update=CLEAR%20ALL", [], b"", 403, "read-only"),
        ("POST", b"", FORM, b"update=CLEAR+ALL", 403, "read-only"),
        ("POST", b"", FORM, b"query=ASK&update=CLEAR+ALL", 403, "read-only"),
        ("POST", b"", ["application/sparql-update"], b"CLEAR ALL", 403, "read-only"),
        ("POST", b"", [], b"ASK {}", 415, "without a Content-Type"),
        ("POST", b"", ["text/plain"], b"ASK {}", 415, "text/plain"),
        ("POST", b"", ["multipart/form-data; boundary=x"], b"", 415, "multipart"),
        ("POST", b"", ["application/sparql-query; charset=UTF-16"], "ASK {}".encode("utf-16"), 415, "utf-16"),
        ("POST", b"", [*DIRECT, *FORM], b"ASK {}", 415, "several"),
    ],
)
def test_what_the_protocol_forbids_is_refused(
    method: str, address: bytes, types: list[str], body: bytes, status: int, told: str
) -> None:
    """Each with its status and a line that says why."""
    with pytest.raises(RefusedError) as caught:
        read_question(method, address, types, body)
    assert caught.value.status == status
    assert told in caught.value.message
    assert "\n" not in caught.value.message


@given(st.binary(max_size=60), st.binary(max_size=60), st.text(max_size=40))
def test_any_bytes_are_read_or_refused(address: bytes, body: bytes, kind: str) -> None:
    """Nothing that is sent raises anything else."""
    for types in (FORM, DIRECT, [kind]):
        try:
            asked = read_question("POST", address, types, body)
        except RefusedError as error:
            assert error.status in {400, 403, 415}
        else:
            assert isinstance(asked, Question)
