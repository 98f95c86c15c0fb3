"""The spellings that are values of a datatype, as tests in SPARQL.

`sh:datatype` (SHACL 4.1.2) turns ill-formed literals away. Stores differ in what they do with
these, so a test looks at the spelling alone: XML Schema 1.1, part 2, section 3.
"""

from laming_graph.namespaces import XSD

_ZONE = r"(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_CLOCK = r"(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]+)?|24:00:00([.]0+)?)"
_YEAR = r"-?([1-9][0-9]{3,}|0[0-9]{3})"
_LEAP = r"-?([0-9]*[0-9](0[48]|[2468][048]|[13579][26])|[0-9]*([02468][048]|[13579][26])00)"
_DAY_OF_MONTH = (
    r"((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
)
_DATE = f"({_YEAR}-{_DAY_OF_MONTH}|{_LEAP}-02-29)"
_WHOLE = "[+-]?[0-9]+"
_FLOAT = r"([+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN)"
_YEARS_AND_MONTHS = r"([0-9]+Y([0-9]+M)?|[0-9]+M)"
_TIMES = r"T([0-9]+H([0-9]+M)?([0-9]+([.][0-9]+)?S)?|[0-9]+M([0-9]+([.][0-9]+)?S)?|[0-9]+([.][0-9]+)?S)"
_DAYS_AND_TIMES = f"([0-9]+D({_TIMES})?|{_TIMES})"

_FORMS = {
    "boolean": "(true|false|1|0)",
    "decimal": r"[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)",
    "float": _FLOAT,
    "double": _FLOAT,
    "integer": _WHOLE,
    "date": _DATE + _ZONE,
    "dateTime": f"{_DATE}T{_CLOCK}{_ZONE}",
    "dateTimeStamp": f"{_DATE}T{_CLOCK}{_ZONE.removesuffix('?')}",
    "time": _CLOCK + _ZONE,
    "gYear": _YEAR + _ZONE,
    "gYearMonth": f"{_YEAR}-(0[1-9]|1[0-2]){_ZONE}",
    "gMonth": f"--(0[1-9]|1[0-2]){_ZONE}",
    "gDay": f"---(0[1-9]|[12][0-9]|3[01]){_ZONE}",
    "gMonthDay": f"--({_DAY_OF_MONTH}|02-29){_ZONE}",
    "duration": f"-?P({_YEARS_AND_MONTHS}({_DAYS_AND_TIMES})?|{_DAYS_AND_TIMES})",
    "yearMonthDuration": f"-?P{_YEARS_AND_MONTHS}",
    "dayTimeDuration": f"-?P{_DAYS_AND_TIMES}",
    "hexBinary": "([0-9a-fA-F]{2})*",
    "base64Binary": "((([A-Za-z0-9+/] ?){4})*(([A-Za-z0-9+/] ?){3}[A-Za-z0-9+/]|"
    "([A-Za-z0-9+/] ?){2}[AEIMQUYcgkosw048] ?=|[A-Za-z0-9+/] ?[AQgw] ?= ?=))?",
    "language": "[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*",
}
_RANGES = {
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "nonNegativeInteger": (0, None),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
    "positiveInteger": (1, None),
}
"""The whole numbers, from least to greatest."""


def well_formed(value: str, datatype: str) -> str:
    """An expression: is a literal's spelling one of its datatype's? "true" where any is.

    Args:
        value: a variable bound to a literal of the datatype.
        datatype: its IRI.
    """
    name = datatype.removeprefix(XSD)
    if name in _FORMS:
        return f'REGEX(STR({value}), "^{_FORMS[name]}$")'
    if name not in _RANGES:
        return "true"
    least, greatest = _RANGES[name]
    # Of decimal, since an engine's own whole numbers may end before the greatest here.
    number = f"<{XSD}decimal>(STR({value}))"
    tests = [f'REGEX(STR({value}), "^{_WHOLE}$")']
    if least is not None:
        tests.append(f"{number} >= {least}.0")
    if greatest is not None:
        tests.append(f"{number} <= {greatest}.0")
    return " && ".join(tests)


def sample(datatype: str) -> str:
    """A value of a datatype that some stores hold as one of another; "" of other datatypes."""
    name = datatype.removeprefix(XSD)
    if name in _RANGES:
        least, greatest = _RANGES[name]
        return str(least if least is not None else greatest)
    return {"dateTimeStamp": "2009-03-12T12:00:00Z"}.get(name, "")
