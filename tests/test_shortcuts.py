"""What is worked out at the build says what a query would work out from the statements."""

import pytest

from laming_graph.ask.graph import Graph

LONG_WAYS = {
    "inInquiry": """
        SELECT DISTINCT ?one ?other WHERE {
          { ?one lam:inDocument/lam:onReport/lam:reportOf ?other }
          UNION { ?one lam:onReport/lam:reportOf ?other }
          UNION { ?one lam:itemOf?/lam:recommendedIn/lam:reportOf ?other }
        }""",
    "inRecommendation": """
        SELECT DISTINCT ?one ?other WHERE {
          ?one a lam:Requirement ; lam:itemOf? ?other .
          ?other a lam:Recommendation .
        }""",
    "addresseeCount": """
        SELECT ?one (COUNT(DISTINCT ?agent) AS ?other) WHERE { ?one lam:addressedTo ?agent }
        GROUP BY ?one""",
    "answerRestsOn": """
        SELECT DISTINCT ?one ?other WHERE {
          ?reaction lam:restsOn ?other ; lam:respondsTo/lam:itemOf? ?one .
          ?one a lam:Recommendation .
        }""",
    "elsewhereLatest": """
        SELECT ?one (MIN(?day) AS ?other) WHERE {
          ?one a lam:Commitment .
          ?restatement lam:restates ?one ; lam:when/lam:latest ?day .
          FILTER NOT EXISTS { ?one lam:deadline/lam:latest ?day }
        }
        GROUP BY ?one""",
}
"""Each property, and the same by way of the statements."""


@pytest.mark.parametrize("name", LONG_WAYS)
def test_the_short_way_says_what_the_long_way_says(name: str, graph: Graph) -> None:
    """Neither says more than the other."""
    short = graph.select(f"SELECT ?one ?other WHERE {{ ?one lam:{name} ?other }}")
    long = graph.select(LONG_WAYS[name])
    assert short.cells, f"nothing has lam:{name}"
    assert sorted(short.texts()) == sorted(long.texts())
