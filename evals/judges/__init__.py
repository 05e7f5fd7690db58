"""Judges: does this text support this claim? None of them uses the assistant's own check."""

from evals.judges.judge import Judge, Judgement
from evals.judges.words import WordJudge

__all__ = ["Judge", "Judgement", "WordJudge"]
