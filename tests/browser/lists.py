"""One invented paper in every kind of list that people upload, by file name."""

TITLE = "Zebu: A Fast Kettle"
AUTHOR = "Example, Ada"
ABSTRACT = "Kettles boil water. The Zebu kettle boils 12 litres in 3 minutes."

ZENODO = (
    '{"hits": {"hits": [{"id": 1, "doi": "10.5281/zenodo.1", "conceptrecid": "1", "metadata": {"title": "'
    f'{TITLE}", "creators": [{{"name": "{AUTHOR}"}}], "publication_date": "2024-05-01"}}}}]}}}}'
)

LISTS = {
    "zotero.bib": f"@article{{a,\n title = {{{TITLE}}},\n author = {{{AUTHOR}}},\n year = {{2024}},\n"
    f" journal = {{Kettles}},\n abstract = {{{ABSTRACT}}}\n}}\n",
    "scopus.ris": f"TY  - JOUR\nTI  - {TITLE}\nAU  - {AUTHOR}\nPY  - 2024\nAB  - {ABSTRACT}\nER  - \n",
    "pubmed.nbib": f"PMID- 1\nDP  - 2024 May\nTI  - {TITLE}\nAB  - {ABSTRACT}\n"
    f"FAU - {AUTHOR}\nAU  - Example A\n\n",
    "table.csv": f'Title,Authors,Year,Abstract\n"{TITLE}","Ada Example",2024,"{ABSTRACT}"\n',
    "table.tsv": f"Title\tAuthors\tYear\tAbstract\n{TITLE}\tAda Example\t2024\t{ABSTRACT}\n",
    "own.jsonl": f'{{"title": "{TITLE}", "authors": ["Ada Example"], "abstract": "{ABSTRACT}"}}\n',
    "csl.json": f'[{{"id": "a", "type": "article-journal", "title": "{TITLE}", "author": '
    f'[{{"family": "Example", "given": "Ada"}}], "abstract": "{ABSTRACT}"}}]',
    "pubmed.xml": "<?xml version='1.0'?><PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID>"
    "<Article>"
    f"<ArticleTitle>{TITLE}</ArticleTitle><Abstract><AbstractText>{ABSTRACT}</AbstractText></Abstract>"
    "<AuthorList CompleteYN='Y'><Author><LastName>Example</LastName><ForeName>Ada</ForeName>"
    "</Author></AuthorList>"
    "</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>",
    "science.ciw": f"FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU {AUTHOR}\nTI {TITLE}\n"
    f"PY 2024\nAB {ABSTRACT}\nER\n\nEF\n",
    "endnote.enw": f"%0 Journal Article\n%T {TITLE}\n%A {AUTHOR}\n%D 2024\n%X {ABSTRACT}\n\n",
    "arxiv.xml": "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><entry>"
    f"<id>http://arxiv.org/abs/2401.00001v1</id><title>{TITLE}</title><summary>{ABSTRACT}</summary>"
    "<published>2024-01-01T00:00:00Z</published><author><name>Ada Example</name></author></entry></feed>",
    "pasted.txt": f"LGMay 18, 2024Code\n{TITLE}Ada Example\n{ABSTRACT}\n",
    "endnote.xml": "<?xml version='1.0'?><xml><records><record><ref-type name='Journal Article'>17</ref-type>"
    f"<contributors><authors><author>{AUTHOR}</author></authors></contributors><titles><title>{TITLE}</title>"
    f"</titles><dates><year>2024</year></dates><abstract>{ABSTRACT}</abstract></record></records></xml>",
    "refworks.txt": f"RT Journal Article\nT1 {TITLE}\nA1 {AUTHOR}\nYR 2024\nAB {ABSTRACT}\n\n",
    "openalex.json": '{"results": [{"id": "https://openalex.org/W1", "publication_year": 2024, '
    f'"title": "{TITLE}", "display_name": "{TITLE}", "authorships": [{{"author": '
    '{"display_name": "Ada Example"}}], "abstract_inverted_index": {"Kettles": [0], "boil": [1]}}]}',
    "orcid.json": '{"put-code": 1, "title": {"title": {"value": "'
    f'{TITLE}"}}}}, "short-description": "{ABSTRACT}", "publication-date": {{"year": {{"value": "2024"}}}}, '
    '"external-ids": {"external-id": []}, "contributors": {"contributor": '
    '[{"credit-name": {"value": "Ada Example"}}]}}',
    "semantic-scholar.json": f'{{"total": 1, "data": [{{"paperId": "a1", "title": "{TITLE}", "year": 2024, '
    f'"abstract": "{ABSTRACT}", "authors": [{{"authorId": "1", "name": "Ada Example"}}]}}]}}',
    "crossref.json": '{"status": "ok", "message-type": "work-list", "message": {"items": [{"DOI": "10.1/a", '
    f'"type": "journal-article", "title": ["{TITLE}"], "author": [{{"given": "Ada", "family": "Example"}}], '
    '"issued": {"date-parts": [[2024]]}}]}}',
    "datacite.json": '{"data": [{"id": "10.1/a", "type": "dois", "attributes": {"doi": "10.1/a", "titles": '
    f'[{{"title": "{TITLE}"}}], "creators": [{{"name": "{AUTHOR}", "givenName": "Ada", "familyName": '
    '"Example"}], "publicationYear": 2024}}]}',
    "zenodo.json": ZENODO,
    "crossref.xml": "<?xml version='1.0'?><crossref_result xmlns='http://www.crossref.org/qrschema/3.0'>"
    "<query_result><body><query status='resolved'><doi type='journal_article'>10.1/a</doi><doi_record>"
    f"<crossref><journal><journal_article><titles><title>{TITLE}</title></titles><contributors>"
    "<person_name contributor_role='author'><given_name>Ada</given_name><surname>Example</surname>"
    "</person_name></contributors><publication_date><year>2024</year></publication_date></journal_article>"
    "</journal></crossref></doi_record></query></body></query_result></crossref_result>",
    "library.mods": "<?xml version='1.0'?><mods xmlns='http://www.loc.gov/mods/v3'><titleInfo>"
    f"<title>{TITLE}</title></titleInfo><name type='personal'><namePart type='family'>Example</namePart>"
    "<namePart type='given'>Ada</namePart><role><roleTerm type='text'>author</roleTerm></role></name>"
    f"<originInfo><dateIssued>2024</dateIssued></originInfo><abstract>{ABSTRACT}</abstract></mods>",
    "list.md": f"# Publications\n\n- Ada Example, Ben Sample. **{TITLE}**. Kettles, 2024.\n",
    "article.html": f"<!doctype html><html><head><meta name='citation_title' content='{TITLE}'>"
    f"<meta name='citation_author' content='{AUTHOR}'><meta name='citation_publication_date' content='2024'>"
    "</head><body></body></html>",
}
