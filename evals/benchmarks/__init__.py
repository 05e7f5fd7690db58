"""Measurements on data that does not ship; each takes its folder from ASSISTANT_EVAL_DATA."""
