"""What stands on a page instead of an article, or after its first lines: a captcha, a wall for subscribers.

Only a page with hardly any text is asked. Articles are about these things too, and many a page carries such words in a
form or a box that is not shown ("protected by reCAPTCHA").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from digest.sources.furniture import quotes_somebody

_CAPTCHAS = {
    "en": (
        "are you a (?:robot|human)",
        "not a robot",
        "(?:verify|confirm|prove) (?:that )?you(?:’|')?(?: a)?re (?:a )?(?:human|not)",
        "captcha",
        "checking (?:if the site|your browser)",
        "just a moment",
        "enable (?:javascript|js|cookies)",
        "unusual (?:traffic|activity)",
        "access (?:to this page has been )?denied",
        "attention required",
        "ddos protection",
    ),
    "ru": (
        "(?:вы|я) не робот",
        "вы (?:робот|человек)",
        "проверка (?:браузера|безопасности)",
        "проверяем ваш браузер",
        "включите javascript",
        "подтвердите,? что (?:вы|запросы)",
        "доступ (?:ограничен|запрещ[её]н)",
        "подозрительн\\w+ (?:трафик|активность)",
    ),
    "hy": (
        "ռոբոտ չեք",
        "ռոբոտ չեմ",
        "միացրեք javascript",
        "ստուգում ենք ձեր (?:դիտարկիչը|բրաուզերը)",
        "մուտքն? արգելված է",
    ),
    "ka": (
        "არ ხართ რობოტი",
        "არ ვარ რობოტი",
        "ჩართეთ javascript",
        "მოწმდება თქვენი ბრაუზერი",
        "წვდომა (?:აკრძალულია|შეზღუდულია)",
    ),
    "az": (
        "robot deyil",
        "javascript[’']?i (?:aktivləşdirin|yandırın)",
        "brauzeriniz yoxlanılır",
        "giriş (?:qadağandır|məhdudlaşdırılıb)",
    ),
    "tr": (
        "robot olmadığınızı",
        "robot değilim",
        "javascript[’']?i etkinleştirin",
        "tarayıcınız (?:kontrol ediliyor|denetleniyor)",
        "erişim (?:engellendi|reddedildi)",
    ),
}

_WALLS = {
    "en": (
        "(?:subscribe|sign in|log in|register|become a member) (?:now )?to (?:continue|keep|read|unlock|access|view)",
        "to (?:continue|keep) reading,? (?:please )?(?:subscribe|sign in|log in|register|create|choose)",
        "(?:only )?(?:for|available to) (?:our )?(?:paying |registered )?(?:subscribers|members)(?: only)?\\b",
        "subscribers?[- ]only",
        "members?[- ]only",
        "already (?:a|have a) (?:subscriber|member|subscription)",
        "(?:free )?article limit",
        "premium (?:article|content)",
    ),
    "ru": (
        "только (?:для|по) (?:подпис|зарегистрированн)",
        "(?:доступ\\w*|открыт\\w*) (?:только )?(?:по подписке|подписчикам|для подписчиков)",
        "(?:оформите|купите) подписку",
        "(?:войдите|авторизуйтесь|зарегистрируйтесь),? чтобы (?:читать|продолжить|прочитать)",
        "уже (?:есть подписка|подписаны)",
        "чтобы (?:читать|продолжить|прочитать)\\b.{0,40}(?:подпис|войдите|авторизуйтесь)",
    ),
    "hy": (
        "միայն (?:բաժանորդների|անդամների)",
        "(?:բաժանորդագրվեք|գրանցվեք|մուտք գործեք).{0,20}(?:կարդալու|շարունակելու|ընթերցելու)",
        "(?:կարդալու|շարունակելու|ընթերցելու) համար.{0,20}(?:բաժանորդագրվեք|գրանցվեք|մուտք)",
        "արդեն բաժանորդ եք",
    ),
    "ka": (
        "მხოლოდ (?:გამომწერებისთვის|წევრებისთვის|რეგისტრირებული)",
        "(?:წაკითხვის|კითხვის) (?:გასაგრძელებლად|გაგრძელებისთვის)",
        "უკვე (?:გამოწერილი გაქვთ|ხართ გამომწერი)",
    ),
    "az": (
        "yalnız (?:abunəçilər|üzvlər)",
        "(?:oxumağa davam etmək|davamını oxumaq|tam oxumaq) üçün",
        "artıq (?:abunəçisiniz|abunə olmusunuz)",
    ),
    "tr": (
        "(?:yalnızca|sadece) (?:aboneler|üyeler)",
        "(?:abonelere|üyelere) özel",
        "(?:okumaya devam etmek|devamını okumak|haberin tamamını okumak) için",
        "(?:zaten|hâlihazırda) abone",
    ),
}

# A choice: a page with this much text is believed, whatever stands around it; a preview is a paragraph or two.
_PREVIEW_CHARS = 800
# A choice: what a page that asks whether we are human says beside that ("Your browser will redirect …") is shorter.
_CAPTCHA_WORDS = 40
_LINE_CHARS = 300


def _any(words: Mapping[str, tuple[str, ...]]) -> re.Pattern[str]:
    return re.compile("|".join(phrase for phrases in words.values() for phrase in phrases), re.IGNORECASE)


_CAPTCHA, _WALL = _any(_CAPTCHAS), _any(_WALLS)


def asks_whether_human(shown: str, paragraphs: Sequence[str]) -> bool:
    """True for a captcha, or a page that lets only browsers pass.

    Args:
        shown: All that the page shows, furniture too.
        paragraphs: What was extracted as its article.
    """
    if not _CAPTCHA.search(shown):
        return False
    rest = [line for line in paragraphs if not _CAPTCHA.search(line)]
    return len(" ".join(rest).split()) < _CAPTCHA_WORDS


def is_walled(shown: str, paragraphs: Sequence[str], *, closed: bool) -> bool:
    """True for a preview: little text, and the page asks for a subscription or says that it is closed."""
    short = len(" ".join(paragraphs)) < _PREVIEW_CHARS
    return short and (closed or _WALL.search(shown) is not None)


def without(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """A preview's paragraphs less what asks for the subscription."""
    return tuple(line for line in paragraphs if not _is_wall(line))


def _is_wall(line: str) -> bool:
    return len(line) <= _LINE_CHARS and not quotes_somebody(line) and _WALL.search(line) is not None
