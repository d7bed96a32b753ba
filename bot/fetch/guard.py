"""Which addresses may be reached: whoever names a source, or runs one, must not reach the inside of our network.

    URL -> http(s), no user name? -> its host's addresses, resolved once -> all public, port 80 or 443? -> connect there

The check stands where connections are made (transport.py), so that nothing resolves a name a second time behind it: a
name that answers with a public address first and a private one later gains nothing.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from digest.errors import Cause, FetchError, Forbidden, Trouble

#: From a host to its addresses as text, IPv4 or IPv6. Raises OSError when it has none.
Resolver = Callable[[str], Awaitable[Sequence[str]]]

_PORTS = {80, 443}

# `ipaddress.is_global` is not enough: it lets through 18 of 50 addresses that lead inside, 64:ff9b::/96 among them.
# From the IPv4 Special-Purpose Address Registry, www.iana.org/assignments/iana-ipv4-special-registry
_DENIED_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # "this network", RFC 791; many systems connect 0.0.0.0 to themselves
        "10.0.0.0/8",  # private use, RFC 1918
        "100.64.0.0/10",  # shared by carriers, RFC 6598; also some clouds' metadata (100.100.100.200)
        "127.0.0.0/8",  # loopback, RFC 1122
        "168.63.129.16/32",  # Azure's host agent, learn.microsoft.com: what-is-ip-address-168-63-129-16
        "169.254.0.0/16",  # link local, RFC 3927; the clouds' metadata (169.254.169.254)
        "172.16.0.0/12",  # private use, RFC 1918
        "192.0.0.0/24",  # IETF protocol assignments, RFC 6890; some are "global", none is a newspaper
        "192.0.2.0/24",  # documentation, RFC 5737
        "192.31.196.0/24",  # AS112, RFC 7535: answered by whoever is nearest, perhaps inside
        "192.52.193.0/24",  # AMT relays, RFC 7450
        "192.88.99.0/24",  # 6to4 relays, RFC 7526
        "192.168.0.0/16",  # private use, RFC 1918
        "192.175.48.0/24",  # AS112, RFC 7534
        "198.18.0.0/15",  # benchmarking, RFC 2544
        "198.51.100.0/24",  # documentation, RFC 5737
        "203.0.113.0/24",  # documentation, RFC 5737
        "224.0.0.0/4",  # multicast, RFC 5771
        "240.0.0.0/4",  # reserved, RFC 1112; the limited broadcast, RFC 8190
    )
)
# All of IPv6 that is allocated for the internet: RFC 4291, www.iana.org/assignments/ipv6-unicast-address-assignments.
# Outside lie ::1, ::ffff:0:0/96 and 64:ff9b::/96 (IPv4 in disguise), fc00::/7, fe80::/10, fec0::/10, ff00::/8.
_PUBLIC_6 = IPv6Network("2000::/3")
# From the IPv6 Special-Purpose Address Registry, www.iana.org/assignments/iana-ipv6-special-registry
_DENIED_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # IETF protocol assignments, RFC 2928: Teredo (RFC 4380, IPv4 in disguise), ORCHID, benchmarking
        "2001:db8::/32",  # documentation, RFC 3849
        "2002::/16",  # 6to4, RFC 3056: IPv4 in disguise
        "2620:4f:8000::/48",  # AS112, RFC 7534
        "3fff::/20",  # documentation, RFC 9637
    )
)
_THIS_MACHINE = (
    "is this machine, not a public address; `loopback = true` under [fetch] in the settings, or "
    "READOUT_FETCH__LOOPBACK=true, lets it in, for tests"
)
_LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))


def check_url(url: str) -> None:
    """What can be told without asking DNS.

    Raises:
        Forbidden: The address is not http(s), carries a user name, or names no host.
    """
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises when it is no number
    except ValueError as error:
        raise Forbidden(url, "is not an address") from error
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise Forbidden(url, "is not an http(s) address")
    if "@" in parts.netloc:
        raise Forbidden(f"{parts.scheme}://{parts.hostname}", "carries a user name, which is not sent to anyone")


class Guard:
    """Resolves hosts and refuses those that lead inside."""

    def __init__(self, *, loopback: bool = False, resolve: Resolver | None = None) -> None:
        """Start with the system's resolver.

        Args:
            loopback: Also allow 127.0.0.0/8 and ::1, on any port, and nothing more: for tests and the demo.
            resolve: In place of the system's resolver.
        """
        self._loopback = loopback
        self._resolve = resolve or _system_resolver

    async def addresses(self, host: str, port: int) -> Sequence[str]:
        """Where a host may be reached, in the resolver's order, at least one.

        Raises:
            Forbidden: One of its addresses is not public, or the port is not one that newspapers use.
            FetchError: The name has no address.
        """
        if port not in _PORTS and not self._loopback:
            raise Forbidden(host, _THIS_MACHINE if names_loopback(host) else _on_port(port))
        try:
            found = [ip_address(text.partition("%")[0]) for text in await self._resolve(host)]
        except (OSError, UnicodeError, ValueError) as error:
            raise FetchError(host, "has a name that cannot be resolved", trouble=Trouble(Cause.NO_HOST)) from error
        if not found:
            raise FetchError(host, "has a name without an address", trouble=Trouble(Cause.NO_HOST))
        self._refuse_inside(host, port, found)
        return [str(address) for address in found]

    def _refuse_inside(self, host: str, port: int, found: Iterable[IPv4Address | IPv6Address]) -> None:
        outside = [address for address in found if not (self._loopback and is_loopback(address))]
        inside = next((address for address in outside if not is_public(address)), None)
        if inside is not None and is_loopback(inside):
            raise Forbidden(host, _THIS_MACHINE)
        if inside is not None:
            at = "is" if host.strip("[]") == str(inside) else f"is at {inside},"
            raise Forbidden(host, f"{at} not a public address")
        if outside and port not in _PORTS:
            raise Forbidden(host, _on_port(port))


def _on_port(port: int) -> str:
    return f"is on port {port}; sources are fetched on 80 (http) and 443 (https) alone: try it without the port"


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """True when an address belongs to the internet, by the deny-lists above."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _DENIED_4)
    return address in _PUBLIC_6 and not any(address in network for network in _DENIED_6)


def is_loopback(address: IPv4Address | IPv6Address) -> bool:
    """True for 127.0.0.0/8 and ::1, and not for other spellings of them in IPv6."""
    return any(address in network for network in _LOOPBACK)


def names_loopback(host: str) -> bool:
    """True when a host is this machine by its very name, whatever DNS says."""
    try:
        return host == "localhost" or is_loopback(ip_address(host.strip("[]")))
    except ValueError:
        return False


# asyncio's own threads are four more than processors, and the pages are parsed there: a few names whose servers are
# dead, each of which holds a thread for as long as the system's resolver tries, would stop everything.
_RESOLVING = ThreadPoolExecutor(32, thread_name_prefix="resolve")


async def _system_resolver(host: str) -> Sequence[str]:
    """What the machine's own resolver says: it also reads 0x7f.1 and 2130706433, as a connection would."""
    if _is_address(host):
        return [host]
    ask = partial(socket.getaddrinfo, host, None, type=socket.SOCK_STREAM)
    found = await asyncio.get_running_loop().run_in_executor(_RESOLVING, ask)
    return list(dict.fromkeys(str(where[0]) for *_, where in found))


def _is_address(host: str) -> bool:
    """True for an address in its usual spelling, which needs no resolver."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
