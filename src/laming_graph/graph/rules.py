"""The rules that read statements from text, and the reader who kept the tables."""

from pyoxigraph import NamedNode

from laming_graph.graph.mint import Mint, term
from laming_graph.graph.sheet import Sheet, said
from laming_graph.namespaces import RDFS, SKOS

RULES = {
    "page": (
        "page of a summary",
        "The figure in the brackets that end each numbered summary is the report's page.",
    ),
    "wording": (
        "wording and modality",
        "A recommendation runs from its number to where its copies stop agreeing; its modality "
        "is the first must or should of its first sentence, or other where that has neither.",
    ),
    "addressee": (
        "addressee",
        "Whoever is the subject of must or should is asked to act; a passive verb asks nobody. "
        "Rows of addressees.csv correct what this misreads, each with its reason.",
    ),
    "naming": (
        "naming",
        "An agent or instrument is named where a form listed in its table stands, the longest form first.",
    ),
    "answer": (
        "answer",
        "The words a document sets beside a recommendation are what its voice says on it.",
    ),
    "by-when": (
        "by-when cell",
        "A by-when cell holds one promise a clause; its dates follow from the words alone, by "
        "the conventions that each deadline names.",
    ),
    "promised-time": (
        "time of a promise in running text",
        "Readers find the promise and say by when; the time is read from its words by the rule of the "
        "by-when cells too, and the build stops where the two differ.",
    ),
    "sum": ("sum of money", "A pound sign with its figure and scale is a sum."),
    "date": ("date", "A day, month, season or year that the text names is a date."),
    "citation": ("citation", "A footnote's number at the end of a word cites that footnote."),
    "heading": (
        "heading over a recommendation",
        "A heading that stands straight over a recommendation names the part it belongs to; "
        "those further down are left unsaid, since a copy may have lost headings.",
    ),
    "collation": (
        "collation",
        "Copies are aligned word by word; layout does not count. What differs is sorted into "
        "punctuation, typing error, words lost in the copy, wording, and substance.",
    ),
    "alignment": (
        "alignment of a summary",
        "A numbered summary restates the recommendation of its number; a bullet restates the "
        "one whose rarer words it shares most, if that is clear.",
    ),
}
"""Short name to label and description."""

READER = "first-reader"
SECOND_READER = "second-reader"
SETTLED = "two-readers"
FOUND_BY = {"both": SETTLED, "first": READER, "second": SECOND_READER}
"""Who found a thing to the coder who answers for it."""


def describe_rules(sheet: Sheet, mint: Mint) -> None:
    """Every rule, and the reader whose tables are used."""
    for name, (label, description) in RULES.items():
        sheet.describe(
            mint.shared("rule", name),
            [term("Rule")],
            [
                (NamedNode(RDFS + "label"), said(label)),
                (NamedNode(SKOS + "definition"), said(description)),
            ],
        )
    for name, label, description in (
        (READER, "first reader", "The reader who kept the tables by reading the documents."),
        (SECOND_READER, "second reader", "A reader who read without sight of the first one's tables."),
        (
            SETTLED,
            "two readers, differences settled",
            "Two readers who coded without sight of each other; where they differed, one reading was "
            "chosen and the reason kept.",
        ),
    ):
        sheet.describe(
            mint.shared("coder", name),
            [term("Coder")],
            [
                (NamedNode(RDFS + "label"), said(label)),
                (NamedNode(SKOS + "definition"), said(description)),
            ],
        )
