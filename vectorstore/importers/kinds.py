"""One word for what a record is, whatever the format calls it."""

import re

_WORDS: dict[str, str] = {
    "article": "article jour journalarticle articlejournal journal abst ejour journalarticles",
    "review": "review reviewarticle",
    "conference paper": "conferencepaper inproceedings conference cpaper conf paperconference "
    "proceedingsarticle conferencearticle proceedingspaper meetingabstract",
    "proceedings": "proceedings mvproceedings conferenceproceedings",
    "preprint": "preprint postedcontent unpb",
    "book": "book mvbook ebook monograph editedbook edbook wholebook bookwhole collection mvcollection "
    "referencebook",
    "chapter": "chapter incollection inbook chap echap bookchapter booksection sectioninbook booksection",
    "thesis": "thesis phdthesis mastersthesis dissertation dissertationthesis",
    "report": "report techreport rprt governmentdocument workingpaper reportcomponent gen2",
    "dataset": "dataset data database",
    "software": "software comp computerprogram code",
    "patent": "patent pat",
    "web page": "webpage website elec online postweblog blog blogpost",
    "magazine article": "magazinearticle mgzn articlemagazine",
    "newspaper article": "newspaperarticle news articlenewspaper",
    "presentation": "presentation slide lecture speech",
    "manuscript": "manuscript unpublished",
    "video": "video videorecording film audiovisual",
    "standard": "standard stand",
    "editorial": "editorial",
    "letter": "letter",
}
_KIND = {word: kind for kind, words in _WORDS.items() for word in words.split()}


def kind_of(name: str | None) -> str | None:
    """`JOUR`, `journal-article`, `article-journal` are `article`; unknown names come in small letters."""
    if not name or not name.strip():
        return None
    return _KIND.get(re.sub(r"[\W_]+", "", name).lower(), " ".join(name.lower().split())[:60])
