"""Requests that Slack and Telegram never made, each with other bytes: a kind is a line."""

from __future__ import annotations

import hashlib
import hmac
import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Headers = dict[str, str]
Spoil = Callable[["Genuine", random.Random], tuple[bytes, Headers]]


@dataclass
class Genuine:
    """A command as Slack would send it now."""

    secret: str
    body: str
    headers: Headers = field(init=False)

    def __post_init__(self) -> None:
        self.headers = self.signed()

    def signed(self, *, at: float | None = None, secret: str = "") -> Headers:
        stamp = str(int(time.time() if at is None else at))
        key = (secret or self.secret).encode()
        signature = hmac.new(key, f"v0:{stamp}:{self.body}".encode(), hashlib.sha256).hexdigest()
        kind = "application/json" if self.body.startswith("{") else "application/x-www-form-urlencoded"
        return {
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={signature}",
            "Content-Type": kind,
        }

    def with_header(self, name: str, value: str | None) -> tuple[bytes, Headers]:
        changed = {key: each for key, each in self.headers.items() if key != name}
        return self.body.encode(), changed if value is None else changed | {name: value}


STAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"
JSON = {"Content-Type": "application/json"}
STAMPS = ["", "now", "1e9", "-1", "0", "9" * 400, "1.5", "NaN", "0x10", "7 7", "12:00", "١٧٠٠٠٠٠٠٠٠", "1_700_000_000"]
SIGNATURES = ["", "v0=", "v1=" + "0" * 64, "v0=" + "z" * 64, "None", "v0=" + "0" * 5000, "v0=ÿþ", "v0=" + "é" * 64]


def _other_letter(one: Genuine, chance: random.Random) -> tuple[bytes, Headers]:
    letters = list(one.headers[SIGNATURE])
    place = chance.randrange(3, 67)
    letters[place] = "0" if letters[place] != "0" else "1"
    return one.with_header(SIGNATURE, "".join(letters))


def _unsigned_event(one: Genuine, chance: random.Random) -> tuple[bytes, Headers]:
    event = {"type": chance.choice(["app_uninstalled", "app_mention"]), "user": "U1", "channel": "C1"}
    told = {"type": "event_callback", "team_id": "T0000000001", "event_id": f"Ev{chance.random()}", "event": event}
    return json.dumps(told).encode(), JSON | {"X-Slack-Retry-Num": "1"}


SLACK: tuple[Spoil, ...] = (
    lambda one, _: one.with_header(SIGNATURE, None),
    lambda one, _: one.with_header(STAMP, None),
    lambda one, _: (one.body.encode(), JSON),
    # too old by a second to a day, and as far from the future
    lambda one, chance: (one.body.encode(), one.signed(at=time.time() - 302 - chance.randrange(86400))),
    lambda one, chance: (one.body.encode(), one.signed(at=time.time() + 302 + chance.randrange(86400))),
    lambda one, chance: (one.body.encode(), one.signed(secret=f"guess {chance.random()}")),
    # another's body, another's time, nearly the signature
    lambda one, chance: (f"{one.body}&text={chance.random()}".encode(), one.headers),
    lambda one, chance: one.with_header(STAMP, str(int(time.time()) + chance.randrange(1, 200))),
    _other_letter,
    lambda one, _: one.with_header(SIGNATURE, one.headers[SIGNATURE].upper()),
    # what slack_sdk's verifier raises on
    lambda one, chance: one.with_header(SIGNATURE, chance.choice(SIGNATURES)),
    lambda one, chance: one.with_header(STAMP, chance.choice(STAMPS)),
    lambda one, chance: (chance.randbytes(chance.randrange(1, 300)) + b"\xff", one.headers),
    lambda one, _: (b"", one.headers),
    lambda one, chance: (b"[" * chance.randrange(1, 60_000), one.headers),
    # nobody is told the challenge, and nobody uninstalls us, without a signature
    lambda one, chance: (json.dumps({"type": "url_verification", "challenge": f"{chance.random()}"}).encode(), JSON),
    _unsigned_event,
)


def slack(secret: str, body: str, count: int, *, seed: int = 7) -> Iterator[tuple[bytes, list[tuple[bytes, bytes]]]]:
    """So many, of each kind as many as of the others."""
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    for number in range(count):
        raw, headers = SLACK[number % len(SLACK)](Genuine(secret, f"{body}&n={number}"), chance)
        yield raw, [(name.encode(), value.encode()) for name, value in headers.items()]


#: The header with Telegram's secret, None for none, and whether it is the right one is what tells a forgery.
SECRET = b"X-Telegram-Bot-Api-Secret-Token"
GUESSES = ["", "secret", "0" * 64, "x" * 5000, "é" * 64, "ÿ", "None", "null", "a b"]


def telegram(
    secret: str, update: str, count: int, *, seed: int = 7
) -> Iterator[tuple[bytes, list[tuple[bytes, bytes]]]]:
    """So many: a true update without the secret, or the secret with what is no update."""
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    for number in range(count):
        place = chance.randrange(len(secret))
        nearly = secret[:place] + ("0" if secret[place] != "0" else "1") + secret[place + 1 :]
        bodies = [
            b"",
            b"[]",
            b"7",
            b'"x"',
            b"null",
            b"{}",
            b'{"update_id":',
            b'{"update_id":"7"}',
            b'{"update_id":null}',
        ]
        odd = [*bodies, b"\xff\xfe", b"[" * 100_000, chance.randbytes(chance.randrange(1, 300)), b'{"update_id":1.5}']
        given, body = (
            (None, update.encode()),
            (chance.choice(GUESSES), update.encode()),
            (nearly, update.encode()),
            (secret.upper(), update.encode()),
            (secret[:-1], update.encode()),
            (secret, chance.choice(odd)),
        )[number % 6]
        yield body, [] if given is None else [(SECRET, given.encode())]
