"""Does the assistant make things up? Cases, metrics, judges, runner, report and gate. See docs/evals.md."""
