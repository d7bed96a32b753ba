"""What a chat asks for: a country, a place, a person, a body, an outlet, any words, and any mix of them.

"armenia and russia -opinion" -> query.parse -> Topic -> matching.why(story) -> the hits that make it one of it

spelling    one name in many spellings and scripts
index       what the articles of a day can be found by
shelf       the stories of a period, for many topics at once
"""

from digest.topics.index import Index, indexed
from digest.topics.matching import Hit, How, lacking, matches, narrowed, why
from digest.topics.query import closest, parse, split
from digest.topics.shelf import Shelf
from digest.topics.topic import Field, Topic

__all__ = [
    "Field",
    "Hit",
    "How",
    "Index",
    "Shelf",
    "Topic",
    "closest",
    "indexed",
    "lacking",
    "matches",
    "narrowed",
    "parse",
    "split",
    "why",
]
