"""Reads a plan's reports as the programs of auditors do; prints one JSON document of what it read."""

import csv
import json
import pathlib
import sys
import xml.etree.ElementTree

from trestle.oscal.assessment_results import Model

folder = pathlib.Path(sys.argv[1])

oscal = Model.model_validate_json((folder / "oscal-assessment-results.json").read_bytes())
result = oscal.assessment_results.results[0]

tests = xml.etree.ElementTree.parse(folder / "junit.xml").getroot()

with open(folder / "control-matrix.csv", encoding="utf-8-sig", newline="") as lines:
    rows = list(csv.reader(lines, delimiter=";", strict=True))

print(
    json.dumps(
        {
            "observations": [each.title for each in result.observations],
            "findings": len(result.findings),
            "tests": [each.get("name") for each in tests.iter("testcase")],
            "failures": len(list(tests.iter("failure"))),
            "columns": sorted({len(row) for row in rows}),
            "controls": sorted({row[2] for row in rows[1:]}),
        }
    )
)
