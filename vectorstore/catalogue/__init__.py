"""The SQLite catalogue: the papers, the source of truth, and their word index."""

from vectorstore.catalogue.catalogue import Catalogue
from vectorstore.catalogue.outbox import PendingPassage

__all__ = ["Catalogue", "PendingPassage"]
