import pytest

from assistant.page.credentials import Credentials, is_this_machine
from vectorstore.errors import InputError


def test_only_the_right_name_with_the_right_password_opens() -> None:
    ann = Credentials.parse("ann:pass:word ü\n")
    assert ann.match("ann", "pass:word ü")
    assert not ann.match("ann", "pass")
    assert not ann.match("bob", "pass:word ü")
    assert not ann.match("", "")


@pytest.mark.parametrize("text", ["", "ann", "ann:", ":secret", "\n"])
def test_text_that_is_no_credentials_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(InputError) as caught:
        Credentials.parse(text)
    assert "secret" not in str(caught.value)


def test_a_password_is_not_printed() -> None:
    assert "word" not in repr(Credentials.parse("ann:word"))


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("192.168.1.7", False),
        ("::", False),
        ("example.org", False),
        ("", False),
    ],
)
def test_addresses_that_other_machines_reach_are_known(host: str, expected: bool) -> None:
    assert is_this_machine(host) is expected
