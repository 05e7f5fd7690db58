"""Who may open the page: one name and password, compared in constant time."""

import hmac
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Self

from vectorstore.errors import InputError


@dataclass(frozen=True, kw_only=True, slots=True)
class Credentials:
    """A name and a password. The password is never printed."""

    user: str
    password: str = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `user:password`; the password may hold colons. An InputError does not repeat the text."""
        user, colon, password = text.strip("\r\n").partition(":")
        if not (user and colon and password):
            raise InputError("The credentials are not of the form user:password. Correct them and try again.")
        return cls(user=user, password=password)

    def match(self, user: str, password: str) -> bool:
        """Whether both are right. Takes the same time whichever is wrong."""
        same_user = hmac.compare_digest(user.encode(), self.user.encode())
        same_password = hmac.compare_digest(password.encode(), self.password.encode())
        return same_user and same_password


def is_this_machine(host: str) -> bool:
    """Whether an address can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
