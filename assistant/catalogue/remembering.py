"""What was looked up for one question, so that nothing is looked up twice."""

from assistant.catalogue.names import Records
from vectorstore.query import PersonMatch, Query, QueryResult, Vocabulary


class Remembering:
    """Records that remember their answers. Make one for each question: it never forgets."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._people: dict[str, PersonMatch] = {}
        self._results: dict[Query, QueryResult] = {}
        self._vocabulary: Vocabulary | None = None

    def query(self, query: Query) -> QueryResult:
        if query not in self._results:
            self._results[query] = self._records.query(query)
        return self._results[query]

    def vocabulary(self) -> Vocabulary:
        if self._vocabulary is None:
            self._vocabulary = self._records.vocabulary()
        return self._vocabulary

    def person(self, name: str) -> PersonMatch:
        if name not in self._people:
            self._people[name] = self._records.person(name)
        return self._people[name]
