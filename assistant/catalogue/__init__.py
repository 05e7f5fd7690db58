"""Questions about the collection: words to a typed query, its result to an Answer. No model."""
