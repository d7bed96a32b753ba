"""What a chat asks for, and which stories are about it."""

import pytest

from digest.errors import AskError
from digest.stories import tell
from digest.topics import How, Topic, closest, lacking, matches, narrowed, parse, split, why
from digest.topics.countries import country
from digest.topics.spelling import one_name
from tests import builders
from tests.digest.newsroom import courier, herald

TARSIA = Topic("Tarsia", (("tarsia", "old ford"),))
VELMORA = Topic("Velmora", (("velmora",),))
KARSUND = Topic("Karsund", (("karsund",),))
KNOWN = (TARSIA, VELMORA, KARSUND)


@pytest.mark.parametrize(
    ("asked", "about"),
    [
        # A country by its name, in any case.
        ("tarsia", True),
        ("Karsund", False),
        # Both, not either.
        ("tarsia and velmora", True),
        ("Tarsia, Karsund", False),
        # Who acts or speaks: a surname, a full name, a body.
        ("Marsk", True),
        ("elena marsk", True),
        ("velmoran foreign ministry", True),
        # A keyword and its endings, as a whole word.
        ("lorries", True),
        ("toll", True),
        ("velmoran", True),
        ("lorr", False),
        ("Seven Gates Plan", True),
    ],
)
def test_a_story_is_on_a_topic_by_its_actors_countries_and_words(asked: str, about: bool) -> None:
    [story] = tell([courier(), herald()])

    assert matches(story, parse(asked, KNOWN)) is about


def test_a_known_topic_is_itself() -> None:
    assert parse("  TARSIA ", KNOWN) is TARSIA


def test_several_topics_are_named_together() -> None:
    topic = parse("tarsia + water rights", KNOWN)

    assert topic == Topic("Tarsia and water rights", (("tarsia", "old ford"), ("water rights",)))


def test_a_known_name_with_an_and_in_it_is_not_taken_apart() -> None:
    both = Topic("War and peace", (("armistice",),))

    assert parse("war and peace", (both,)) is both


@pytest.mark.parametrize("misspelt", ["Tarsai", "velmroa", "karsnud and tarsia"])
def test_a_misspelt_name_gets_the_closest(misspelt: str) -> None:
    with pytest.raises(AskError, match=r"No topic “\w+”\. Closest: "):
        parse(misspelt, KNOWN)


@pytest.mark.parametrize("asked", ["", "  ", "+"])
def test_asking_for_nothing_is_answered_with_examples(asked: str) -> None:
    with pytest.raises(AskError, match=r"Which topic\? For example: Tarsia, Velmora, Karsund\."):
        parse(asked, KNOWN)


def test_without_known_topics_there_is_nothing_to_offer() -> None:
    with pytest.raises(AskError, match=r"^Which topic\?$"):
        parse("", ())


def test_closest_are_three_at_most_and_the_likeliest_first() -> None:
    assert closest("tarsa", ["Tarsia", "Tarsus", "Tarso", "Tarsal", "Velmora"])[0] in ("Tarsia", "Tarsal")
    assert len(closest("tarsa", ["Tarsia", "Tarsus", "Tarso", "Tarsal", "Velmora"])) == 3
    assert closest("zzz", ["Tarsia"]) == ()


@pytest.mark.parametrize(
    ("asked", "groups", "without"),
    [
        ("tarsia and velmora", (("tarsia", "old ford"), ("velmora",)), ()),
        ("tarsia+velmora", (("tarsia", "old ford"), ("velmora",)), ()),
        ("karsund or velmora", (("karsund", "velmora"),), ()),
        # Either of two, and a third.
        ("karsund or velmora and toll", (("karsund", "velmora"), ("toll",)), ()),
        ("toll -opinion", (("toll",),), ("opinion",)),
        ("toll without opinion and tarsia", (("toll",), ("tarsia", "old ford")), ("opinion",)),
        ('tarsia -"water rights"', (("tarsia", "old ford"),), ("word:water rights",)),
        ("«water rights»", (("word:water rights",),), ()),
        ("person:Marsk", (("person:marsk",),), ()),
        ('outlet:"Morning Herald" not sport', (("outlet:morning herald",),), ("sport",)),
        # Formats of talks are no sums.
        ("3+3", (("3+3",),), ()),
    ],
)
def test_a_mix_is_what_each_must_have_and_must_not(
    asked: str, groups: tuple[tuple[str, ...], ...], without: tuple[str, ...]
) -> None:
    topic = parse(asked, KNOWN)

    assert (topic.groups, topic.without) == (groups, without)


@pytest.mark.parametrize(
    "asked", ["tarsia and velmora", "toll -opinion and karsund", 'tarsia -"water rights"', "«a b»"]
)
def test_the_name_of_a_mix_means_the_mix(asked: str) -> None:
    topic = parse(asked, KNOWN)

    again = parse(topic.name, KNOWN)

    assert (again.groups, again.without) == (topic.groups, topic.without)


def test_a_country_in_another_language_is_the_known_topic() -> None:
    georgia = Topic("georgia", (("georgia", "tbilisi"),))

    assert parse("Грузия", (georgia,)) is georgia


def test_a_topic_that_nobody_can_mean_is_refused() -> None:
    with pytest.raises(AskError, match="at most 200 characters"):
        parse("word " * 100, KNOWN)


def test_a_mix_of_what_to_leave_out_alone_is_refused() -> None:
    with pytest.raises(AskError, match="only what to leave out"):
        parse("-opinion", KNOWN)


def test_a_comma_parts_two_topics_outside_marks() -> None:
    assert split('tarsia, velmora; "salt, and water"') == ("tarsia", "velmora", '"salt, and water"')


@pytest.mark.parametrize(
    "spellings",
    [
        # Facts of public life: how agencies and Wikipedias write these names.
        "Lavrov Lavrow Lavroff Лавров ლავროვი",
        "Pashinyan Pashinian Пашинян Փաշինյան",
        "Aliyev Aliev Əliyev Алиев Ալիեւ",
        "Kobakhidze Кобахидзе კობახიძე",
        "Gharibashvili Garibashvili Гарибашвили ღარიბაშვილი",
        "Zakharova Sacharowa Захарова",
        "Zelensky Zelenskyy Zelenskiy Selenskyj Зеленский",
        "Mirzoyan Mirzoian Мирзоян Միրզոյան",
        "Erdogan Erdoğan Эрдоган",
        "Ivanishvili Иванишвили ივანიშვილი",
    ],
)
def test_a_name_is_one_in_every_spelling_and_script(spellings: str) -> None:
    first, *others = spellings.split()

    assert [each for each in others if not one_name(first, each)] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Papoyan", "Papikyan"), ("Chan", "Khan"), ("Iran", "Iraq"), ("Kyiv", "Kiev"), ("Simonyan", "Simonov")],
)
def test_names_that_only_look_alike_are_two(one: str, other: str) -> None:
    assert not one_name(one, other)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Armenia", "Armenia"),
        ("armenian", "Armenia"),
        ("Грузия", "Georgia"),
        ("საქართველო", "Georgia"),
        ("Ardal", None),
    ],
)
def test_a_country_is_asked_for_in_several_languages(asked: str, meant: str | None) -> None:
    assert country(asked) == meant


@pytest.mark.parametrize(
    ("asked", "how", "words"),
    [
        # Acting comes before being mentioned.
        ("Venn", How.ACTOR, "Mara Venn"),
        ("Томас Рейк", How.ACTOR, "Tomas Reyk"),
        ("ardal", How.COUNTRY, "Ardal"),
        ("port hale", How.PLACE, "Port Hale"),
        ("courier", How.OUTLET, "Courier"),
        ("train", How.WORDS, "train"),
        ("word:belmark", How.WORDS, "Belmark"),
    ],
)
def test_it_is_said_by_what_a_story_is_on_a_topic(asked: str, how: How, words: str) -> None:
    story = builders.story(reports=(builders.report(facts=builders.facts(statements=())),))

    [hit] = why(story, parse(asked, ()))

    assert (hit.how, hit.words) == (how, words)


def test_a_person_is_not_one_who_is_only_mentioned() -> None:
    story = builders.story(reports=(builders.report(facts=builders.facts(encounters=(), statements=())),))

    assert why(story, parse("person:Venn", ())) == ()
    assert why(story, parse("Venn", ()))[0].how is How.WORDS


def test_an_article_that_is_left_out_leaves_the_others_of_its_story() -> None:
    column = builders.article(url="https://courier.example/opinion/rail", section="")
    news = builders.report()
    opinion = builders.report(article=column, facts=builders.facts(column))
    story = builders.story(reports=(news, opinion))

    kept = narrowed(story, [parse("ardal -opinion", ())])

    assert kept is not None
    assert kept.reports == (news,)
    assert narrowed(builders.story(reports=(opinion,)), [parse("ardal -opinion", ())]) is None


def test_what_a_story_lacks_can_be_told() -> None:
    assert lacking(builders.story(), parse("ardal and whaling", ())) == ("whaling",)
