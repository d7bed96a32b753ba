import pytest

from digest.sources import bylines, furniture


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Become a memberOn Thursday, they met.", "On Thursday, they met."),
        ("Become a member On Thursday, they met.", "On Thursday, they met."),
        ("Become a memberSubscribe“We agreed,” Venn said.", "“We agreed,” Venn said."),
        ("ПодписатьсяВ четверг они встретились.", "В четверг они встретились."),
        ("Venn said ‘no’.Read more", "Venn said ‘no’."),
        ("Venn said ‘no’. Read more: Rail link reopens", "Venn said ‘no’."),
        # a word of a sentence
        ("Become a member of the union, Venn told Belmark.", "Become a member of the union, Venn told Belmark."),
        ("Support us, Venn told MPs.", "Support us, Venn told MPs."),
        ("Children should read more", "Children should read more"),
        ("Follow USA Rail on its way north.", "Follow USA Rail on its way north."),
        # Georgian has no capitals; another script before it tells
        ("Become a memberხუთშაბათს შეხვდნენ.", "ხუთშაბათს შეხვდნენ."),
        ("Նրանք հանդիպեցին։ Կարդալ նաև: Կամուրջը բացվեց", "Նրանք հանդիպեցին։"),
        # one word before a space may begin a headline
        ("Subscribe Ardal said", "Subscribe Ardal said"),
    ],
)
def test_what_is_glued_to_a_sentence_goes_and_the_sentence_stays(line: str, expected: str) -> None:
    assert furniture.unglued(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Print | Send to a friend",
        "Read more: Rail link reopens after a year",
        "Читайте также: Дорога открыта",
        "Share this article",
        "Small papers live on their readers. Help us stay independent and keep reporting.",
        "Sign up for our newsletter, every Friday in your inbox.",
        "The post Rail link reopens appeared first on Courier.",
        "(Reporting by Ana Orr in Velm; additional reporting by Ilya Ven; editing by Mara Tor)",
        "Ana Orr and Ilya Ven contributed to this report.",
        "© 2031 The Courier. All rights reserved.",
        "Photo: L. Orr / Courier",
        "Follow Ana Orr on Twitter: @anaorr",
        "[Related: Rail link reopens]",
        "Փրկեք կամուրջը. աջակցեք մեզ, որ անկախ լրագրությունը շարունակվի։",
        "Abone olun, bağımsız gazeteciliğe güç verin.",
        "Источник: ведомство",
    ],
)
def test_a_line_of_furniture_is_known(line: str) -> None:
    assert furniture.is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Readers of the newsroom said they would subscribe.",
        "‘Help us stay independent’, the editor of the newspaper told readers.",
        "Donations to the party came from three members.",
        "Related parties must report their dealings to the ministry.",
        "Advertising revenue fell by a fifth.",
        "Support us, the minister told the members of the chamber.",
        "Reporting by radio stations fell by half.",
        "Copyright law was changed on 3 May.",
        "Published on Thursday, the report counts 3 victims.",
        "Contact tracing was begun at noon at the port.",
        "Follow the money on every bridge, Orlan said.",
    ],
)
def test_news_about_such_things_is_news(line: str) -> None:
    assert not furniture.is_furniture(line)


def test_addresses_go_from_the_ends_of_an_article_and_stay_within() -> None:
    lines = [
        "https://courier.example/rail",
        "They met.",
        "courier.example",
        "https://ministry.example/list",
        "They parted.",
    ]

    kept = furniture.without([*lines, "ana.orr@courier.example", "@anaorr"])

    assert kept == tuple(lines[1:])


def test_a_line_given_twice_running_is_kept_once_but_a_question_put_again_stays() -> None:
    lines = ["Rail link reopens", "When?", "When?", "In June.", "When?"]

    assert furniture.without(lines, titles=["Rail link reopens"]) == ("When?", "In June.", "When?")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Nora Vale · 23 Nov 2026 · 3 min read", True),
        ("by Nora Vale 23 November 2026", True),
        ("23.11.2026 18:12", True),
        ("Published 2026-11-23T18:12:00+00:00", True),
        ("Nora Vale", True),
        ("Опубликовано: 23 ноября 2026, 18:12", True),
        ("Updated at 1:23 p.m.", True),
        ("The train left at 1:23 p.m.", False),
        # a heading, perhaps
        ("Mara Venn", False),
        ("Talks were held on 23 November 2026", False),
        ("— Ardal Senate (@ardal) October 9, 2018", False),
    ],
)
def test_bylines_are_told_from_sentences(line: str, expected: bool) -> None:
    assert bylines.is_byline(line, authors=["Nora Vale"]) is expected
