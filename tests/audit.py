"""Audits the locked packages with pip-audit; says so, and passes, where no index that knows them is reached.

    python -m tests.audit build/audit/bin/pip-audit

Exit 1 when a package has a known fault that is not accepted below.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ACCEPTED = {
    "CVE-2026-45829": "a fault of the Chroma server, which this program never starts; docs/security.md"
}
LOCK = Path(__file__).parents[1] / "requirements.lock"
SECONDS = 60


def verdict(report: str) -> tuple[int, str]:
    """Exit code and one line a fact, from pip-audit's JSON; what could not be audited is no pass."""
    try:
        packages = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return 0, "Audit skipped: pip-audit gave no report; is an index within reach?"
    audited = [each for each in packages if "skip_reason" not in each]
    if not audited:
        return 0, "Audit skipped: no index that knows the packages is within reach."
    found = [
        f"{each['name']} {each['version']}: {fault['id']}"
        for each in audited
        for fault in each.get("vulns", ())
        if not ACCEPTED.keys() & {fault["id"], *fault.get("aliases", ())}
    ]
    left = len(packages) - len(audited)
    counted = f"{len(audited)} packages audited, {left} not known there, {len(found)} with a fault."
    return (1 if found else 0), "\n".join([*found, counted])


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.argv[1], "--disable-pip", "--require-hashes", "--progress-spinner", "off"]
        try:
            subprocess.run(
                [*command, "-r", str(LOCK), "--format", "json", "-o", str(report)],
                check=False,
                timeout=SECONDS,
                capture_output=True,
            )
        except (OSError, subprocess.TimeoutExpired):
            report.unlink(missing_ok=True)
        code, said = verdict(report.read_text("utf-8") if report.exists() else "")
    sys.stdout.write(said + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
