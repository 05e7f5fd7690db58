"""One invented paper in every kind of list that people upload, by file name."""

TITLE = "Zebu: A Fast Kettle"
AUTHOR = "Example, Ada"
ABSTRACT = "Kettles boil water. The Zebu kettle boils 12 litres in 3 minutes."

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
}
