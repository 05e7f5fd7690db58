"""Where a glued title ends; all names and titles here are invented."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vectorstore.importers.title_and_authors import split_title_and_authors

# title, authors as the page shows them, the names expected
GLUED: list[tuple[str, str, tuple[str, ...]]] = [
    ("Sparse Maps for Free", "McKay Smith", ("McKay Smith",)),
    ("Learning with SetNets", "Shao-Lin Chu, Bo Hong", ("Shao-Lin Chu", "Bo Hong")),
    ("Reasoning in RAG", "Deepa Potlur, Aby M Mathan", ("Deepa Potlur", "Aby M Mathan")),
    ("Reasoning in RAG", "J. Smith and K. L. Jones", ("J. Smith", "K. L. Jones")),
    ("Clinical Notes in RAG", "Jeff B DeWitt, Ann Lee", ("Jeff B DeWitt", "Ann Lee")),
    ('Can Models Get "Bored"!', "Sho Xin, Ju Hong", ("Sho Xin", "Ju Hong")),
    ("Why Does It Work?", "Ada Love, Bob Ray", ("Ada Love", "Bob Ray")),
    ("A Study of (Small) Things (Part II)", "Ada Love, Bob Ray", ("Ada Love", "Bob Ray")),
    ("Faster, Cheaper, and Better Nets", "Ada Love, Bob Ray", ("Ada Love", "Bob Ray")),
    ("Mixing GPT-4", "Ada Love, Bob Ray", ("Ada Love", "Bob Ray")),
    ("Shapes in 3D", "Anna Love, Bob Ray", ("Anna Love", "Bob Ray")),
    ("MedSAM and DeepONet, Then FedAvg", "Ada Love, Bob Ray", ("Ada Love", "Bob Ray")),
    ("Voting in the U.S.", "Ada Love, Bob Ray", ("Ada Love", "Bob Ray")),
    ("A Note on C++", "Ada Love, Bob Ray", ("Ada Love", "Bob Ray")),
    ("Tides", "Jan van der Meer, Ada de Souza", ("Jan van der Meer", "Ada de Souza")),
    ("Tides", "Ludwig von Hohen, Pieter 't Zand", ("Ludwig von Hohen", "Pieter 't Zand")),
    ("Tides", "Vincent Di Carlo and Maria della Rocca", ("Vincent Di Carlo", "Maria della Rocca")),
    (
        "Tides",
        "Omar al-Rashid, Layla el Sayed, Yusuf bin Karim",
        ("Omar al-Rashid", "Layla el Sayed", "Yusuf bin Karim"),
    ),
    ("Tides", "AmirHossein Karimi, Seyed Abbasi", ("AmirHossein Karimi", "Seyed Abbasi")),
    ("Tides", "Nguyễn Thị Ánh, Trần Văn Đức", ("Nguyễn Thị Ánh", "Trần Văn Đức")),
    ("Tides", "Émile Ōta, Şule Çelik, Łukasz Żak", ("Émile Ōta", "Şule Çelik", "Łukasz Żak")),
    ("Tides", "Ирина Петрова, Олег Смирнов", ("Ирина Петрова", "Олег Смирнов")),
    ("Tides", "Νίκος Παππάς, Ελένη Γεωργίου", ("Νίκος Παππάς", "Ελένη Γεωργίου")),
    (
        "Tides",
        "Sean O'Malley, Marie L'Heur, Aoife Ní Bhriain",
        ("Sean O'Malley", "Marie L'Heur", "Aoife Ní Bhriain"),
    ),
    ("Tides", "J.-P. Serra, A.B. Cole", ("J.-P. Serra", "A.B. Cole")),
    ("Tides", "Kwame Mensah, Jr., Ada Love III", ("Kwame Mensah, Jr.", "Ada Love III")),
    ("Tides", "Ada Love*, Bob Ray†, Cem Us", ("Ada Love", "Bob Ray", "Cem Us")),
    ("Tides", "Kim Min-ji, Park Seo-jun", ("Kim Min-ji", "Park Seo-jun")),
    ("Tides", "Ada LOVE, Bob RAY", ("Ada LOVE", "Bob RAY")),
    ("Tides", "ZHANG Wei, LIU Yang", ("ZHANG Wei", "LIU Yang")),
    ("Tides", "Ada Love, Bob Ray, TIDE Collaboration", ("Ada Love", "Bob Ray", "TIDE Collaboration")),
    ("Tides", "I Wayan Sudana, Ni Made Ayu", ("I Wayan Sudana", "Ni Made Ayu")),
    ("Tides", "Thandiwe Nkosi & Sipho Dube", ("Thandiwe Nkosi", "Sipho Dube")),
]


@pytest.mark.parametrize(("title", "shown", "names"), GLUED, ids=[f"{t}|{a}" for t, a, _ in GLUED])
def test_the_seam_is_found(title: str, shown: str, names: tuple[str, ...]) -> None:
    parts = split_title_and_authors(title + shown)

    assert parts is not None
    assert parts[0] == title
    assert parts[1].names == names
    assert parts[1].complete


@pytest.mark.parametrize(
    "ending",
    [" et al.", " et al", ", et al.", " et al. · berkeley", " and others", " and 12 others", " + 3 more"],
)
def test_a_cut_list_is_known_to_be_cut(ending: str) -> None:
    parts = split_title_and_authors("On TidesAda Love, Bob Ray" + ending)

    assert parts is not None
    assert parts[1].names == ("Ada Love", "Bob Ray")
    assert not parts[1].complete


def test_an_affiliation_is_no_author() -> None:
    parts = split_title_and_authors("On TidesAda Love, Bob Ray · University of Somewhere, Else")

    assert parts is not None
    assert parts[1].names == ("Ada Love", "Bob Ray")
    assert parts[1].complete


@pytest.mark.parametrize(
    "line",
    [
        "A Title and Nothing More",
        "A Title Ada Love, Bob Ray",  # no seam: a space stands there
        "On TidesMadonna",  # one word may as well be the title's
        "On Tidesvan Dyk, Ada Love",
        "Ada Love, Bob Ray",
        "On TidesAda Love, 42",
        "",
    ],
)
def test_no_seam_is_invented(line: str) -> None:
    assert split_title_and_authors(line) is None


_GIVEN = st.sampled_from(
    ["Ada", "Xiu-Ying", "Óscar", "B.", "Deniz", "McKenna", "Łucja", "J.-L.", "Anne Marie"]
)
_FAMILY = st.sampled_from(["Lee", "de Vries", "O'Hara", "DeWitt", "Ng", "Braga-Neto", "van den Berg", "Ünal"])
_NAMES = st.lists(st.builds("{} {}".format, _GIVEN, _FAMILY), min_size=1, max_size=6)
_TITLES = st.sampled_from(
    ["On Tides", "FedAvg, Again", "DeepONets for LLMs", "Is 90% Enough?", "A Tale of BERT", "Waves 2"]
)


@given(title=_TITLES, names=_NAMES)
def test_any_list_of_names_comes_back(title: str, names: list[str]) -> None:
    parts = split_title_and_authors(title + ", ".join(names))

    assert parts is not None
    assert parts[0] == title
    assert parts[1].names == tuple(names)


@given(st.text(max_size=300))
@example("Aa" * 150)
def test_any_line_is_read_without_a_crash_and_nothing_is_added(line: str) -> None:
    parts = split_title_and_authors(line)

    if parts is not None:
        assert line.strip().startswith(parts[0])
        assert all(word in line for name in parts[1].names for word in name.replace(",", " ").split())


def test_a_long_line_of_seams_is_read_in_bounded_time() -> None:
    split_title_and_authors("aB" * 1_000_000)
