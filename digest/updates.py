"""What a story holds that was not there when it was last told: yesterday's story comes back only with something new.

    story, edition that told it --by first sight--> old reports, later ones --less what the old ones have--> update

When in doubt it is not new: what is left out can be read in the article, what is told twice wears readers out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import is_

from digest.model import Digest, Encounter, Entry, Report, Statement, Status, Story
from digest.sections.told import bare
from digest.stories import printable, same_occasion
from digest.stories.words import tokens

# A choice: reported speech is new when more than half of its words are, or a number. Quotations are compared whole.
MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Update:
    """What is new, in the story's order; what two later reports tell stands here twice, for sections to merge."""

    encounters: tuple[tuple[Report, Encounter], ...] = ()
    statements: tuple[tuple[Report, Statement], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.encounters or self.statements)


def update(story: Story, edition: Digest) -> Update | None:
    """What came after an edition; None when the edition did not tell the story, so that all of it is new.

    An edit of an article that the edition knew is no update: corrections are told as such.

    Args:
        story: With the reports that were there before, if they are to be compared.
        edition: The latest one that its readers got.
    """
    articles = [report.article.id for report in story.reports]
    entry = next((entry for entry in edition.entries if tells(entry, story.key, articles)), None)
    if entry is None:
        return None
    old = [report for report in story.reports if report.article.first_sight < edition.period.until]
    later = [report for report in story.reports if report.article.first_sight >= edition.period.until]
    met, heard = [e for report in old for e in report.facts.encounters], _Heard(entry, old)
    return Update(
        tuple((r, e) for r in later for e in r.facts.encounters if _is_new(e, met)),
        tuple((r, s) for r in later for s in r.facts.statements if printable(s) and not heard.has(s, r)),
    )


def unheard(stories: Iterable[Story], *, new: Collection[str], told: Sequence[Digest]) -> Iterator[Story]:
    """What readers have not been told: new stories of the new articles, and of old stories what is new in them.

    Args:
        stories: Of the new articles and of those of the days before.
        new: Ids of the new articles.
        told: Editions that the same readers got, the latest first.
    """
    for story in stories:
        mine = [report for report in story.reports if report.article.id in new]
        heard = next((found for edition in told if (found := update(story, edition)) is not None), None)
        if mine and heard is None:
            yield _of(story, mine)
        elif mine and heard:
            only = [_only(report, heard) for report in story.reports]
            yield replace(_of(story, [r for r in only if r.facts.encounters or r.facts.statements]), update=True)


def _of(story: Story, reports: Sequence[Report]) -> Story:
    """The story as these of its reports tell it, under the headline of one of them."""
    if len(reports) == len(story.reports) and all(map(is_, reports, story.reports)):
        return story
    titles = [report.article.title for report in reports]
    headline = story.headline if story.headline in titles else titles[-1]
    return replace(story, headline=headline, reports=tuple(reports))


def _only(report: Report, new: Update) -> Report:
    mine = tuple(e for r, e in new.encounters if r is report), tuple(s for r, s in new.statements if r is report)
    return replace(report, facts=replace(report.facts, encounters=mine[0], statements=mine[1]))


def tells(entry: Entry, key: str, articles: Collection[str]) -> bool:
    """True for an entry that told a story, by its key and its articles' ids.

    The first article of a story may have come late; then its key is another.
    """
    shown = {e.article_id for section in entry.sections for item in section.items for e in item.evidence}
    return entry.story == key or not shown.isdisjoint(articles)


def _is_new(encounter: Encounter, met: Iterable[Encounter]) -> bool:
    """A plan that came about or was called off is new; context never is."""
    known = {old.status for old in met if same_occasion(old, encounter)}
    return encounter.status is not Status.BACKGROUND and not known & {encounter.status, Status.HAPPENED}


class _Heard:
    """What has been said so far: in the old reports, and in the entry as it went out."""

    def __init__(self, entry: Entry, old: Sequence[Report]) -> None:
        items = [item for section in entry.sections for item in section.items]
        printed = (_bare(quote.span.of(item.text)) for item in items for quote in item.quotes)
        said = (_quoted(statement, report) for report in old for statement in report.facts.statements)
        self._quotations = [words for words in (*printed, *said) if words]
        texts = [*(item.text for item in items), *(report.article.text for report in old)]
        self._texts = [_bare(text) for text in texts]
        self._words = {word for text in texts for word in tokens(text)}

    def has(self, statement: Statement, report: Report) -> bool:
        """True when its quotation is known, whole or in part; where nothing is quoted, when its words are not new."""
        if words := _quoted(statement, report):
            return any(words in text for text in self._texts) or any(known in words for known in self._quotations)
        said = set(tokens(" ".join(span.of(report.article.text) for span in statement.content)))
        new = said - self._words
        return len(new) <= MOSTLY * len(said) and not any(word.isdigit() for word in new)


def _quoted(statement: Statement, report: Report) -> str:
    return _bare(" ".join(span.of(report.article.text) for span in statement.quotes))


def _bare(words: str) -> str:
    """The words alone, with a space before and behind; empty for none."""
    found = bare(words)
    return f" {found} " if found else ""
