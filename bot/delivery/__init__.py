"""Every slot's digest goes out once, or is visibly not known to have. `Outbox` and `Corrector` are the doors.

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

    correct   errata --> an edit of each message that says it wrong, ANCHORED; then a reply, PENDING

`rules.py` decides, on plain values; `courier.py` takes one part one step; `outbox.py` runs all chats side by side;
`breaker.py` holds messages back from a platform that is out of order; `corrections.py` makes the parts that correct;
`reopening.py` finds out which chats that were closed to us are open.
"""

from __future__ import annotations

from bot.delivery.corrections import Corrector
from bot.delivery.outbox import Outbox
from bot.delivery.reopening import Reopener

__all__ = ["Corrector", "Outbox", "Reopener"]
