import pytest

from digest.errors import SourceError
from digest.sources import article_id, canonical


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        # Where a reader came from is not which article it is.
        ("https://courier.example/a?utm_source=rss&utm_medium=feed", "https://courier.example/a"),
        ("https://courier.example/a?fbclid=x&id=3&ref=front", "https://courier.example/a?id=3"),
        # Some outlets number their articles by names that others track with.
        ("https://courier.example/?cid=7&source=5", "https://courier.example/?cid=7&source=5"),
        ("https://courier.example/a#comments", "https://courier.example/a"),
        ("HTTPS://Courier.Example:443/A", "https://courier.example/A"),
        ("http://courier.example:8080/a", "http://courier.example:8080/a"),
        ("http://courier.example", "http://courier.example/"),
        # A server tells "?a=" from nothing, so we do.
        ("http://courier.example/a?a=&b", "http://courier.example/a?a=&b"),
        ("https://курьер.example/новости", "https://xn--e1ajsbm9c.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"),
        ("https://courier.example/%D0%BD?q=a+b%26", "https://courier.example/%D0%BD?q=a+b%26"),
        # An address as a parameter is a parameter.
        ("https://courier.example/x?to=https://other.example/", "https://courier.example/x?to=https://other.example/"),
        ("http://[::1]:80/a", "http://[::1]/a"),
        ("  https://courier.example/a\n", "https://courier.example/a"),
    ],
)
def test_an_article_has_one_address(url: str, expected: str) -> None:
    assert canonical(url) == expected
    assert canonical(expected) == expected


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "ftp://courier.example/a", "/a", "http://", "http://[x/", "http://a:b/"]
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(SourceError):
        canonical(url)


def test_an_article_under_two_addresses_has_one_id() -> None:
    assert article_id("https://Courier.example/a?utm_source=x") == article_id("https://courier.example/a#top")
    assert len(article_id("https://courier.example/a")) == 64
