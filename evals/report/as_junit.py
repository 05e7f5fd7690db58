"""The report as JUnit XML: a case a test, a check of the gate a test, so that any CI can show it."""

import re
from xml.etree import ElementTree as ET

from evals.report.record import Report

_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(report: Report) -> str:
    """The XML text. Checks come first, in a suite of their own."""
    root = ET.Element("testsuites", name="assistant eval")
    gate = ET.SubElement(root, "testsuite", name="gate")
    for check in report.checks:
        test = ET.SubElement(gate, "testcase", classname="gate", name=_clean(check.name))
        if not check.passed:
            ET.SubElement(test, "failure", message=_clean(check.detail))
    if report.stopped:
        test = ET.SubElement(gate, "testcase", classname="gate", name="run is complete")
        ET.SubElement(test, "error", message=_clean(report.stopped))
    _count(gate)
    cases = ET.SubElement(root, "testsuite", name="cases")
    for each in report.scored:
        case = each.trial.case
        test = ET.SubElement(cases, "testcase", classname=f"cases.{case.kind}", name=_clean(case.case_id))
        message = _clean("; ".join(each.verdict.reasons))
        if each.verdict.state in ("unscored", "skipped"):
            ET.SubElement(test, "skipped", message=message)
        elif each.verdict.state != "passed":
            tag = "error" if each.verdict.state == "error" else "failure"
            failure = ET.SubElement(test, tag, message=message)
            answer = each.trial.answer
            failure.text = _clean(f"{case.question}\n\n{answer.text if answer else ''}")
    _count(cases)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _count(suite: ET.Element) -> None:
    suite.set("tests", str(len(suite)))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(sum(test.find(tag) is not None for test in suite)))


def _clean(text: str) -> str:
    """Without the characters that XML does not allow."""
    return _UNPRINTABLE.sub("\ufffd", text)
