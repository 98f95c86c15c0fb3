"""The invented inquiry of `examples/harbour-ferry` is converted, and comes out as it was written."""

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store

from laming_graph.curate.tables import Tables, parse_tables
from laming_graph.graph.build import build
from laming_graph.graph.workshop import Built

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "harbour-ferry"
SOURCES = EXAMPLE / "documents"
BASE = "https://example.org/harbour-ferry/id/"
CODES = "https://w3id.org/laming/id/"
LAM = "https://w3id.org/laming/ontology#"
PROLOGUE = f"""
    PREFIX lam: <{LAM}>
    PREFIX dcterms: <http://purl.org/dc/terms/>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    PREFIX oa: <http://www.w3.org/ns/oa#>
    PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    PREFIX prov: <http://www.w3.org/ns/prov#>
    PREFIX dcat: <http://www.w3.org/ns/dcat#>
    PREFIX id: <{BASE}>
"""


@pytest.fixture(scope="module")
def tables() -> Tables:
    """The inquiry's description and tables."""
    return parse_tables(EXAMPLE / "inquiry.toml")


@pytest.fixture(scope="module")
def built(tables: Tables) -> Built:
    """The inquiry, converted."""
    return build(tables, SOURCES)


@pytest.fixture(scope="module")
def store(built: Built) -> Store:
    """The Turtle that is published."""
    loaded = Store()
    for data in built.files.values():
        loaded.load(data, format=RdfFormat.TURTLE)
    return loaded


@pytest.fixture(scope="module")
def words(built: Built) -> dict[str, str]:
    """Passage, as `document/name`, to its words, from the local text layer."""
    layer = Store()
    layer.load(built.text, format=RdfFormat.TURTLE)
    found = ask(layer, "?thing ?text", "?thing lam:text ?text")
    return {thing.removeprefix("passage/"): text for thing, text in found if thing.startswith("passage/")}


def ask(store: Store, variables: str, pattern: str) -> list[tuple[str, ...]]:
    """Rows of a query, as a sorted list of short strings.

    A name of the inquiry is given without its base, a code of the code book without its list,
    a value that is not there as "".
    """
    found = store.query(f"{PROLOGUE} SELECT DISTINCT {variables} WHERE {{ {pattern} }}")
    assert isinstance(found, QuerySolutions)
    count = len(variables.split())
    return sorted(tuple(_short(row[i]) for i in range(count)) for row in found)


def _short(value: object) -> str:
    if isinstance(value, NamedNode):
        if value.value.startswith(CODES):
            return value.value.rsplit("/", 1)[1]
        return value.value.removeprefix(BASE).removeprefix(LAM)
    return value.value if isinstance(value, Literal) else ""


# What is there, and how much of it


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("Document", 5),
        ("Recommendation", 6),
        ("Item", 5),
        ("ReportPart", 3),
        ("Wording", 33),
        ("IndexEntry", 6),
        ("Request", 11),
        ("Addressing", 7),
        ("Unaddressed", 1),
        ("TimeLimit", 2),
        ("Placing", 3),
        ("Response", 14),
        ("Opinion", 5),
        ("Commitment", 11),
        ("Deadline", 13),
        ("Mention", 35),
        ("SumOfMoney", 4),
        ("DateMention", 17),
        ("Citation", 2),
        ("Variant", 12),
        ("Alignment", 10),
        ("Gap", 1),
        ("Agent", 15),
        ("Instrument", 12),
    ],
)
def test_number_of_things(store: Store, name: str, count: int) -> None:
    """Each class has as many members as the documents and tables were written to give."""
    assert len(ask(store, "?thing", f"?thing a lam:{name}")) == count


@pytest.mark.parametrize(
    ("document", "kinds"),
    [
        ("tidings-index", {"heading": 1, "paragraph": 1, "summary": 6, "page": 6}),
        ("tidings-guide", {"heading": 4, "paragraph": 6, "bullet": 8, "timeline-entry": 3}),
        ("company-replies", {"heading": 1, "recommendation": 6, "item": 5, "reply": 7}),
        (
            "league-remarks",
            {"heading": 3, "paragraph": 3, "recommendation": 6, "item": 5, "remark": 5},
        ),
        (
            "board-plan",
            {
                "heading": 8,
                "foreword": 1,
                "paragraph": 8,
                "quotation": 1,
                "box": 1,
                "footnote": 2,
                "recommendation": 6,
                "item": 5,
                "response": 7,
                "by-when": 7,
            },
        ),
    ],
)
def test_number_of_passages(store: Store, document: str, kinds: dict[str, int]) -> None:
    """Each document is cut into the passages of its layout, and no others."""
    pattern = f"""?passage lam:passageOf/lam:versionOf id:document\\/{document} ;
        lam:passageKind ?kind"""
    assert Counter(kind for _, kind in ask(store, "?passage ?kind", pattern)) == kinds


def test_documents_are_registered_as_they_are(tables: Tables) -> None:
    """Hash and length of each document in `inquiry.toml` are those of its file."""
    for document in tables.inquiry.documents:
        data = (SOURCES / document.file).read_bytes()
        assert document.sha256 == hashlib.sha256(data).hexdigest(), document.file
        assert document.code_points == len(data.decode()), document.file


def test_every_folder_entry_is_a_document(tables: Tables) -> None:
    """No document lies in the folder unread."""
    assert {d.file for d in tables.inquiry.documents} == {p.name for p in SOURCES.iterdir()}


def test_marked_as_invented(store: Store) -> None:
    """The data set says of itself that nothing in it happened."""
    ((comment,),) = ask(store, "?comment", "id:dataset rdfs:comment ?comment")
    assert "invented" in comment


# What is recommended, and to whom


def test_pages(store: Store) -> None:
    """Each recommendation has the page that its summary ends with, glued on or not."""
    assert ask(store, "?rec ?page", "?r dcterms:identifier ?rec ; lam:page ?page") == [
        ("1", "9"),
        ("2", "14"),
        ("3", "17"),
        ("4", "17"),
        ("5", "22"),
        ("6", "25"),
    ]


def test_modality(store: Store) -> None:
    """Must, should, or neither."""
    found = ask(store, "?rec ?modality", "?r dcterms:identifier ?rec ; lam:modality ?modality")
    assert found == [
        ("1", "must"),
        ("2", "should"),
        ("3", "should"),
        ("4", "must"),
        ("5", "must"),
        ("6", "other"),
    ]


def test_addressees(store: Store) -> None:
    """Lead and company, one phrase for two roles, and one that only a reader could find."""
    pattern = """?a a lam:Addressing ; lam:about/dcterms:identifier ?rec ; lam:agent ?agent ;
        lam:addressingRole ?role . OPTIONAL { ?a lam:byRule ?rule }"""
    assert ask(store, "?rec ?agent ?role ?rule", pattern) == [
        ("1", "agent/coast-office", "with", "rule/addressee"),
        ("1", "agent/vellmouth-harbour-board", "lead", "rule/addressee"),
        ("2", "agent/cressing-line", "lead", "rule/addressee"),
        ("4", "agent/ferry-masters", "lead", "rule/addressee"),
        ("4", "agent/harbour-pilots", "lead", "rule/addressee"),
        ("5", "agent/coast-office", "lead", "rule/addressee"),
        ("6", "agent/minister-for-ports", "lead", ""),
    ]


def test_passive_has_no_addressee(store: Store) -> None:
    """The third recommendation asks nobody, which is said as a finding."""
    assert ask(store, "?rec", "?u a lam:Unaddressed ; lam:about/dcterms:identifier ?rec") == [("3",)]
    assert ask(store, "?agent", "id:recommendation\\/3 lam:addressedTo ?agent") == []


def test_items_belong_to_their_recommendation(store: Store) -> None:
    """Items are known from both sides, by number and letter."""
    pattern = """?r lam:hasItem ?i . ?i lam:itemOf ?r ; dcterms:identifier ?item .
        ?r dcterms:identifier ?rec"""
    assert ask(store, "?rec ?item", pattern) == [
        ("2", "2a"),
        ("2", "2b"),
        ("2", "2c"),
        ("5", "5a"),
        ("5", "5b"),
    ]


def test_parts_of_the_report(store: Store) -> None:
    """A heading straight over a recommendation places it; the others are left unsaid."""
    pattern = "?r dcterms:identifier ?rec ; lam:partOfReport/rdfs:label ?part"
    assert ask(store, "?rec ?part", pattern) == [
        ("2", "Ships and crews"),
        ("3", "Fog and signals"),
        ("5", "Watching the Sound"),
    ]


def test_time_limits(store: Store) -> None:
    """A limit counted from the report, and a yearly round."""
    pattern = """?l a lam:TimeLimit ; lam:about/dcterms:identifier ?rec ; lam:deadline ?d .
        ?d lam:deadlineKind ?kind . OPTIONAL { ?d lam:latest ?latest }
        OPTIONAL { ?d lam:recurrence ?again }"""
    assert ask(store, "?rec ?kind ?latest ?again", pattern) == [
        ("1", "by", "2014-10-12", ""),
        ("6", "recurring", "", "P1Y"),
    ]


# What is answered, and by when


DEADLINES = {
    ("1", "1"): ("by", "by January 2015", "2015-01", "", "2015-01-31", ""),
    ("2", "1"): ("from", "from December 2014", "2014-12/..", "2014-12-01", "", ""),
    ("2", "2"): ("by", "by summer 2015", "2015-22", "", "2015-08-31", "season-summer"),
    ("3", "1"): ("on", "spring 2015", "2015-21", "2015-03-01", "2015-05-31", "season-spring"),
    ("3", "2"): ("on", "July/August 2015", "2015-07/2015-08", "2015-07-01", "2015-08-31", ""),
    ("4", "1"): ("ongoing", "Ongoing", "", "", "", ""),
    ("4", "2"): ("by", "by end of 2015", "2015-12", "", "2015-12-31", "end-of-year"),
    ("5a", "1"): ("on", "2015-17", "2015/2017", "2015-01-01", "2017-12-31", "calendar-years"),
    ("5b", "1"): ("from", "from 1 February 2015", "2015-02-01/..", "2015-02-01", "", ""),
    ("5b", "2"): ("by", "by December", "2014-12", "", "2014-12-31", "month-without-year"),
    ("6", "1"): ("by", "by 15 May 2015", "2015-05-15", "", "2015-05-15", ""),
}
"""Reference and place in the cell to kind, words, EDTF, earliest, latest, convention."""


def test_deadlines(store: Store) -> None:
    """Every promise has the date that its words give, never a more exact one."""
    pattern = """?c a lam:Commitment ; lam:about/dcterms:identifier ?rec ; lam:deadline ?d .
        ?d lam:deadlineKind ?kind ; lam:phrase ?phrase . OPTIONAL { ?d lam:edtf ?edtf }
        OPTIONAL { ?d lam:earliest ?earliest } OPTIONAL { ?d lam:latest ?latest }
        OPTIONAL { ?d lam:convention ?convention }"""
    columns = "?c ?rec ?kind ?phrase ?edtf ?earliest ?latest ?convention"
    found = {
        (rec, commitment.rsplit("/", 1)[1]): tuple(rest)
        for commitment, rec, *rest in ask(store, columns, pattern)
    }
    assert found == DEADLINES


def test_days_are_days(store: Store) -> None:
    """Earliest and latest are dates, so that they can be compared in a query."""
    pattern = """?d lam:earliest|lam:latest ?day
        FILTER (datatype(?day) = <http://www.w3.org/2001/XMLSchema#date>)"""
    typed = ask(store, "?d ?day", pattern)
    assert typed == ask(store, "?d ?day", "?d lam:earliest|lam:latest ?day")
    assert ("deadline/board-plan/6/1", "2015-05-15") in typed


def test_promises(store: Store) -> None:
    """What a reader says of a promise stands with it: who, what, on which condition, how often."""
    pattern = """?c a lam:Commitment ; lam:lead ?lead ; lam:commitmentEvent ?event
        OPTIONAL { ?c lam:subjectTo ?if } OPTIONAL { ?c lam:produces ?what }
        OPTIONAL { ?c lam:deadline/lam:recurrence ?again }"""
    columns = "?c ?lead ?event ?what ?if ?again"
    found = {row[0].removeprefix("commitment/board-plan/"): row[1:] for row in ask(store, columns, pattern)}
    assert found["2/2"] == ("agent/cressing-line", "operational", "instrument/drill-programme", "costs", "")
    assert found["4/1"] == ("agent/harbour-master", "continuing", "", "", "")
    assert found["4/2"][2:] == ("instrument/revised-byelaw-12", "parliamentary-approval", "")
    assert found["6/1"][2:] == ("instrument/near-miss-report", "", "P1Y")


def test_who_answers_what(store: Store) -> None:
    """Items that share an answer have none of their own; items with answers have one each."""
    pattern = """?r a lam:Reaction ; lam:respondsTo/dcterms:identifier ?rec ; lam:responder ?voice"""
    found: dict[str, list[str]] = {}
    for voice, rec in ask(store, "?voice ?rec", pattern):
        found.setdefault(voice, []).append(rec)
    answered = ["1", "2", "3", "4", "5a", "5b", "6"]
    assert found == {
        "agent/cressing-line": answered,
        "agent/vellmouth-harbour-board": answered,
        "agent/vellmouth-passengers-league": ["1", "2", "4", "5", "6"],
    }


def test_answers_rest_on_instruments(store: Store) -> None:
    """What carries an answer, and not what is only named in it."""
    pattern = """?r lam:restsOn ?what ; lam:inDocument id:document\\/board-plan ;
        lam:about/dcterms:identifier ?rec"""
    assert ask(store, "?rec ?what", pattern) == [
        ("1", "instrument/fog-code"),
        ("2", "instrument/drill-programme"),
        ("2", "instrument/sound-safety-fund"),
        ("3", "instrument/fog-signal"),
        ("4", "instrument/revised-byelaw-12"),
        ("5a", "instrument/visit-rota"),
        ("6", "instrument/near-miss-log"),
    ]


def test_longest_name_wins(store: Store) -> None:
    """`revised Byelaw 12` is the new byelaw and is not counted as a naming of the old one."""
    assert ask(store, "?m", "?m lam:instrument id:instrument\\/byelaw-12") == []
    pattern = "?m lam:instrument id:instrument\\/revised-byelaw-12 ; lam:passage ?passage"
    assert ask(store, "?passage", pattern) == [
        ("passage/board-plan/by-when/4",),
        ("passage/board-plan/response/4",),
        ("passage/tidings-guide/answer/bullet/3",),
    ]


# The table whose columns are run together


def test_row_split_across_pages(words: dict[str, str]) -> None:
    """A row that goes on overleaf is put together cell by cell."""
    assert words["board-plan/item/2/b"] == ("a safety notice spoken in the saloon and on the open deck; and")
    response = words["board-plan/response/2"]
    assert response.startswith("The company, and not the Board, trains the crews. ")
    assert "called out. Until the company" in response
    assert response.endswith("if its costs stay within the Sound Safety Fund.")
    assert words["board-plan/by-when/2"] == (
        "Ferries held at the berth from December 2014. Drill programme in use by summer 2015."
    )


def test_row_split_across_pages_has_two_spans(store: Store) -> None:
    """The evidence for such a cell is in two places, one on each page."""
    for cell in ("response", "by-when"):
        spans = ask(store, "?span", f"id:passage\\/board-plan\\/{cell}\\/2 lam:span ?span")
        assert len(spans) == 2, cell


def test_line_shared_by_two_cells(words: dict[str, str]) -> None:
    """A line that holds the end of the answer and the start of the date is cut between them."""
    assert words["board-plan/response/6"].endswith("and print the whole report in our hall.")
    assert words["board-plan/by-when/6"] == "First near-miss report by 15 May 2015."


def test_item_with_cells_of_its_own(words: dict[str, str]) -> None:
    """Each item of the fifth recommendation is followed by its own cells."""
    assert words["board-plan/recommendation/5"].endswith("at the ferries in its care, by:")
    assert words["board-plan/item/5/a"].endswith("at least twice a year; and")
    assert words["board-plan/response/5/a"].endswith("so that no crew knows the day.")
    assert words["board-plan/by-when/5/a"] == "Visit rota 2015-17."
    assert words["board-plan/response/5/b"].startswith("We welcome this,")


# The narrative half of the plan


@pytest.mark.parametrize(
    ("number", "opening", "closing"),
    [
        (1, "The ferry Saffron Petrel struck the Outer Mole in fog that", "board were hurt."),
        (2, "Dame Ottoline Farr’s report, Eleven Minutes of Fog, was", "gives to harbours1."),
        (3, "But she did not spare us – and she was right", "at each of our meetings since."),
        (4, "Three things met that evening.", "the half-mile she had left."),
        (5, "The fog was forecast.", "on the same day and passed it to no one, "),
        (6, "The Sound Safety Fund 2 holds £1.2 million", "that Cressing Line has to give."),
        (7, "We shall say how far we have come", "once more in spring 2016, when all but"),
        (8, "None of this undoes that evening. But the next", "a list of who is aboard."),
    ],
)
def test_displaced_numbers(words: dict[str, str], number: int, opening: str, closing: str) -> None:
    """Paragraphs run on across lines and pages, without the number that stands inside them."""
    text = words[f"board-plan/paragraph/{number}"]
    assert text.startswith(opening)
    assert closing in text
    assert not re.search(rf"(?<!\d){number}\.(?!\d)", text.removesuffix("harbours1."))


def test_quotation_and_box_stand_apart(words: dict[str, str]) -> None:
    """Words of the report that are set below a paragraph are not the Board's own."""
    assert words["board-plan/quotation/1"].startswith("“A bell that rings")
    assert words["board-plan/box/1"].startswith("The watch room will from now on")


def test_running_headers_are_nobodys_words(words: dict[str, str]) -> None:
    """Headers with page numbers, before or after the title, are in no passage."""
    assert (SOURCES / "board-plan.txt").read_text("utf-8").count("plan of work") == 2
    assert not [name for name, text in words.items() if "plan of work" in text]
    assert [name for name, text in words.items() if "Table of Actions" in text] == [
        "board-plan/heading/table"
    ]


def test_footnotes_are_cited(store: Store) -> None:
    """A mark glued to a word, and one that the displaced number has set free."""
    pattern = """?c a lam:Citation ; lam:passage/dcterms:identifier ?from ;
        lam:citedPassage/dcterms:identifier ?to"""
    assert ask(store, "?from ?to", pattern) == [
        ("paragraph/2", "footnote/1"),
        ("paragraph/6", "footnote/2"),
    ]


def test_sums(store: Store) -> None:
    """Sums in pounds, with their scale, and the one that is paid each year."""
    pattern = """?s a lam:SumOfMoney ; lam:amount ?amount ; lam:currency ?currency ;
        lam:passage/dcterms:identifier ?where OPTIONAL { ?s lam:recurrence ?again }"""
    found = ask(store, "?where ?amount ?currency ?again", pattern)
    assert [(where, Decimal(amount), *rest) for where, amount, *rest in found] == [
        ("answer/paragraph/1", 1_200_000, "GBP", ""),
        ("paragraph/6", 1_200_000, "GBP", ""),
        ("paragraph/6", 310_000, "GBP", ""),
        ("response/2", 40_000, "GBP", "P1Y"),
    ]


def test_dates_in_the_plan(store: Store) -> None:
    """Dates of running text; the year in an act's name is none."""
    pattern = """?d a lam:DateMention ; lam:inDocument id:document\\/board-plan ;
        lam:passage/dcterms:identifier ?where ; lam:when/lam:edtf ?edtf"""
    assert ask(store, "?where ?edtf", pattern) == [
        ("footnote/1", "1986-03-04"),
        ("footnote/2", "2014-08"),
        ("foreword/1", "2013-10-09"),
        ("paragraph/2", "2014-06-12"),
        ("paragraph/6", "2014/2017"),
        ("paragraph/7", "2014-12"),
        ("paragraph/7", "2016-21"),
    ]


# Copies that differ, lists that are missing, and matter that must not be read


def test_variants(store: Store) -> None:
    """Each difference between two copies is found once, named, and weighed."""
    pattern = """?v a lam:Variant ; lam:about/dcterms:identifier ?rec ; lam:variantKind ?kind ;
        lam:severity ?severity ; lam:documentA/dcterms:identifier ?a ; lam:wordsA ?na ;
        lam:documentB/dcterms:identifier ?b ; lam:wordsB ?nb"""
    plan, company, league = "board-plan", "company-replies", "league-remarks"
    assert ask(store, "?rec ?kind ?severity ?a ?na ?b ?nb", pattern) == [
        ("1", "punctuation", "minor", plan, "0", league, "0"),
        ("1", "punctuation", "minor", company, "0", league, "0"),
        ("2c", "typing-error", "minor", plan, "1", company, "1"),
        ("2c", "typing-error", "minor", plan, "1", league, "1"),
        ("3", "wording", "minor", plan, "1", league, "0"),
        ("3", "wording", "minor", company, "1", league, "0"),
        ("4", "lost-in-copy", "minor", plan, "2", league, "0"),
        ("4", "lost-in-copy", "minor", company, "2", league, "0"),
        ("4", "substance", "substantive", plan, "1", company, "1"),
        ("4", "substance", "substantive", plan, "1", league, "1"),
        ("5b", "lost-in-copy", "minor", plan, "4", league, "0"),
        ("5b", "lost-in-copy", "minor", company, "4", league, "0"),
    ]


@pytest.mark.parametrize(
    ("variant", "words_a", "words_b"),
    [
        ("2/c/board-plan/company-replies/1", "lifejakets", "lifejackets"),
        ("3/company-replies/league-remarks/1", "the", "on"),
        ("4/board-plan/company-replies/1", "200", "300"),
        ("4/company-replies/league-remarks/1", "timetable says", "the"),
    ],
)
def test_variants_point_at_the_words(store: Store, variant: str, words_a: str, words_b: str) -> None:
    """The two places are the words that differ, or the word before those that a copy has not."""
    for place, document, expected in (
        ("placeA", variant.split("/")[-3], words_a),
        ("placeB", variant.split("/")[-2], words_b),
    ):
        pattern = f"""<{BASE}variant/{variant}> lam:{place}/oa:hasSelector ?at .
            ?at oa:start ?start ; oa:end ?end"""
        ((start, end),) = ask(store, "?start ?end", pattern)
        text = (SOURCES / f"{document}.txt").read_text("utf-8")
        assert text[int(start) : int(end)] == expected, place


def test_wordings_cut_short(store: Store) -> None:
    """Two wordings have lost their last words, in the remarks and nowhere else."""
    pattern = "?w lam:cutShort true ; lam:about/dcterms:identifier ?rec ; lam:inDocument ?where"
    assert ask(store, "?rec ?where", pattern) == [
        ("4", "document/league-remarks"),
        ("5b", "document/league-remarks"),
    ]


def test_missing_list_is_a_gap(store: Store, words: dict[str, str]) -> None:
    """The list that is announced and not there is a gap; the two that are there are none."""
    pattern = "?g a lam:Gap ; lam:passage/dcterms:identifier ?where ; lam:silenceKind ?kind"
    assert ask(store, "?where ?kind", pattern) == [("answer/paragraph/4", "lost-in-copy")]
    announced = [
        name
        for name, text in words.items()
        if name.startswith("tidings-guide") and text.endswith((":", ":-"))
    ]
    assert len(announced) == 3


def test_bullets_are_aligned(store: Store) -> None:
    """Bullets of the guide restate what they restate, and the bench on the quay nothing."""
    pattern = """?a a lam:Alignment ; lam:inDocument id:document\\/tidings-guide ;
        lam:aligns/dcterms:identifier ?bullet ; lam:about/dcterms:identifier ?rec"""
    assert ask(store, "?bullet ?rec", pattern) == [
        ("recommendations/bullet/1", "1"),
        ("recommendations/bullet/2", "2a"),
        ("recommendations/bullet/3", "3"),
        ("recommendations/bullet/4", "5a"),
    ]


@pytest.mark.parametrize(
    ("document", "marker", "after"),
    [
        ("league-remarks", "Other things I have written", ("armalade", "Hepzibah", "tuba", "2012")),
        ("tidings-guide", "More from the Tidings newsroom", ("pasty", "Regatta", "jetty", "2019")),
    ],
)
def test_nothing_is_read_after_the_end(
    built: Built, store: Store, document: str, marker: str, after: tuple[str, ...]
) -> None:
    """What follows the named end is in no file, and no span reaches into it."""
    text = (SOURCES / f"{document}.txt").read_text("utf-8")
    end = text.index(f"\n{marker}\n")
    for word in (marker, *after):
        assert word in text[end:], word
        for name, data in {**built.files, "text": built.text}.items():
            assert word not in data.decode(), f"{word} in {name}"
    pattern = f"""?v lam:versionOf id:document\\/{document} . ?span oa:hasSource ?v ;
        oa:hasSelector/oa:end ?end"""
    ends = [int(reached) for _, reached in ask(store, "?span ?end", pattern)]
    assert max(ends) <= end


# Evidence, names, bytes


def test_every_span_is_of_the_words_it_hashes(store: Store, tables: Tables) -> None:
    """Start, end and hash of each span agree with the document."""
    texts = {f"document/{d.key}": (SOURCES / d.file).read_text("utf-8") for d in tables.inquiry.documents}
    pattern = """?span oa:hasSource/lam:versionOf ?document ; lam:wordsSha256 ?hash ;
        oa:hasSelector ?at . ?at oa:start ?start ; oa:end ?end"""
    spans = ask(store, "?span ?document ?start ?end ?hash", pattern)
    assert {document for _, document, *_ in spans} == texts.keys()
    for span, document, start, end, digest in spans:
        found = texts[document][int(start) : int(end)]
        assert hashlib.sha256(found.encode()).hexdigest() == digest, span


def test_every_statement_has_evidence(store: Store) -> None:
    """No statement stands without words to point at."""
    assert ask(store, "?s", "?s a lam:Statement") != []
    assert ask(store, "?s", "?s a lam:Statement MINUS { ?s lam:evidence ?span }") == []


def test_data_is_named_under_the_inquirys_base(built: Built, store: Store) -> None:
    """Everything said is said of a thing of this inquiry; none is named under another base."""
    for name, data in {**built.files, "text": built.text}.items():
        assert f"@base <{BASE}> .\n" in data.decode(), name
    subjects = {quad.subject for quad in store}
    assert all(isinstance(s, NamedNode) and s.value.startswith(BASE) for s in subjects)


def test_concepts_stay_in_the_code_book(store: Store) -> None:
    """Objects under the code book's base are concepts that the ontology declares."""
    ontology = Store()
    for path in (ROOT / "ontology").glob("*.ttl"):
        ontology.load(path.read_bytes(), format=RdfFormat.TURTLE)
    pattern = "?concept a skos:Concept"
    declared = {f"{CODES}{path}" for path in _iris_under(ontology, pattern, CODES)}
    used = {f"{CODES}{path}" for path in _iris_under(store, "?s ?p ?concept", CODES)}
    assert f"{CODES}deadline-kind/by" in used
    assert used <= declared


def test_other_names_are_of_known_vocabularies(store: Store) -> None:
    """What is named neither by the inquiry nor by the code book is a term of a vocabulary."""
    known = (
        BASE,
        CODES,
        LAM.removesuffix("#"),
        "http://www.w3.org/",
        "http://purl.org/dc/terms/",
        "http://spdx.org/rdf/terms#",
        "http://rdfs.org/ns/void#",
        "https://creativecommons.org/licenses/by/4.0/",
        "https://www.iana.org/assignments/media-types/",
    )
    named = {q.predicate.value for q in store}
    named |= {q.object.value for q in store if isinstance(q.object, NamedNode)}
    assert not [iri for iri in sorted(named) if not iri.startswith(known)]


def _iris_under(store: Store, pattern: str, base: str) -> set[str]:
    """What `?concept` stands for in a pattern, where it lies under a base, without the base."""
    condition = f'FILTER (isIRI(?concept) && STRSTARTS(STR(?concept), "{base}"))'
    found = store.query(f"{PROLOGUE} SELECT DISTINCT ?concept WHERE {{ {pattern} {condition} }}")
    assert isinstance(found, QuerySolutions)
    return {str(row["concept"].value).removeprefix(base) for row in found}


_BUILD_AND_HASH = """
import hashlib, sys
from pathlib import Path
from laming_graph.curate.tables import parse_tables
from laming_graph.graph.build import build
made = build(parse_tables(Path(sys.argv[1]) / "inquiry.toml"), Path(sys.argv[1]) / "documents")
for name, data in sorted({**made.files, ".text": made.text}.items()):
    print(name, hashlib.sha256(data).hexdigest())
"""


def test_two_builds_give_the_same_bytes(built: Built) -> None:
    """Neither another process nor another order of hashing changes a byte."""
    outputs = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(
            [sys.executable, "-c", _BUILD_AND_HASH, str(EXAMPLE)],
            capture_output=True, check=True, text=True, env=environment,
        )  # fmt: skip
        outputs.append(done.stdout)
    every = {**built.files, ".text": built.text}
    here = "".join(f"{name} {hashlib.sha256(data).hexdigest()}\n" for name, data in sorted(every.items()))
    assert outputs == [here, here]


def test_the_companys_replies_are_judged_by_the_table_that_is_bound_to_them(store: Store) -> None:
    """The code book serves a document with another key; a reply to items only is no stance on the whole."""
    pattern = "?s lam:matrixStance ?stance ; lam:about ?asked ; lam:inDocument ?document"
    assert ask(store, "?asked ?stance ?document", pattern) == [
        (f"recommendation/{asked}", stance, "document/company-replies")
        for asked, stance in (
            ("1", "defers"),
            ("2", "commits"),
            ("3", "passes-on"),
            ("4", "commits"),
            ("5", "by-item"),
            ("5/a", "commits"),
            ("5/b", "passes-on"),
            ("6", "commits"),
        )
    ]
