"""Addresses that lead inside, in every spelling that we could think of, and some that lead outside."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote

#: This machine, the networks behind it, and what clouds tell their own machines.
# fmt: off
INSIDE_4 = tuple(map(IPv4Address, [
    "127.0.0.1", "127.1.2.3", "10.0.0.5", "172.16.0.9", "172.31.255.254", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "100.100.100.200", "0.0.0.0", "168.63.129.16", "192.0.0.192", "198.18.0.1", "224.0.0.1",  # noqa: S104
    "255.255.255.255",
]))
# fmt: on
INSIDE_6 = (
    "::1",
    "::",
    "fe80::1",
    "fec0::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
    "100::1",
    "5f00::1",
)
_FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")
_CIRCLED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
_DOTS = "。．｡"  # read as dots in host names, RFC 3490, 3.1


def _numbers(address: IPv4Address) -> Iterator[str]:
    """Forms that inet_aton reads: one to four parts, decimal, octal and hexadecimal."""
    a, b, c, d = address.packed
    whole, three, two = int(address), (b << 16) | (c << 8) | d, (c << 8) | d
    yield from (f"{a}.{b}.{c}.{d}", str(whole), hex(whole), hex(whole).upper(), f"0{whole:o}", f"0x{whole:010x}")
    yield from (f"{a}.{three}", f"{a}.{b}.{two}", f"0x{a:x}.{three}", f"0{a:o}.0x{three:x}", f"{a}.0x{b:x}.0{two:o}")
    yield from (".".join(f"0x{part:x}" for part in address.packed), ".".join(f"0{part:o}" for part in address.packed))
    yield from (".".join(f"{part:03d}" for part in address.packed), ".".join(f"000{part:o}" for part in address.packed))
    yield from (f"{a}.{b}.0x{c:x}.0{d:o}", f"{a}.{b}.{c}.{d}.", f"{whole}.", f"{hex(whole)}.")
    yield str(whole + (1 << 32))  # what a parser that overflows takes for the address


def _letters(address: IPv4Address) -> Iterator[str]:
    """Forms that become the address once a host name is normalised."""
    plain = str(address)
    yield from (plain.translate(_FULL_WIDTH), plain.translate(_CIRCLED), str(int(address)).translate(_FULL_WIDTH))
    yield from (plain.replace(".", dot) for dot in _DOTS)
    yield from (quote(plain, safe="").replace(".", "%2e"), "".join(f"%{ord(each):02x}" for each in plain))
    yield from (f"{plain}\u200b", f"\u00ad{plain}")


def _disguised(address: IPv4Address) -> Iterator[str]:
    """As IPv6: mapped, translated, compatible, NAT64, 6to4, Teredo, ISATAP."""
    plain, (a, b) = str(address), (int(address) >> 16, int(address) & 0xFFFF)
    low = f"{a:x}:{b:x}"
    yield from (f"::ffff:{plain}", f"::ffff:{low}", f"::FFFF:{low}", f"0:0:0:0:0:ffff:{low}", f"::ffff:0:{low}")
    yield from (f"::{low}", f"::{plain}", f"64:ff9b::{low}", f"64:ff9b::{plain}", f"64:ff9b:1::{low}")
    yield from (f"2002:{low}::1", f"2002:{low}::", f"2001:0:{low}:0:0:0:0", f"2001::{a ^ 0xFFFF:x}:{b ^ 0xFFFF:x}")
    yield from (f"fe80::5efe:{low}", f"fe80::200:5efe:{plain}", f"2001:db8::{low}", f"fd00::{low}")
    yield f"0000:0000:0000:0000:0000:ffff:{low}"


def _bracketed() -> Iterator[str]:
    forms = [form for address in INSIDE_4 for form in _disguised(address)]
    for text in INSIDE_6:
        forms += [text, IPv6Address(text).exploded, text.upper()]
        forms += [f"{text}%25eth0", f"{text}%eth0", f"{text}%251"]
    return (f"[{form}]" for form in forms)


def hosts() -> list[str]:
    """Each once."""
    spelled = [form for address in INSIDE_4 for form in (*_numbers(address), *_letters(address))]
    names = ["localhost", "LOCALHOST", "localhost.", "localhost.localdomain", "ip6-localhost", "intranet", "metadata"]
    names += ["metadata.google.internal", "xn--localhost-", "ｌｏｃａｌｈｏｓｔ", "127.0.0.1.nip.example", "*.example"]
    return list(dict.fromkeys([*spelled, *_bracketed(), *names]))


def addresses() -> list[str]:
    """Whole addresses: the hosts with either scheme, and tricks around them that parsers disagree about."""
    plain = [f"{scheme}://{host}/" for host in hosts() for scheme in ("http", "https")]
    tricks = []
    for host in ("127.0.0.1", "169.254.169.254", "[::1]", "0x7f.1", "10.0.0.5"):
        tricks += [f"http://public.example@{host}/", f"http://u:p@{host}/", f"http://public.example:80@{host}/"]
        tricks += [
            f"http://{host}#@public.example/",
            f"http://{host}?@public.example/",
            f"http://{host}\\@public.example/",
        ]
        tricks += [
            f"http://public.example\\@{host}/",
            f"http:\\\\{host}/",
            f"http:/{host}/",
            f"http:{host}/",
            f"//{host}/",
        ]
        tricks += [f"http://{host}:80/", f"http://{host}:0080/", f"https://{host}:443/", f"http://{host}:443/"]
        tricks += [
            f"http://{host}:{port}/" for port in ("22", "0", "6379", "8080", "65536", "-1", "80 ", "٨٠", "", "x")
        ]
        tricks += [f"{scheme}://{host}/" for scheme in ("ftp", "file", "gopher", "ws", "unix", "dict", "HTTP", "hTTps")]
        tricks += [
            f"\thttp://{host}/",
            f"ht\ttp://{host}/",
            f"http://{host}\r\nHost: x/",
            f"http://{host}\x00.example/",
        ]
        tricks += [
            f" http://{host}/",
            f"http:// {host}/",
            f"http://{host} .example/",
            f"http:///{host}/",
            f"http://{host}%00/",
        ]
    return list(dict.fromkeys([*plain, *tricks, "file:///etc/passwd", "data:,x", "javascript:1", "http://", ""]))


def outside(count: int) -> Sequence[str]:
    """Public addresses, half of them IPv6: of name servers, at the edges of what is denied, and at random."""
    known = "1.1.1.1 8.8.8.8 9.9.9.9 9.255.255.255 11.0.0.0 126.255.255.255 128.0.0.0 169.253.255.255 169.255.0.0 "
    known += "172.15.255.255 172.32.0.0 192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 223.255.255.255 "
    known += "2606:4700:4700::1111 2001:4860:4860::8888 2620:fe::fe 2001:200::1 2003::1 2a00:1450::1 2a02:6b8::feed:ff"
    chance, found = random.Random(7), known.split()  # noqa: S311
    # As regional registries hand them out: no special-purpose block of IANA's lies in these.
    while len(found) < count:
        four = IPv4Address((chance.choice((5, 31, 46, 77, 85, 91, 151, 185, 194, 212)) << 24) | chance.getrandbits(24))
        six = IPv6Address((chance.choice((0x2A00, 0x2A01, 0x2A06, 0x2600, 0x2400)) << 112) | chance.getrandbits(112))
        found += [str(four), str(six)]
    return found[:count]
