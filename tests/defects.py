"""Defects planted in the real data, one at a time in a block, each with the shape that must tell it."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple


class Defect(NamedTuple):
    """One change of a block of a file.

    Attributes:
        component: the kind of constraint that must find it, as SHACL calls it.
        shape: the shape that must find it.
        file: the file's stem.
        block: the subject of the block.
        old: what stands there, once in the block.
        new: what is put in its place; a newline and a tab make a new property.
        block_told: the subject of the block whose first line is told, "its block" for the one that is
            changed, or "" where the changed line is told.
    """

    component: str
    shape: str
    file: str
    block: str
    old: str
    new: str
    block_told: str = ""


A, C, G, P, R = "action-plan", "comparisons", "agents", "press-guide", "recommendations"
PROMISE = "commitment/action-plan"
DEFECTS = (
    Defect(
        "MinCount",
        "recommendation-report",
        R,
        "recommendation/4",
        "\tlam:recommendedIn <report/laming-2009> ;\n",
        "",
        "its block",
    ),
    Defect(
        "MinCount",
        "addressing-agent",
        R,
        "addressing/1/home-secretary",
        "\tlam:agent <agent/home-secretary> ;\n",
        "",
        "its block",
    ),
    Defect(
        "MinCount",
        "condition-kind",
        A,
        "judgement/action-plan/4/condition/consultation",
        "\tlam:conditionKind <condition/consultation> ;\n",
        "",
        "its block",
    ),
    Defect(
        "MinCount", "passage-ordinal", A, "passage/action-plan/box/1", "\tlam:ordinal 44 ;\n", "", "its block"
    ),
    Defect(
        "MinCount",
        "commitment-deadline",
        A,
        f"{PROMISE}/1/1",
        "\tlam:deadline <deadline/action-plan/1/1> ;\n",
        "",
        "its block",
    ),
    Defect(
        "MaxCount",
        "blanket-position-code",
        A,
        "blanket-position/action-plan/foreword/1/1",
        "lam:position <position/accepted>",
        "lam:position <position/accepted> , <position/none-declared>",
    ),
    Defect(
        "MaxCount",
        "selector-start",
        P,
        "span/press-guide/491-541/selector",
        "oa:start 491",
        "oa:start 491 , 492",
    ),
    Defect(
        "MaxCount", "selector-end", P, "span/press-guide/461-490/selector", "oa:end 490", "oa:end 490 , 489"
    ),
    Defect(
        "MaxCount",
        "absence-evidence",
        C,
        "gap/press-guide/government-response/paragraph/7",
        "lam:silenceKind",
        "lam:evidence <span/press-guide/491-541> ;\n\tlam:silenceKind",
    ),
    Defect(
        "MaxCount",
        "no-text",
        A,
        "passage/action-plan/paragraph/1",
        "lam:ordinal",
        'lam:text "words" ;\n\tlam:ordinal',
    ),
    Defect(
        "Class",
        "commitment-lead",
        A,
        f"{PROMISE}/2/1",
        "lam:lead <agent/",
        "lam:lead <report/laming-2009> , <agent/",
    ),
    Defect(
        "Class",
        "agent-part",
        G,
        "agent/ambulance-staff",
        "lam:agentKind",
        "lam:partOfAgent <report/laming-2009> ;\n\tlam:agentKind",
    ),
    Defect(
        "Class",
        "restatement-of",
        A,
        "restatement/action-plan/paragraph/67/1",
        f"<{PROMISE}/5/1>",
        "<report/laming-2009>",
    ),
    Defect(
        "Class",
        "claim-about",
        P,
        "claim/press-guide/government-response/bullet/1",
        "lam:claimAbout <response/action-plan/24/a>",
        "lam:claimAbout <agent/hm-government>",
    ),
    Defect(
        "Class",
        "mention-instrument",
        A,
        "mention/action-plan/box/1/chief-adviser-annual-report",
        "<instrument/chief-adviser-annual-report>",
        "<instrument/of-nobody>",
    ),
    Defect(
        "In",
        "citation-footnote-kind",
        A,
        "citation/action-plan/paragraph/1/1",
        "<passage/action-plan/footnote/1>",
        "<passage/action-plan/paragraph/1>",
    ),
    Defect(
        "In",
        "wording-passage",
        A,
        "wording/action-plan/1",
        "<passage/action-plan/recommendation/1>",
        "<passage/action-plan/response/1>",
    ),
    Defect(
        "HasValue",
        "addressing-states",
        R,
        "addressing/1/home-secretary",
        "lam:statesProperty lam:addressedTo",
        "lam:statesProperty lam:agent",
    ),
    Defect("HasValue", "person-kind", G, "agent/andrew-flanagan", "<agent-kind/person>", "<agent-kind/role>"),
    Defect("HasValue", "typed-agent", G, "agent/anthony-douglas", "a lam:Agent , lam:Person", "a lam:Person"),
    Defect(
        "Datatype",
        "time-window-latest",
        A,
        "deadline/action-plan/4/1",
        '"2009-11-30"^^xsd:date',
        '"2009-11-31"^^xsd:date',
    ),
    Defect("Datatype", "requirement-number", R, "recommendation/5", "lam:number 5", 'lam:number "5"'),
    Defect(
        "Datatype",
        "judgement-main",
        A,
        "judgement/action-plan/1/treatment/direct-action",
        "lam:isMain true",
        'lam:isMain "yes"',
    ),
    Defect(
        "Node", "commitment-event", A, f"{PROMISE}/1/1", "<commitment-event/established>", "<condition/costs>"
    ),
    Defect("Node", "agent-kind", G, "agent/adult-social-care", "<agent-kind/class>", "<severity/minor>"),
    Defect(
        "Node",
        "instrument-kind",
        "instruments",
        "instrument/accident-and-emergency-guidance",
        "<instrument-kind/guidance>",
        "<instrument-kind/guidence>",
    ),
    Defect(
        "NodeKind",
        "condition-on",
        A,
        "judgement/action-plan/4/condition/passage-of-legislation",
        "lam:confidence",
        'lam:conditionOn "the bill" ;\n\tlam:confidence',
    ),
    Defect(
        "NodeKind",
        "gap-what",
        C,
        "gap/press-guide/government-response/paragraph/7",
        'lam:what "A list is announced here and our copy of the document holds none."',
        "lam:what <https://example.org/list>",
    ),
    Defect(
        "Pattern",
        "requirement-reference",
        R,
        "recommendation/6",
        'dcterms:identifier "6"',
        'dcterms:identifier "six"',
    ),
    Defect("Pattern", "span-hash", P, "span/press-guide/491-541", '"a8ff', '"A8FF'),
    Defect(
        "Pattern",
        "recommendation-reference",
        R,
        "recommendation/7",
        'dcterms:identifier "7"',
        'dcterms:identifier "7a"',
    ),
    Defect("MinInclusive", "requirement-page", R, "recommendation/5", "lam:page 16", "lam:page 0"),
    Defect(
        "MinInclusive",
        "citation-number",
        A,
        "citation/action-plan/paragraph/1/1",
        "lam:ordinal 1",
        "lam:ordinal -1",
    ),
    Defect(
        "MaxInclusive",
        "alignment-score",
        C,
        "alignment/recommendations-index/summary/1",
        "lam:score 0.28",
        "lam:score 1.28",
    ),
    Defect("MaxInclusive", "requirement-number", R, "recommendation/8", "lam:number 8", "lam:number 8000"),
    Defect(
        "MinLength",
        "statement-rationale",
        P,
        "claim/press-guide/government-response/bullet/2",
        "lam:responder",
        'lam:rationale "" ;\n\tlam:responder',
    ),
    Defect(
        "UniqueLang",
        "document-title",
        A,
        "document/action-plan",
        "dcterms:title ",
        'dcterms:title "Another"@en , ',
    ),
    Defect(
        "UniqueLang",
        "label",
        G,
        "agent/ambulance-staff",
        'rdfs:label "ambulance staff"@en',
        'rdfs:label "ambulance staff"@en , "staff"@en',
    ),
    Defect(
        "Disjoint",
        "claim-third-party",
        P,
        "claim/press-guide/government-response/bullet/3",
        "lam:claimedOf <agent/hm-government>",
        "lam:claimedOf <agent/community-care>",
    ),
    Defect(
        "Disjoint",
        "variant-documents",
        C,
        "variant/1/action-plan/council-response/1",
        "lam:documentA <document/action-plan>",
        "lam:documentA <document/council-response>",
    ),
    Defect(
        "Disjoint",
        "other-name",
        G,
        "agent/adult-services",
        "skos:note",
        'skos:altLabel "adult services"@en ;\n\tskos:note',
    ),
    Defect(
        "Equals",
        "reaction-about",
        A,
        "response/action-plan/4",
        "lam:about <recommendation/4>",
        "lam:about <recommendation/9>",
    ),
    Defect(
        "Equals",
        "claim-claimant",
        P,
        "claim/press-guide/government-response/bullet/4",
        "lam:claimant <agent/community-care>",
        "lam:claimant <agent/ofsted>",
    ),
    Defect(
        "LessThan", "selector-order", P, "span/press-guide/461-490/selector", "oa:start 461", "oa:start 491"
    ),
    Defect(
        "LessThanOrEquals",
        "time-window-order",
        A,
        "appointment/action-plan/paragraph/17/1/window",
        'lam:earliest "2009-04-01"',
        'lam:earliest "2009-04-30"',
    ),
    Defect(
        "QualifiedMaxCount",
        "agent-class",
        G,
        "agent/adult-mental-health-services",
        "a lam:Agent , lam:BodyClass",
        "a lam:Agent , lam:BodyClass , lam:Role",
    ),
    Defect(
        "QualifiedMinCount",
        "reaction-kind",
        A,
        "response/action-plan/6",
        "a lam:Reaction , lam:Response",
        "a lam:Reaction",
    ),
    Defect(
        "Or",
        "declared-class",
        "instruments",
        "instrument/accident-and-emergency-guidance",
        "a lam:Instrument",
        "a lam:Instrument , lam:Instrumente",
    ),
    Defect(
        "Or",
        "commitment-dated",
        A,
        f"{PROMISE}/6/1",
        "<deadline/action-plan/6/1>",
        "<deadline/action-plan/5/1>",
        "its block",
    ),
    Defect(
        "Xone",
        "strength-answered",
        A,
        "judgement/action-plan/1/strength",
        "<strength-change/kept>",
        "<strength-change/unanswered>",
        "its block",
    ),
    Defect(
        "SPARQL",
        "declared-property",
        A,
        "passage/action-plan/paragraph/2",
        "lam:ordinal",
        "lam:ordinel 1 ;\n\tlam:ordinal",
    ),
    Defect(
        "SPARQL",
        "span-inside",
        P,
        "span/press-guide/4656-4790/selector",
        "oa:end 4790",
        "oa:end 4790000",
        "span/press-guide/4656-4790",
    ),
    Defect(
        "SPARQL",
        "agent-part-circle",
        G,
        "agent/adult-drug-and-alcohol-services",
        "lam:agentKind",
        "lam:partOfAgent <agent/adult-drug-and-alcohol-services> ;\n\tlam:agentKind",
        "its block",
    ),
    Defect(
        "SPARQL",
        "agent-one-name",
        G,
        "agent/advanced-social-work-professionals",
        "skos:altLabel ",
        'skos:altLabel "ambulance staff"@en , ',
        "its block",
    ),
    Defect(
        "SPARQL",
        "silence-broken",
        "mp-commentary",
        "silence/mp-commentary/22",
        "lam:about <recommendation/22>",
        "lam:about <recommendation/21>",
        "its block",
    ),
)


def plant(folder: Path, defects: Iterable[Defect] = DEFECTS) -> list[tuple[Defect, str, int]]:
    """Change the files of a folder; returns each defect with the file and line where it must be told."""
    for one in defects:
        path = folder / f"{one.file}.ttl"
        text = path.read_text("utf-8")
        start = text.index(f"\n<{one.block}> a ") + 1
        end = text.index(" .\n", start) + 3
        block = text[start:end]
        assert block.count(one.old) == 1, one
        path.write_text(text[:start] + block.replace(one.old, one.new) + text[end:], "utf-8")
    told = []
    for one in defects:
        path = folder / f"{one.file}.ttl"
        text = path.read_text("utf-8")
        start = text.index(f"\n<{one.block}> a ") + 1
        block = one.block if one.block_told == "its block" else one.block_told
        place = text.index(f"\n<{block}> a ") + 1 if block else text.index(one.new.lstrip(), start)
        told.append((one, str(path), text.count("\n", 0, place) + 1))
    return told
