"""Reports of a run: JSON, JUnit, Markdown, and one HTML page."""

from evals.report.record import Report
from evals.report.write import write_reports

__all__ = ["Report", "write_reports"]
