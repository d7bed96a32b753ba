"""The outbox: every slot's digest goes out once, or is visibly not known to have. `Outbox` is the door.

    queue     slot --render--> parts, frozen with their edition, all PENDING

    deliver   PENDING --committed before the socket opens--> SENDING --receipt--> SENT
                 ^                                              |
                 |--- not taken, may be tried again ------------|--- refused ---> FAILED, and so the rest of it
                 |                                              |
                 |    nobody knows, or the process died:        v
                 |      LOOK           UNKNOWN --our key is in the chat's history-----> SENT
                 |<--------------------- not there, twice, the first 90 s or more after the intent
                 |<---- ANCHOR         once; a headline may then stand there alone
                 |<---- AT_LEAST_ONCE  marked as a possible repeat
                        AT_MOST_ONCE   UNKNOWN, told to the chat, sent again only on request

    ANCHOR    PENDING --> SENDING --the headline's receipt--> ANCHORED --edit, repeated at will--> SENT

`rules.py` decides, on plain values; `courier.py` takes one part one step; `outbox.py` runs all chats side by side;
`breaker.py` holds messages back from a platform that is out of order.
"""

from __future__ import annotations

from bot.delivery.outbox import Outbox

__all__ = ["Outbox"]
