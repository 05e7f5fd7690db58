"""Refuses every socket that would leave this machine, for a whole process.

An audit hook sees what Python's own `socket` module does, and with it asyncio, httpx, urllib and requests, in
every thread. It cannot be taken off again. Sockets that compiled code opens by itself stay unseen.

Each refusal is also written to the file that `LOG_VARIABLE` names, so that a refusal which some library
swallows, or which happens in a child process, still fails the test run.
"""

import ipaddress
import os
import socket
import sys
from pathlib import Path

LOG_VARIABLE = "BLOCKED_NETWORK_LOG"

_ADDRESS_EVENTS = {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"}
_NAME_EVENTS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
_INTERNET = {socket.AF_INET, socket.AF_INET6}


class NetworkBlocked(RuntimeError):
    """A test tried to reach, or to listen to, something else than loopback."""


def is_loopback(host: object) -> bool:
    """Whether a host name or a numeric address means this machine and can be reached from it alone."""
    if isinstance(host, bytes | bytearray):
        host = host.decode("ascii", "replace")
    if not isinstance(host, str):
        return False
    if host.lower() == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped.is_loopback
    return address.is_loopback


def refused(event: str, arguments: tuple[object, ...]) -> object | None:
    """The host that an audit event of the socket module may not use; None when there is none."""
    if event in _ADDRESS_EVENTS:
        sock, address = arguments
        if not isinstance(address, tuple) or not isinstance(sock, socket.SocketType):
            return None
        return address[0] if sock.family in _INTERNET and not is_loopback(address[0]) else None
    if event in _NAME_EVENTS:
        host = arguments[0]
        return host if host and not is_loopback(host) else None
    return None


def attempts(log: Path) -> list[str]:
    """The refusals so far, of this process and of its children, oldest first."""
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []


def install() -> None:
    """Refuse from now on."""
    sys.addaudithook(_hook)


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if not event.startswith("socket.") or (host := refused(event, arguments)) is None:
        return
    message = f"{event} to {host!r}"
    if log := os.environ.get(LOG_VARIABLE):
        with Path(log).open("a", encoding="utf-8") as file:
            file.write(message + "\n")
    raise NetworkBlocked(f"{message}: tests may use loopback only")
