"""PubMed, arXiv, EndNote, Crossref, MODS."""

from tests.vectorstore.importers.reading import paper_of, papers_of, unreadable_of
from vectorstore.records import PartialDate

PUBMED = """<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" "https://dtd.nlm.nih.gov/x.dtd">
<PubmedArticleSet>
<PubmedArticle><MedlineCitation><PMID Version="1">123456</PMID><Article>
<Journal><JournalIssue><PubDate><Year>2021</Year><Month>Mar</Month></PubDate></JournalIssue><Title>Journal of tides</Title></Journal>
<ArticleTitle>On tides of H<sub>2</sub>O.</ArticleTitle>
<ELocationID EIdType="doi" ValidYN="Y">10.1000/abc</ELocationID>
<Abstract><AbstractText Label="BACKGROUND">Tides &amp; moons <i>in vivo</i>.</AbstractText>
<AbstractText Label="RESULTS">They turn at 10<sup>-3</sup>.</AbstractText></Abstract>
<AuthorList CompleteYN="N"><Author><LastName>Love</LastName><ForeName>Ada B</ForeName></Author>
<Author><CollectiveName>TIDE Group</CollectiveName></Author></AuthorList>
<Language>eng</Language><PublicationTypeList><PublicationType>Journal Article</PublicationType></PublicationTypeList>
</Article><KeywordList><Keyword>moon</Keyword></KeywordList></MedlineCitation></PubmedArticle>
</PubmedArticleSet>"""  # noqa: E501
ARXIV = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><link href="http://arxiv.org/api/query"/><title>ArXiv Query</title>
<entry><id>http://arxiv.org/abs/2101.00001v2</id><published>2021-01-05T02:41:55Z</published>
<title>On Tides
  of $10^{-3}$</title><summary>  Tides turn.
Code: https://github.com/love/tides
</summary><author><name>Ada Love</name></author><author><name>Bob Ray</name></author>
<arxiv:doi xmlns:arxiv="http://arxiv.org/schemas/atom">10.1000/ABC</arxiv:doi>
<category term="cs.LG"/><category term="stat.ML"/></entry></feed>"""
ENDNOTE = """<?xml version="1.0" encoding="UTF-8" ?>
<xml><records><record><ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">Love, Ada B</style></author></authors></contributors>
<titles><title><style face="normal">On </style><style face="italic">Tides</style></title>
<secondary-title><style>Journal of Tides</style></secondary-title></titles>
<dates><year>2021</year>
<pub-dates><date>Mar 18</date></pub-dates></dates><keywords><keyword>moon</keyword></keywords>
<electronic-resource-num>10.1000/abc</electronic-resource-num>
<abstract>Tides turn.</abstract></record></records></xml>"""
CROSSREF = (
    "<doi_records><doi_record><crossref><journal><journal_metadata language='en'>"
    "<full_title>Tides</full_title></journal_metadata>"
    "<journal_article><titles><title>On <i>Tides</i></title></titles><contributors>"
    "<person_name contributor_role='author'><given_name>Ada</given_name><surname>Love</surname>"
    "</person_name>"
    "<person_name contributor_role='editor'><surname>Ray</surname></person_name></contributors>"
    "<publication_date><month>03</month><year>2021</year></publication_date>"
    "<doi_data><doi>10.1000/abc</doi><resource>https://a.org/1</resource></doi_data>"
    "</journal_article></journal></crossref></doi_record></doi_records>"
)
MODS = (
    '<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><nonSort>The</nonSort><title>Tides</title>'
    "<subTitle>a tale</subTitle></titleInfo><name type='personal'><namePart type='family'>Love</namePart>"
    "<namePart type='given'>Ada</namePart><role><roleTerm>aut</roleTerm></role></name>"
    "<originInfo><dateIssued>c1984</dateIssued></originInfo><abstract>Tides turn.</abstract></mods>"
)


def test_pubmed() -> None:
    paper = paper_of(PUBMED)

    assert paper.title == "On tides of H₂O"
    assert paper.abstract == "BACKGROUND: Tides & moons in vivo.\nRESULTS: They turn at 10⁻³."
    assert paper.authors == ("Ada B. Love", "TIDE Group")
    assert not paper.authors_complete
    assert paper.date == PartialDate(year=2021, month=3)
    assert (paper.doi, paper.pubmed_id, paper.language) == ("10.1000/abc", "123456", "eng")
    assert (paper.venue, paper.kind, paper.categories) == ("Journal of tides", "article", ("moon",))


def test_arxiv() -> None:
    paper = paper_of(ARXIV)

    assert (paper.title, paper.authors) == ("On Tides of 10⁻³", ("Ada Love", "Bob Ray"))
    assert paper.abstract == "Tides turn. Code: https://github.com/love/tides"
    assert paper.date == PartialDate(year=2021, month=1, day=5)
    assert (paper.arxiv_id, paper.doi, paper.code_url) == (
        "2101.00001",
        "10.1000/abc",
        "https://github.com/love/tides",
    )
    assert paper.categories == ("cs.LG", "stat.ML")
    assert paper.url == "http://arxiv.org/abs/2101.00001v2"


def test_endnote() -> None:
    paper = paper_of(ENDNOTE)

    assert (paper.title, paper.authors, paper.venue) == ("On Tides", ("Ada B. Love",), "Journal of Tides")
    assert (paper.date, paper.doi, paper.abstract) == (
        PartialDate(year=2021, month=3, day=18),
        "10.1000/abc",
        "Tides turn.",
    )


def test_crossref_xml() -> None:
    paper = paper_of(CROSSREF)

    assert (paper.title, paper.authors, paper.venue) == ("On Tides", ("Ada Love",), "Tides")
    assert (paper.date, paper.doi, paper.url) == (
        PartialDate(year=2021, month=3),
        "10.1000/abc",
        "https://a.org/1",
    )


def test_mods() -> None:
    paper = paper_of(MODS)

    assert (paper.title, paper.authors, paper.year) == ("The Tides: a tale", ("Ada Love",), 1984)


def test_a_cut_file_gives_its_whole_records_and_names_the_place() -> None:
    article = PUBMED[PUBMED.index("<PubmedArticle>") : PUBMED.index("</PubmedArticleSet>")]
    text = "<PubmedArticleSet>" + article * 2 + article[:300]

    assert len(papers_of(text)) == 2
    (broken,) = unreadable_of(text)
    assert "line" in broken.reason


def test_characters_that_xml_forbids_do_no_harm() -> None:
    assert paper_of(ARXIV.replace("On Tides", "On\x0b Ti\x00des")).title.startswith("On Tides")
