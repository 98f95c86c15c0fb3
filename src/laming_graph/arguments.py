"""The arguments of the command line: every command, option and its help."""

import argparse
from pathlib import Path

from laming_graph import __version__

FORMATS = ("table", "csv", "tsv", "json", "jsonl", "markdown")


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line; each command is known by its verb."""
    whole = argparse.ArgumentParser(
        prog="laming",
        description="Who promised what, by when, in which words, after Lord Laming's 2009 report.",
    )
    whole.add_argument("--version", action="version", version=f"laming {__version__}")
    whole.add_argument("--debug", action="store_true", help="show the traceback of an error")
    verbs = whole.add_subparsers(title="commands", required=True, metavar="COMMAND")

    build = verbs.add_parser("build", help="build the graph from the documents")
    build.add_argument("--inquiry", type=Path, metavar="FILE", help="the inquiry.toml to build")
    build.add_argument("--sources", type=Path, metavar="DIR", help="folder of the documents")
    build.add_argument("--out", type=Path, metavar="DIR", help="folder for the Turtle files")
    build.add_argument(
        "--with-text",
        action="store_true",
        help="write the words too, to build/text.ttl; another inquiry's beside its folder, NAME-text.ttl",
    )
    build.add_argument("--check", action="store_true", help="write nothing; fail if a file would change")
    build.add_argument("--quiet", action="store_true", help="no progress")
    build.set_defaults(verb="build")

    validate = verbs.add_parser("validate", help="hold data against the shapes")
    validate.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="Turtle; the shipped data without it"
    )
    validate.add_argument("--shapes", type=Path, metavar="DIR", help="a folder of shapes; ours without it")
    validate.add_argument("--all", action="store_true", help="list warnings and info too")
    validate.set_defaults(verb="validate")

    queries = verbs.add_parser("queries", help="list the canned queries, or show one")
    queries.add_argument("slug", nargs="?", metavar="QUERY")
    _output(queries)
    queries.set_defaults(verb="queries")

    query = verbs.add_parser("query", help="answer a canned query")
    query.add_argument("slug", metavar="QUERY")
    query.add_argument("-p", dest="parameters", action="append", default=[], metavar="NAME=VALUE")
    _data(query)
    _output(query)
    query.set_defaults(verb="query")

    sparql = verbs.add_parser("sparql", help="answer SPARQL of your own")
    sparql.add_argument("file", metavar="FILE", help="a file, or - for standard input")
    _data(sparql)
    _output(sparql)
    sparql.set_defaults(verb="sparql")

    compare = verbs.add_parser("compare", help="every voice on one recommendation")
    compare.add_argument("rec", metavar="REC", help="24, or 24c for an item")
    _data(compare)
    _output(compare)
    compare.set_defaults(verb="compare")

    why = verbs.add_parser("why", help="what a statement rests on")
    why.add_argument("iri", metavar="IRI", help="whole, or short: commitment/action-plan/37/2")
    why.add_argument("--sources", type=Path, metavar="DIR", help="folder of the documents, to see the words")
    _data(why)
    why.set_defaults(verb="why")

    report = verbs.add_parser("report", help="what is due, undated, resting on what, carried by whom")
    report.add_argument(
        "--as-of", required=True, metavar="DATE", help="the day on which one asks: 2009-12-31"
    )
    report.add_argument("--format", choices=("terminal", "markdown"))
    report.add_argument("-o", dest="output", type=Path, metavar="FILE")
    _data(report)
    report.set_defaults(verb="report")

    agreement = verbs.add_parser("agreement", help="how far two readers' codings agree (Cohen's kappa)")
    agreement.add_argument("first", nargs="?", type=Path, metavar="DIR", help="one reader's tables")
    agreement.add_argument("second", nargs="?", type=Path, metavar="DIR", help="the other reader's")
    agreement.add_argument("--codes", action="store_true", help="every code by itself too")
    agreement.add_argument("--differences", action="store_true", help="list the rows that differ instead")
    _output(agreement)
    agreement.set_defaults(verb="agreement")

    diff = verbs.add_parser("diff", help="what changed between two builds, in query answers")
    diff.add_argument("old", type=Path, metavar="OLD", help="a folder of Turtle")
    diff.add_argument("new", nargs="?", type=Path, metavar="NEW", help="another; the shipped data without it")
    diff.set_defaults(verb="diff")

    completion = verbs.add_parser("completion", help="print a completion script for your shell")
    completion.add_argument("shell", choices=("bash", "zsh", "tcsh"))
    completion.set_defaults(verb="completion")
    return whole


def _output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=FORMATS, help="table on a terminal, else csv")
    parser.add_argument("-o", dest="output", type=Path, metavar="FILE", help="write to a file")


def _data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, metavar="DIR", help="a folder of Turtle; ours without it")
