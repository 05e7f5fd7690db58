"""`assistant papers --merged` and `assistant split`."""

from rich.text import Text

from assistant.cli.listing import paper_json
from assistant.cli.opening import library_at
from assistant.cli.output import people, plain, print_json, results
from assistant.cli.place import Place
from vectorstore import Paper


def show(*, place: Place, as_json: bool) -> None:
    with library_at(place) as opened:
        merged = opened.merged()
    if as_json:
        print_json(
            {
                "papers": [
                    {**paper_json(one.paper), "merged_from": [paper_json(record) for record in one.records]}
                    for one in merged
                ]
            }
        )
        return
    for one in merged:
        results.print(Text(f"{one.paper.paper_id}  {plain(one.paper.title)}", style="bold"))
        for record in one.records:
            results.print(Text(f"  from  {_described(record)}"))
    people.print(Text(f"{len(merged)} merged; `assistant split PAPER_ID` undoes a merge.", style="dim"))


def split(paper_id: str, *, place: Place) -> None:
    with library_at(place) as opened:
        ids = opened.split(paper_id)
    people.print(f"Split into {', '.join(ids)}. They stay apart when they are ingested again.")


def _described(record: Paper) -> str:
    identifiers = {"doi": record.doi, "arXiv": record.arxiv_id, "PubMed": record.pubmed_id}
    facts = [str(record.year or ""), record.venue or ""]
    facts += [f"{name} {value}" for name, value in identifiers.items() if value]
    return " · ".join([plain(record.title), *(plain(fact) for fact in facts if fact)])
