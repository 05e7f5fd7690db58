"""When two spellings can be one person."""

import pytest

from vectorstore.people import can_be_same, parse_name, same_person


def fit(left: str, right: str) -> bool:
    one, two = parse_name(left), parse_name(right)
    assert one is not None
    assert two is not None
    assert can_be_same(one, two) == can_be_same(two, one)
    return can_be_same(one, two)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Gabriel J. Perez", "Gabriel Jacob Perez"),
        ("G. Perez", "Gabriel Jacob Perez"),
        ("Perez, Gabriel", "Gabriel Perez"),
        ("José García", "Jose Garcia"),
        ("Łukasz Nowak", "Lukasz Nowak"),
        ("Shao-Ting Chiu", "Shao Ting Chiu"),
        ("S.-T. Chiu", "Shao-Ting Chiu"),
        ("Shaoting Chiu", "Shao-Ting Chiu"),
        ("Hong Jun", "Jun Hong"),
        ("Ada King Jr.", "Ada King"),
        ("Chiu", "Shao-Ting Chiu"),
        ("Vincent van Gogh", "Gogh, Vincent van"),
    ],
)
def test_spellings_that_fit(left: str, right: str) -> None:
    assert fit(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Hao Wang", "Hui Wang"),
        ("Haotao Wang", "Haobo Wang"),
        ("Gabriel Perez", "Gabriel Peres"),
        ("J. Perez", "Gabriel Jacob Perez"),
        ("Gabriel J. Perez", "Gabriel K. Perez"),
        ("Ada King", "Ada Bell"),
    ],
)
def test_spellings_that_contradict(left: str, right: str) -> None:
    assert not fit(left, right)


def test_an_initial_that_fits_two_people_is_doubtful_for_each_of_them() -> None:
    taken, doubtful, several = same_person("Hao Wang", ["Hao Wang", "H. Wang", "Hui Wang"])
    assert taken == ("Hao Wang",)
    assert doubtful == ("H. Wang",)
    assert not several


def test_a_family_name_alone_means_all_who_bear_it_and_says_so() -> None:
    taken, doubtful, several = same_person("Wang", ["Hao Wang", "H. Wang", "Hui Wang", "Bo Cruz"])
    assert set(taken) == {"Hao Wang", "H. Wang", "Hui Wang"}
    assert doubtful == ()
    assert several


@pytest.mark.parametrize("name", ["", " ", ",", "…", "--", "''"])
def test_what_is_no_name_is_nobody(name: str) -> None:
    assert parse_name(name) is None
    assert same_person(name, ["Ada Bell"]) == ((), (), False)


def test_a_double_family_name_alone_fits_all_who_bear_it() -> None:
    spellings = ("Elena Ruiz-Soto", "Elena Ruiz Soto", "Ana Soto", "Ruiz Perez")
    assert same_person("Ruiz-Soto", spellings) == (("Elena Ruiz-Soto", "Elena Ruiz Soto"), (), False)
    assert same_person("Ruiz-Soto", ("Elena Ruiz-Soto", "Bo Ruiz-Soto"))[2]
