"""Prompts improved by what the checks find: critiques of failures, candidates, and a test on other cases."""
