"""A desk that answers what the test says, and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from digest.model import Digest, Period
from digest.ports import Health
from tests import builders


@dataclass
class FakeDesk:
    """Raises `refusal` instead of a digest when there is one."""

    digest: Digest = field(default_factory=builders.digest)
    known: Sequence[str] = ("Ardal", "Belmark", "North Sound")
    checked: Sequence[Health] = ()
    refusal: Exception | None = None
    asked: list[tuple[tuple[str, ...], Period]] = field(default_factory=list)

    async def summary(self, topics: Sequence[str], period: Period) -> Digest:
        self.asked.append((tuple(topics), period))
        if self.refusal:
            raise self.refusal
        return replace(self.digest, topics=tuple(topics), period=period)

    async def topics(self) -> Sequence[str]:
        return self.known

    async def health(self) -> Sequence[Health]:
        return self.checked
