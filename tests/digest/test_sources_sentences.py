"""Taking furniture out never cuts into the article: pages put together at random, whose sentences all come out."""

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.sources import furniture
from tests.digest.test_sources_page import read

# News in the very words that furniture is made of.
SENTENCES = [
    "Support us, the minister told the members of the chamber, and we shall support you in the next vote.",
    "Share prices in Old Ford fell by a fifth after the hail, and the exchange closed early on Thursday.",
    "Readers can donate to the fund until June, the newsroom of the Courier said in a statement on Friday.",
    "‘Read more books’, Elena Marsk told the pupils, and asked them to become members of the library.",
    "Related parties must report their dealings to the ministry by the end of the month, the law says.",
    "Subscribers of the railway’s newsletter were told on Monday that the 8.40 train would not run.",
    "Follow the river for two miles, Orlan said, and the customs post stands on the left bank.",
    "Print runs fell by half, and the advertisement market with them, the union of publishers said.",
    "Reporting by three newspapers led to the arrest of the harbour master, who denies the charge.",
    "Copyright law was changed on Tuesday, in spite of what the writers had asked for.",
    "Photographs of the bridge, published on 3 May, show that four of its pillars are gone.",
    "Сторонам следует поделиться данными о воде, заявил министр Орлан на встрече в четверг.",
    "Источник в министерстве сообщил, что переговоры продолжатся «при любой погоде».",
    "Նախարարը հայտարարեց, որ կողմերը պետք է կիսվեն տվյալներով մինչև հունիսի վերջ։",
    "მინისტრმა განაცხადა, რომ მხარეები ხუთშაბათს კიდევ ერთხელ შეხვდებიან პორტში.",
    "Nazir bildirib ki, tərəflər məlumatı paylaşmağa hazırdır və danışıqlar iyunda davam edəcək.",
    "Bakan, tarafların haziran ayında yeniden görüşeceğini ve bilgileri paylaşacağını söyledi.",
]
CALLS = [
    "Become a member",
    "Support our work",
    "Стать участником",
    "Üzv olun",
    "Abone ol",
    "Subscribe to our newsletter",
]
BLOCKS = [
    "<p><strong>Read more: <a href='/x'>Harvest down by a fifth</a></strong></p>",
    "<p>Читайте также: <a href='/x'>Урожай упал</a></p>",
    "<div class='share'>Share this <a href='#f'>Facebook</a></div>",
    "<p>Small papers rely on you. Help us keep journalism independent.</p>",
    "<figure><img src='/1.jpg'><figcaption>The station in spring. Photo: L. Orr</figcaption></figure>",
    "<ul><li><a href='/a'>Ministers meet</a></li><li><a href='/b'>Bridge reopens</a></li></ul>",
    "<p>Advertisement</p>",
    "<p>(Reporting by Ana Orr in Velm; editing by Ilya Ven)</p>",
    "<p>Գովազդ</p>",
]
FURNITURE = (
    "Read more: H",
    "Читайте также:",
    "Help us",
    "Facebook",
    "L. Orr",
    "Bridge reopens",
    "Advertis",
    "Ana Orr",
    "Գովազդ",
)


@st.composite
def pages(draw: st.DrawFn) -> tuple[list[str], bytes]:
    """The sentences of an article and a page that shows them, each with furniture around it or glued to it."""
    sentences = draw(st.lists(st.sampled_from(SENTENCES), min_size=4, max_size=10, unique=True))
    shown = []
    for sentence in sentences:
        call = draw(st.sampled_from(["", "", *(f"<a href='/membership'>{each}</a>" for each in CALLS)]))
        after = draw(
            st.sampled_from(["", "", " <a href='/x'>Read more</a>", "<strong> See also: Hail in Velm</strong>"])
        )
        shown.append(f"<p>{call}{_marked(sentence, draw)}{after}</p>{draw(st.sampled_from(['', '', *BLOCKS]))}")
    body = f"<article><h1>Old Ford</h1>{''.join(shown)}</article>"
    return sentences, f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode()


def _marked(sentence: str, draw: st.DrawFn) -> str:
    """The sentence with a word in the middle linked or marked, as pages do."""
    words = sentence.split(" ")
    at = draw(st.integers(1, len(words) - 2))
    before, after = draw(
        st.sampled_from([("", ""), ("<a href='/tag'>", "</a>"), ("<span class='link'>", "</span>"), ("<b>", "</b>")])
    )
    return " ".join([*words[:at], f"{before}{words[at]}{after}", *words[at + 1 :]])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(pages())
def test_every_sentence_comes_out_whole_and_no_furniture_does(page: tuple[list[str], bytes]) -> None:
    sentences, body = page

    lines = read(body, title="Old Ford").text.split("\n")[1:]

    assert lines == sentences
    assert not [line for line in lines if line.startswith(FURNITURE)]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.sampled_from(SENTENCES), st.sampled_from(["", *CALLS[:3]]), st.sampled_from(["", "Read more", " See also: Hail"])
)
def test_a_feeds_sentence_comes_out_whole(sentence: str, call: str, pointer: str) -> None:
    assert furniture.without([f"{call}{sentence}{pointer}"]) == (sentence,)
