"""The outbox: queues digests, sends what is queued, and settles what nobody knew. `Outbox` is the door."""

from __future__ import annotations

from bot.delivery.outbox import Outbox

__all__ = ["Outbox"]
