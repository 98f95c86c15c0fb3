# ruff: noqa: E501
"""Where fuzzing starts: inputs that are nearly right, and words that open doors."""

from collections.abc import Mapping

from laming_graph.ask.citation import MARK, Citation
from laming_graph.check.rdf_files import FORMATS
from laming_graph.read import READERS

_RECORD = Citation("deadlines", {"a": "b"}, "", "0", "d:d", "1", "", 1, "0", "0.1.0").record()
_TURTLE = """@prefix e: <http://e.org/> . @base <http://e.org/a/> .
<../d> e:p <#f>, "x"@en, '''l''', 1.5e3, true ; a e:T . _:b e:p [ e:q ( 1 2 ) ] . # c
<< e:a e:b e:c >> e:d "\\u00e9"^^e:t ; e:x.y e:esc\\,d {| e:p 1 |} .
"""
_HEADER = """#+ summary: s
#+ question: q?
#+ description: d
#+ tags: [t, &a u, *a]
#+ params:
#+   - {name: by, datatype: date, meaning: m, default: 2009-12-31}
#+ columns:
#+   x: x
"""
_SPARQL = """PREFIX e: <http://e.org/>
SELECT DISTINCT ?x (COUNT(*) AS ?n) WHERE {
  VALUES ?_by { "2009-12-31"^^xsd:date }
  { ?x e:p/e:q*|^e:r ?y . OPTIONAL { ?y a e:T ; e:p [ e:q (1 2) ] } } UNION { GRAPH ?g { ?x ?p 'a' } MINUS { ?x e:z 1 } }
  FILTER(?x > 1 && !REGEX(STR(?y), "a", "i") || NOT EXISTS { ?x e:b "c"@en }) BIND(IF(1 IN (1, 2), 1, -2) AS ?z)
} GROUP BY ?x HAVING (COUNT(*) > 1) ORDER BY DESC(?n) LIMIT 5
"""
_RESULTS = """{"head":{"vars":["a","b"]},"results":{"bindings":[{"a":{"type":"uri","value":"http://e.org/"},
"b":{"type":"literal","value":"1.0","datatype":"http://www.w3.org/2001/XMLSchema#decimal"}},
{"a":{"type":"bnode","value":"b"},"b":{"type":"literal","value":"x","xml:lang":"en"}},
{"a":{"type":"triple","value":{"subject":{"type":"uri","value":"a:a"},"predicate":{"type":"uri","value":"a:b"},
"object":{"type":"literal","value":"c"}}}}]}}"""
_TIMES = (
    "by the end of July/August 2009; from 2009-11 and in spring 2010. 1 April 2009, last January this "
    "month, 2009/10 onwards, before May 2010, twice a year, ongoing, 1,200 twenty-four autumn of 2011."
)
_INQUIRY = """key = "k"
title = "t"
base = "https://example.org/id/"
creator = "c"
licence = "https://example.org/l"
version = "1"
recommendations = 2
items = {2 = 3}
report = {title = "r", date = "2009-03"}
[[documents]]
key = "d"
file = "d.txt"
sha256 = "0"
code-points = 1
layout = "replies"
title = "t"
publisher = "p"
date = "2009"
voice = "v"
role = "r"
reading = {furniture = ["a"]}
expect = {replies = 1}
"""
_DOCUMENTS: Mapping[str, str] = {
    "numbered-summaries": "Recommendations\nThese are:\n1. Act. (p3)\n2. Act\nmore. (p34)\n",
    "headed-bullets": "One\nText:\n• a\n• b\nTwo\nMay 2009: x\nText:\nPage\nLinks\nrest",
    "numbered-plan": (
        "One\nForeword. \n1. Text 1\n here. 1 A note.\n goes on\n 2 Page\nBox\nto 2. who wrote.\n“Quoted”\n"
        "A mother\nTable\nRecommendation Response By when\n1 The Government must act soon.\nWe agree with all of "
        "this and shall do it.\nBy July 2009.\n2 It must also:\nact;\nWe accept what is asked and do it now.\nBy May.\n"
        "report.\nWe shall report to everyone who asks.\nOngoing.\n"
    ),
    "paragraphs": "One\n1. Text\n2. More\nBox\nText\nPage\n",
    "replies": "# Head\n1. Do *this*.\n*Yes.*\n2. Do:\n- a;\n- b.\n*Yes, both.*\n",
    "remarks": "Opening\n1. Do\nmore.\n●● a\n●● b.\n\nA remark.\nPage\nOne\nEnd\nrest",
}
SEEDS: Mapping[str, bytes] = {
    **{f"read-{layout}": _DOCUMENTS.get(layout, "").encode() for layout in READERS},
    "times": _TIMES.encode(),
    "numbers": b"24c 1,200 ninety-nine",
    "locator": b"reply/1: Yes | witness/item/2/a | fuzzed/recommendation/1",
    "table": b'a,b\n2009-12-31,"x, ""y"""\n24c,\nP1Y6MT1H,2\n2009-23/..,\n',
    "inquiry": _INQUIRY.encode(),
    "query": (_HEADER + _SPARQL).encode(),
    "parameter": b"instrument/working-together",
    "cited": f"a,b\n1,2\n# A sentence.\n# {MARK} {_RECORD}\n".encode(),
    "cited-text": _RECORD.encode(),
    "baseline": (
        b'{"format":"laming-baseline-1","accepted":[{"shape":"s","focus":"f","path":"p","value":"v"}]}'
    ),
    "turtle-scan": _TURTLE.encode(),
    "lint": (_HEADER + _SPARQL).encode(),
    "form": _SPARQL.encode(),
    "results": _RESULTS.encode(),
    **{f"rdf-{name}": _TURTLE.encode() for name in FORMATS},
    "rdf-ntriples": b'<a:a> <a:b> "c"@en .\n_:b <a:b> "1"^^<a:i> .\n',
    "rdf-nquads": b"<a:a> <a:b> <a:c> <a:g> .\n",
    "rdf-jsonld": b'{"@context":{"p":"a:b"},"@id":"a:a","p":[{"@value":"x","@language":"en"},{"@list":[1]}]}',
    "rdf-rdfxml": (
        b'<!DOCTYPE r [<!ENTITY e "http://e.org/">]><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        b' xmlns:e="http://e.org/"><r:Description r:about="&e;a"><e:p r:parseType="Literal"><b/></e:p>'
        b'<e:q r:resource="a:b"/></r:Description></r:RDF>'
    ),
}
"""Name of a target to an input that is right, or nearly."""

WORDS: tuple[str, ...] = (
    "\0", "\ufeff", "\u202e", "\u2066", "\x1b[2J", "\r", "\n", "\t", " ", "\u00a0", "\u2028", "\\u0000", "\\ud800",
    "\\U00110000", "0000", "9999", "0001", "10000", "ſix", "fıve", "２００９", "9" * 5000, "1e999999", "-1",
    '"', "'", '"""', "\\", "{", "}", "[", "]", "(", ")", "<", ">", "<<(", ")>>", "{|", "|}", "#", ";", ",", ".", "|",
    "SERVICE", "SILENT", "SERVICE <a:b> {", "UNION", "OPTIONAL", "VALUES ?_by {", "!", "-", "+1", "a:b", "a:b/",
    "January", "May", "spring", "winter", "before", "last", "the end of", "by", "2009-13-45", "&a", "*a", "!!binary",
    "null", "true", "NaN", "{}", "[[[[", "# ", MARK, "xml:lang", "triple", "<!ENTITY", "&e;", "<![CDATA[", "@context",
    "https://example.org/c.jsonld", "@import", "•", "●●", "- ", "*", "1. ", "2 ", "(p3)", "£1", "only",
)  # fmt: skip
"""What a mutation puts in: marks, names, and what has broken readers elsewhere."""
