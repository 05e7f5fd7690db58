"""Invented papers for tests."""

from vectorstore.records import Hit, Paper, PartialDate


def paper(title: str, abstract: str, *authors: str, date: str | None = "2024-05-01") -> Paper:
    return Paper(
        title=title,
        abstract=abstract,
        authors=authors or ("Ada Example", "Ben Sample"),
        date=None if date is None else PartialDate.parse(date),
        categories=("LG",),
    )


def hit(found: Paper, *, score: float = 1.0) -> Hit:
    return Hit(paper=found, passages=(), score=score, word_rank=1, vector_rank=1, similarity=0.5)


LIBRARY = (
    paper(
        "WhaleNet: Listening to Whales with Small Networks",
        "Whale calls are hard to find in long recordings. We present WhaleNet, a small neural network that "
        "finds whale calls on a buoy without a connection to land. On recordings of three oceans WhaleNet "
        "finds 93% of all calls, 12 points more than energy detectors. It runs on a battery for 40 days.",
        "Ada Example",
        "Ben Sample",
        date="2023-05-03",
    ),
    paper(
        "HiveCam: Watching Bee Dances under Glass",
        "Bees tell each other about food by dancing. We introduce HiveCam, a camera system for glass hives. "
        "Bees in glass hives dance 40% longer than bees in wooden hives. "
        "Rain stops all dances within 5 minutes.",
        "Cleo Model",
        date="2024-07-07",
    ),
    paper(
        "Ant Trails on Hot Sand",
        "Desert ants leave trails that vanish in the heat. We measure how long trails last on hot sand. "
        "Trails vanish after 4 minutes at 50 degrees.",
        "Dan O'Test",
        date=None,
    ),
    paper(
        "Noise of Ships and the Songs of Whales",
        "Ship noise reaches every ocean. We study 212 singing whales near shipping lanes. "
        "Songs are 18% shorter when a ship is near. Calves are not affected.",
        "Ben Sample",
        date="2021-02-01",
    ),
)
