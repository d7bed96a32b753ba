"""Every way in which a site misbehaves, as values: what a fault makes of a right answer.

The server plays a `Spoiled` answer byte by byte; nothing here waits or writes.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from gzip import compress

from bot.demo.site import Answer

_MIB = 1 << 20


class FaultKind(Enum):
    """What goes wrong. In brackets what the fault's value is, and its default."""

    SLOW = "slow"  #: the right answer, late (seconds: 3)
    STALL = "stall"  #: the first bytes, then silence (seconds: 300)
    DRIP = "drip"  #: a byte at a time (seconds between two: 0.5)
    ERROR_500 = "500"
    ERROR_503 = "503"  #: with Retry-After (seconds: 2)
    ERROR_429 = "429"  #: with Retry-After (seconds: 2)
    TRUNCATED = "truncated"  #: half of the body under the length of the whole
    LONG_LENGTH = "long-length"  #: the body under twice its length
    SHORT_LENGTH = "short-length"  #: the body under half its length
    WRONG_CHARSET = "wrong-charset"  #: windows-1251 under the name of utf-8
    BAD_XML = "bad-xml"  #: a wrong end tag, a stray & and control character, no end
    ENDLESS = "endless"  #: a body that does not stop (bytes: 64 MiB)
    GZIP_BOMB = "gzip-bomb"  #: a small body that unpacks to much (bytes: 256 MiB)
    GZIP_TWICE = "gzip-twice"  #: packed twice, though that was not asked for
    RESET = "reset"  #: the connection ends without an answer
    REDIRECT_LOOP = "redirect-loop"
    REDIRECT_INSIDE = "redirect-inside"  #: to an address that no outsider may reach (address: a cloud's metadata)
    CAPTCHA = "captcha"  #: 200, and a page for robots
    EMPTY = "empty"  #: 200, and no bytes


@dataclass(slots=True)
class Fault:
    """A fault that lies in wait for requests."""

    path: str  #: a trailing * stands for any ending
    kind: FaultKind
    value: float | str | None = None  #: None: the kind's default
    left: int | None = None  #: how many requests it still has; None for all

    def covers(self, path: str) -> bool:
        """Whether a request for this path meets it."""
        if self.left == 0:
            return False
        return path.startswith(self.path[:-1]) if self.path.endswith("*") else path == self.path


@dataclass(frozen=True, slots=True)
class Spoiled:
    """How a wrong answer goes over the wire. The connection closes after it."""

    answer: Answer
    chunks: Iterable[bytes]
    length: int | None  #: what Content-Length claims; None to send none
    wait_s: float = 0  #: before the first byte
    pause_s: float = 0  #: after each chunk


def spoil(fault: Fault, right: Answer, *, path: str) -> Spoiled | None:
    """What a fault makes of the right answer (unpacked, unconditional); None for a hang-up without a word."""
    if fault.kind is FaultKind.RESET:
        return None
    if fault.kind in _WIRE:
        return _WIRE[fault.kind](right, fault.value)
    answer = _ANSWERS[fault.kind](right, fault.value, path)
    return Spoiled(answer, (answer.body,), len(answer.body))


def _slow(right: Answer, value: float | str | None) -> Spoiled:
    return Spoiled(right, (right.body,), len(right.body), wait_s=_number(value, 3))


def _stall(right: Answer, value: float | str | None) -> Spoiled:
    return Spoiled(right, (right.body[:64],), len(right.body), pause_s=_number(value, 300))


def _drip(right: Answer, value: float | str | None) -> Spoiled:
    return Spoiled(right, (bytes([byte]) for byte in right.body), len(right.body), pause_s=_number(value, 0.5))


def _truncated(right: Answer, _value: float | str | None) -> Spoiled:
    return Spoiled(right, (right.body[: len(right.body) // 2],), len(right.body))


def _long_length(right: Answer, _value: float | str | None) -> Spoiled:
    return Spoiled(right, (right.body,), 2 * len(right.body))


def _short_length(right: Answer, _value: float | str | None) -> Spoiled:
    return Spoiled(right, (right.body,), len(right.body) // 2)


def _endless(right: Answer, value: float | str | None) -> Spoiled:
    return Spoiled(right, _padding(right.body, int(_number(value, 64 * _MIB))), None)


def _padding(body: bytes, size: int) -> Iterator[bytes]:
    yield body
    filler = b"<!-- more -->   " * 4096
    for _ in range(size // len(filler)):
        yield filler


_WIRE: dict[FaultKind, Callable[[Answer, float | str | None], Spoiled]] = {
    FaultKind.SLOW: _slow,
    FaultKind.STALL: _stall,
    FaultKind.DRIP: _drip,
    FaultKind.TRUNCATED: _truncated,
    FaultKind.LONG_LENGTH: _long_length,
    FaultKind.SHORT_LENGTH: _short_length,
    FaultKind.ENDLESS: _endless,
}


def _refusal(status: int) -> Callable[[Answer, float | str | None, str], Answer]:
    def refuse(_right: Answer, value: float | str | None, _path: str) -> Answer:
        later = (("Retry-After", f"{_number(value, 2):g}"),) if status != 500 else ()
        return Answer(status, b"<h1>Try later</h1>", headers=later)

    return refuse


def _redirect_loop(_right: Answer, _value: float | str | None, path: str) -> Answer:
    return Answer(302, headers=(("Location", path),))


def _redirect_inside(_right: Answer, value: float | str | None, _path: str) -> Answer:
    target = str(value) if value else "http://169.254.169.254/latest/meta-data/"
    return Answer(302, headers=(("Location", target),))


def _captcha(_right: Answer, _value: float | str | None, _path: str) -> Answer:
    return Answer(200, b"<html><body><h1>Are you a robot?</h1><p>Enable JavaScript to continue.</p></body></html>")


def _empty(right: Answer, _value: float | str | None, _path: str) -> Answer:
    return replace(right, body=b"")


def _bad_xml(right: Answer, _value: float | str | None, _path: str) -> Answer:
    broken = right.body.replace(b"</title>", b"</titel> & \x0b", 1)
    return replace(right, body=broken[: len(broken) * 3 // 4])


def _wrong_charset(right: Answer, _value: float | str | None, _path: str) -> Answer:
    kind, named, _ = right.content_type.partition("; charset=")
    body = right.body.decode().encode("windows-1251", "xmlcharrefreplace") if named else right.body
    return replace(right, body=body, content_type=f"{kind}; charset=utf-8")


def _gzip_bomb(right: Answer, value: float | str | None, _path: str) -> Answer:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros, size = bytes(_MIB), int(_number(value, 256 * _MIB))
    bomb = b"".join(packer.compress(zeros) for _ in range(size // _MIB)) + packer.flush()
    return replace(right, body=bomb, headers=(("Content-Encoding", "gzip"),))


def _gzip_twice(right: Answer, _value: float | str | None, _path: str) -> Answer:
    body = compress(compress(right.body, mtime=0), mtime=0)
    return replace(right, body=body, headers=(("Content-Encoding", "gzip, gzip"),))


_ANSWERS: dict[FaultKind, Callable[[Answer, float | str | None, str], Answer]] = {
    FaultKind.ERROR_500: _refusal(500),
    FaultKind.ERROR_503: _refusal(503),
    FaultKind.ERROR_429: _refusal(429),
    FaultKind.REDIRECT_LOOP: _redirect_loop,
    FaultKind.REDIRECT_INSIDE: _redirect_inside,
    FaultKind.CAPTCHA: _captcha,
    FaultKind.EMPTY: _empty,
    FaultKind.BAD_XML: _bad_xml,
    FaultKind.WRONG_CHARSET: _wrong_charset,
    FaultKind.GZIP_BOMB: _gzip_bomb,
    FaultKind.GZIP_TWICE: _gzip_twice,
}


def _number(value: float | str | None, default: float) -> float:
    return default if value is None else float(value)
