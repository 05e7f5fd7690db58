"""Publication lists from the network, only when a person asks; read by the same importers as files."""

from vectorstore.fetching.addresses import Addresses
from vectorstore.fetching.cache import AnswerCache
from vectorstore.fetching.client import Client
from vectorstore.fetching.doi_list import DoiList, read_dois
from vectorstore.fetching.fetch import Fetched, Wanted, fetch

__all__ = ["Addresses", "AnswerCache", "Client", "DoiList", "Fetched", "Wanted", "fetch", "read_dois"]
