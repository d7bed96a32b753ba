"""Pages that show a captcha or a wall, in the languages of the regions: the teaser is kept, and marked as one."""

import json

import pytest

from digest.errors import SourceError
from tests.digest.test_sources_page import HEAD, LEAD, PARAGRAPHS, TITLE, URL, read, simple

CAPTCHAS = [
    ("Are you a robot?", "Enable JavaScript to continue."),
    (
        "Just a moment...",
        "Checking if the site connection is secure. Your browser will redirect to your requested content.",
    ),
    ("Access denied", "You do not have permission to view this page. Reference 18.4f2a.1712."),
    ("Подтвердите, что вы не робот", "Нам показалось, что запросы с вашего устройства похожи на автоматические."),
    ("Проверка браузера", "Проверяем ваш браузер перед тем, как перейти на сайт. Это займёт несколько секунд."),
    ("Հաստատեք, որ ռոբոտ չեք", "Շարունակելու համար միացրեք JavaScript:"),
    ("დაადასტურეთ, რომ არ ხართ რობოტი", "გასაგრძელებლად ჩართეთ JavaScript."),
    ("Robot deyiləm", "Davam etmək üçün JavaScript-i aktivləşdirin."),
    ("Robot olmadığınızı doğrulayın", "Devam etmek için JavaScript'i etkinleştirin."),
]
WALLS = [
    "Subscribe to continue reading this article.",
    "To keep reading, please log in or create an account.",
    "This article is for subscribers only.",
    "Чтобы прочитать статью полностью, оформите подписку.",
    "Материал доступен только подписчикам. Войдите, чтобы читать дальше.",
    "Բաժանորդագրվեք՝ ընթերցելը շարունակելու համար:",
    "Հոդվածը հասանելի է միայն բաժանորդներին: Միայն բաժանորդների համար:",
    "კითხვის გასაგრძელებლად გამოიწერეთ გაზეთი.",
    "სტატია ხელმისაწვდომია მხოლოდ გამომწერებისთვის.",
    "Oxumağa davam etmək üçün abunə olun.",
    "Bu məqalə yalnız abunəçilər üçündür.",
    "Okumaya devam etmek için abone olun.",
    "Bu haber yalnızca abonelere açıktır. Abonelere özel.",
]


@pytest.mark.parametrize(("heading", "words"), CAPTCHAS)
def test_a_captcha_is_no_article(heading: str, words: str) -> None:
    body = f"<html><head><meta charset='utf-8'></head><body><h1>{heading}</h1><p>{words}</p></body></html>".encode()

    with pytest.raises(SourceError, match="captcha"):
        read(body)


@pytest.mark.parametrize("wall", WALLS)
def test_a_wall_leaves_the_longer_of_preview_and_teaser_marked_as_one(wall: str) -> None:
    preview = read(simple(PARAGRAPHS[0], wall))
    teaser = read(simple(wall), summary=" ".join(PARAGRAPHS[:2]))

    assert (preview.text, preview.teaser) == (f"{TITLE}\n{PARAGRAPHS[0]}", True)
    assert (teaser.text, teaser.teaser) == (f"{TITLE}\n{PARAGRAPHS[0]} {PARAGRAPHS[1]}", True)


def test_a_page_that_says_it_is_closed_is_believed_where_it_shows_little() -> None:
    closed = json.dumps({"@type": "NewsArticle", "headline": TITLE, "isAccessibleForFree": False})
    head = f"<script type='application/ld+json'>{closed}</script>"

    assert read(simple(PARAGRAPHS[0], head=head)).teaser
    assert not read(simple(*PARAGRAPHS, *(f"{each} So says the ministry." for each in PARAGRAPHS), head=head)).teaser


def test_a_wall_on_a_page_of_its_own_does_not_make_all_articles_one() -> None:
    login = simple("Sign in to continue reading. An account is free and takes a minute to make.")

    article = read(login, url="https://courier.example/login?next=1", summary=PARAGRAPHS[0])

    assert (article.url, article.teaser) == (URL, True)


def test_a_short_report_is_whole_whatever_the_forms_of_its_page_say() -> None:
    form = "<form>This site is protected by reCAPTCHA.</form><footer>For subscribers only: the archive.</footer>"
    body = simple(LEAD, *PARAGRAPHS, head=HEAD).replace(b"</body>", f"{form}</body>".encode())

    article = read(body)

    assert not article.teaser
    assert PARAGRAPHS[-1] in article.text
