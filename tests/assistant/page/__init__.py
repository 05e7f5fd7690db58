"""Imported before any test here imports Gradio, whose client would ask a model hub what runs it."""

import assistant.page

__all__ = ["assistant"]
