"""Which statements are worth a line: new, concrete or contested first, courtesies last or not at all.

    weight: length of the quotation  + contested words  + names and figures  + one who met  + in the headline
            - courtesy, scrap, group, paraphrase, past

Every speaker has a first line before anyone has a second, and nothing is retold where something is quoted. Those who
met come before those who talk about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from digest.actors import same
from digest.model import ActorKind, StatementKind
from digest.sections.told import Told

LINES = 5  # of a story: what is read in twenty seconds
EACH = 2  # statements of one speaker
MANY = 3  # speakers: from here on, everyone has one line
SHARED = 3  # words in a row that a headline and a quotation have in common when it is the one
LONG = 20  # words; a longer quotation tells no more, it is only longer

# Hand-set so that the order is right on invented two-sided stories; what matters is the order of magnitude:
# nothing makes up for a scrap or for old words, and a courtesy can only be outweighed by substance of its own.
CONTESTED, CONCRETE, PARTY, HEADLINED = 2.0, 1.5, 2.8, 3.0
COURTESY, SCRAP, GROUP, RETOLD, EARLIER = -6.0, -6.0, -5.0, -4.0, -20.0

COURTESIES = re.compile(
    r"broad range|wide range|range of (?:issues|topics)|mutual(?:ly)? (?:interest|beneficial)|atmosphere"
    r"|exchange[ds]? (?:of )?views|bilateral (?:matters|agenda|relations|cooperation)|issues of"
    r"|gratitude|grateful|thank(?:ed|s|ful)?\b"
    r"|an? (?:great )?(?:pleasure|hono[u]?r)\b[^,.;]*|pleased|welcom(?:e|ed|es|ing)\b"
    r"|congratulat|warm(?:ly)?\b|fruitful|productive|constructive|long list",
    re.IGNORECASE,
)
CONTESTED_WORDS = re.compile(
    r"\b(?:not|never|no|neither|nor|nobody|cannot|must|without|only|reject\w*|den(?:y|ies|ied)|refus\w*|accus\w*|condemn\w*|demand\w*"
    r"|threat\w*|warn\w*|unaccept\w*|groundless|violat\w*|sanction\w*|withdraw\w*|frank|candid|tense|agree[ds]?|ready|propos\w*|decid\w*|sign(?:ed|ing)?|will)\b|n[’']t\b",
    re.IGNORECASE,
)
CONCRETE_WORDS = re.compile(r"\d|(?<=\s)[\"“‘]?[^\W\d_a-z]\w{2,}")
_WORD = re.compile(r"\w[\w’'-]*")


def choose(told: Sequence[Told]) -> tuple[Told, ...]:
    """The statements to print, the weightiest first and a headline's last.

    Paraphrases are taken only where no quotation is worth a line; where nothing is, the best courtesy is better than
    silence, one line of it.
    """
    ranked = sorted(((weight(each), each) for each in told), key=lambda pair: -pair[0])
    quoted = [pair for pair in ranked if pair[1].statement.quotes]
    worth = _worth(quoted) or _worth(pair for pair in ranked if not pair[1].statement.quotes)
    worth = worth or [each for _, each in quoted[:1] or ranked[:1]]
    headline = [each for each in worth if each.statement.headline][:1]
    chosen = _fairly([each for each in worth if not each.statement.headline])[: LINES - len(headline)]
    return (*sorted(chosen, key=lambda each: not each.party), *headline)


def weight(one: Told) -> float:
    """How telling a statement is; above 0 is worth a line."""
    statement = one.statement
    words = one.quoted if statement.quotes else (statement.gist,)
    longest = max((len(_WORD.findall(each)) for each in words), default=0)
    contested = any(map(CONTESTED_WORDS.search, words))
    terms = (
        min(longest, LONG) / 4,
        CONTESTED * contested,
        CONCRETE * any(map(CONCRETE_WORDS.search, words)),
        PARTY * one.party,
        HEADLINED * _is_headlined(one),
        COURTESY * (_is_courtesy(words) and not contested),
        SCRAP * (longest < 3 and statement.kind is not StatementKind.DIRECT),
        GROUP * (one.speaker.kind is ActorKind.GROUP),
        RETOLD * (statement.kind is StatementKind.INDIRECT),
        EARLIER * one.earlier,
    )
    return sum(terms)


def _is_headlined(one: Told) -> bool:
    """True when the headline of an outlet that has the statement quotes it."""
    titles = [report.article.title for report in (one.report, *(report for report, _ in one.echoes))]
    return any(_shares(words, title) for words in one.quoted for title in titles)


def _shares(words: str, title: str) -> bool:
    """True when some words in a row are the title's too: what the desk itself found the most telling."""
    ours, theirs = ([word.casefold() for word in _WORD.findall(text)] for text in (words, title))
    runs = [ours[at : at + SHARED] for at in range(len(ours) - SHARED + 1)]
    return any(theirs[at : at + SHARED] in runs for at in range(len(theirs) - SHARED + 1))


def _is_courtesy(words: Iterable[str]) -> bool:
    """True when a courtesy makes up most of the words: one in a long sentence does not spoil it."""
    text = " ".join(words)
    polite = sum(len(found[0]) for found in COURTESIES.finditer(text))
    return 4 * polite > len(text)


def _worth(ranked: Iterable[tuple[float, Told]]) -> list[Told]:
    return [each for weight, each in ranked if weight > 0 or (not each.statement.quotes and not each.earlier)]


def _fairly(ranked: Sequence[Told]) -> list[Told]:
    """Everyone's best, each by weight; a second of each where only few speak."""
    rounds: list[list[Told]] = [[] for _ in range(EACH)]
    for each in ranked:
        turn = sum(same(each.speaker, other.speaker) for other in (t for r in rounds for t in r))
        if turn < EACH:
            rounds[turn].append(each)
    return [*rounds[0], *(rounds[1] if len(rounds[0]) < MANY else [])]
