"""When an article's page is asked for again: to have it at all, to learn of an edit, or that it was taken down.

    not to be had now -> missed: in 2 minutes, 4, 8, … an hour, whenever its source lists it
    stored, and young -> looked: half an hour, two hours, half a day and a day after we first had it
    404 or 410        -> not_found: once more a day later; gone if it is not there again, and not if it is

Most corrections are made in the first hours; what is edited later shows in its source's list, if that gives dates.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from digest.model import Article
from digest.ports import Page, Validator

#: After an article was first had, in rising order.
LOOKS = (timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12), timedelta(days=1))
#: An article that is older when we first have it is not looked at again.
YOUNG = timedelta(days=1)
#: A page is gone when it was not found twice, so far apart: sites move, and break for an hour.
APART = timedelta(days=1)

_RETRY, _RETRY_MOST = timedelta(minutes=2), timedelta(hours=1)


def missed(page: Page, *, now: datetime) -> Page:
    """After a try that failed for now, before its article could be stored."""
    wait = min(_RETRY * 2 ** min(page.tries, 10), _RETRY_MOST)
    return replace(page, tries=page.tries + 1, missing=page.missing or now, next_look=now + wait)


def looked(page: Page, article: Article, *, validator: Validator, now: datetime) -> Page:
    """After its article was had, changed or not."""
    found = replace(page, article=article.id, validator=validator, tries=0, missing=None)
    return replace(found, next_look=_next(article, now))


def failed(page: Page, article: Article, *, now: datetime) -> Page:
    """After a look that failed in a way that says nothing of the article."""
    return replace(page, next_look=_next(article, now) or (page.missing and now + APART))


def not_found(page: Page, article: Article, *, now: datetime) -> tuple[Page, bool]:
    """After a 404 or 410; whether the article is gone by now."""
    since = page.missing or now
    if now - since >= APART:
        return replace(page, missing=since, next_look=None), True
    again = min(filter(None, [_next(article, now), since + APART]))
    return replace(page, missing=since, next_look=again), False


def _next(article: Article, now: datetime) -> datetime | None:
    first = article.first_sight
    if first - (article.published or first) > YOUNG:
        return None
    return next((first + after for after in LOOKS if first + after > now), None)
