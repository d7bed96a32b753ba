"""What a newsroom may write, and what it is told when it writes something else."""

import re
from datetime import time
from pathlib import Path

import pytest
from pydantic import BaseModel

from config.settings import (
    REGIONS,
    FetchSettings,
    ReadingSettings,
    Settings,
    SettingsError,
    SlackSettings,
    SourceSettings,
    StoreSettings,
    SubscriptionSettings,
    TelegramSettings,
    TopicSettings,
    WebSettings,
    load,
    load_region,
)

EXAMPLE = Path(__file__).parents[2] / "config" / "example.toml"


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("READOUT_ZONE", "READOUT_SLACK__BOT_TOKEN", "READOUT_FETCH__SHORTEST_MIN"):
        monkeypatch.delenv(name, raising=False)


def written(folder: Path, text: str) -> Path:
    path = folder / "readout.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_example_loads_and_shows_the_defaults() -> None:
    settings = load(EXAMPLE)

    assert settings.store == Settings().store
    assert settings.reading == Settings().reading
    assert settings.slack == SlackSettings()
    assert settings.fetch == FetchSettings(contact="desk@newsroom.example")
    assert settings.subscriptions[0].weekdays == (0, 1, 2, 3, 4)


def test_the_example_names_every_setting() -> None:
    text = EXAMPLE.read_text("utf-8")

    tables: list[type[BaseModel]] = [Settings, SourceSettings, TopicSettings, SubscriptionSettings]
    tables += [StoreSettings, ReadingSettings, FetchSettings, WebSettings, SlackSettings, TelegramSettings]

    missing = [key for table in tables for key in table.model_fields if key not in text]
    assert missing == []


@pytest.mark.parametrize("region", sorted(path.stem for path in REGIONS.glob("*.toml")))
def test_every_bundled_region_loads(region: str) -> None:
    loaded = load_region(region, beside=Path())

    assert loaded.sources
    assert loaded.topics


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('zone = "Mars"', 'zone: "Mars" is not an IANA time zone'),
        # a city where the zone has another's name
        ('zone = "Asia/Tiblisi"', 'zone: "Asia/Tiblisi" is not an IANA time zone; did you mean Asia/Tbilisi?'),
        ('zonee = "UTC"', "zonee: unknown key; did you mean zone?"),
        ('[slack]\nbot_tken = "x"', "slack.bot_tken: unknown key; did you mean bot_token?"),
        ('[slack]\nbot_token = "xoxb-1"', "slack: Socket Mode needs both tokens; app_token (xapp-…) is missing"),
        ('[[sources]]\nname = "A"', "sources[0].url: is missing"),
        (
            '[[sources]]\nname = "A"\nurl = "a.example"',
            'sources[0].url: "a.example" is not an http:// or https:// address',
        ),
        ('[fetch]\nshortest_min = "often"', "fetch.shortest_min: input should be a valid number"),
        ('[[topics]]\nname = "dam"', 'topics[0]: needs words: any = ["…"] or all = ["…"]'),
        (
            '[[subscriptions]]\nchat = "irc:#news"',
            'subscriptions[0].chat: "irc:#news" is not a chat: write slack:C0123456 (the id',
        ),
        (
            '[[subscriptions]]\nchat = "terminal"\ndays = "someday"',
            'subscriptions[0].days: "someday" is not one of every day, weekdays, weekends',
        ),
        (
            '[[subscriptions]]\nchat = "terminal"\nat = ["25:00"]',
            'subscriptions[0].at[0]: "25:00" is not a time of day: write 08:30',
        ),
        # the two tokens in each other's place
        ('[slack]\nbot_token = "xapp-1"\napp_token = "xapp-2"', "slack.bot_token: is not a bot token (xoxb-…)"),
        # what comes over HTTP has to be signed, and has to find us
        ('[slack]\nreceive = "http"\nbot_token = "xoxb-1"', "slack: HTTP needs signing_secret"),
        (
            '[slack]\nreceive = "http"\nsigning_secret = "x"',
            "slack: HTTP needs either bot_token, for one workspace, or",
        ),
        ('[slack]\nclient_id = "1"', 'slack: client_id, client_secret and signing_secret are for receive = "http"'),
        ('[slack]\nreceive = "http"\nclient_id = "1"\nsigning_secret = "x"', "slack: client_secret is missing"),
        (
            '[slack]\nreceive = "http"\nbot_token = "xoxb-1"\nsigning_secret = "x"',
            'slack.receive = "http" needs web.port',
        ),
        ('[web]\nport = 80\n[telegram]\nreceive = "webhook"', 'telegram.receive = "webhook" needs web.url'),
        ('[web]\nurl = "http://readout.example"', 'web.url: "http://readout.example" is not like https://'),
        ('[web]\nurl = "https://readout.example/x"', "no path"),
        ("[web]\nport = 70000", "web.port: "),
        (
            (
                '[web]\nport = 80\nurl = "https://readout.example"\n[slack]\nreceive = "http"\nclient_id = "1"\n'
                'client_secret = "2"\nsigning_secret = "3"\n[[subscriptions]]\nchat = "slack:C1"'
            ),
            '"slack:C1" does not say in which workspace: write slack:TEAM/CHANNEL',
        ),
        ('[telegram]\ntoken = "hello"', "telegram.token: is not a token of @BotFather (123456:…)"),
        ("zone = ", "not valid TOML"),
    ],
)
def test_a_wrong_setting_names_file_key_and_what_was_expected(tmp_path: Path, text: str, message: str) -> None:
    path = written(tmp_path, text)

    with pytest.raises(SettingsError) as caught:
        load(path)

    assert str(caught.value).startswith(f"{path}: ")
    assert message in str(caught.value)


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="`readout init` writes a first one"):
        load(tmp_path / "readout.toml")


def test_the_environment_overrides_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, 'zone = "UTC"\n[fetch]\nshortest_min = 30\ncontact = "a@b.example"')
    monkeypatch.setenv("READOUT_ZONE", "Asia/Baku")
    monkeypatch.setenv("READOUT_FETCH__SHORTEST_MIN", "5")

    settings = load(path)

    assert (settings.zone, settings.fetch.shortest_min) == ("Asia/Baku", 5)
    assert settings.fetch.contact == "a@b.example"


@pytest.mark.parametrize("name", ["READOUT_TELEGRAM_TOKEN", "READOUT_SLACK__BOT_TOKN"])
def test_a_variable_that_is_nearly_one_of_ours_is_not_passed_over(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "x")

    with pytest.raises(SettingsError, match=f"{name}: no setting has this variable; did you mean READOUT_"):
        load(None)


@pytest.mark.parametrize("written_as", ["8:30", "08:30"])
def test_a_time_may_be_written_as_people_write_it(tmp_path: Path, written_as: str) -> None:
    path = written(tmp_path, f'[[subscriptions]]\nchat = "terminal"\nat = ["{written_as}"]')

    assert load(path).subscriptions[0].at == (time(8, 30),)


def test_a_wrong_variable_is_named_in_place_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUT_FETCH__SHORTEST_MIN", "often")

    with pytest.raises(SettingsError, match=r"^READOUT_FETCH__SHORTEST_MIN: fetch.shortest_min: "):
        load(None)


@pytest.mark.parametrize("show", [repr, str, Settings.model_dump_json])
def test_tokens_never_print_themselves(tmp_path: Path, show: object) -> None:
    path = written(tmp_path, '[slack]\nbot_token = "xoxb-1"\napp_token = "xapp-2"\n[telegram]\ntoken = "3:AAA"')
    web = '[web]\nport = 80\nurl = "https://readout.example"\n'
    slack = '[slack]\nreceive = "http"\nclient_id = "4"\nclient_secret = "cs-5"\nsigning_secret = "ss-6"\n'

    shown = show(load(path)) + show(load(written(tmp_path, web + slack)))  # type: ignore[operator]

    assert not any(secret in shown for secret in ("xoxb-1", "xapp-2", "3:AAA", "cs-5", "ss-6"))


def test_the_public_address_has_no_slash_at_its_end(tmp_path: Path) -> None:
    assert load(written(tmp_path, '[web]\nurl = "https://readout.example/"')).web.url == "https://readout.example"


def test_a_wrong_token_is_not_shown_in_the_complaint(tmp_path: Path) -> None:
    path = written(tmp_path, "[telegram]\ntoken = 12345678")

    with pytest.raises(SettingsError) as caught:
        load(path)

    assert "12345678" not in str(caught.value)


def test_an_unknown_region_lists_the_bundled_ones(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="neither one of south-caucasus nor a file"):
        load_region("atlantis", beside=tmp_path)
    with pytest.raises(SettingsError, match=re.escape(f"nor a file at {tmp_path / 'atlantis.toml'}")):
        load_region("atlantis.toml", beside=tmp_path)


def test_a_folder_is_no_settings_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read: Is a directory"):
        load(tmp_path)


@pytest.mark.parametrize("contact", ["desk@news.example", "https://news.example/bot", "+https://news.example", ""])
def test_a_contact_is_an_address(tmp_path: Path, contact: str) -> None:
    assert load(written(tmp_path, f'[fetch]\ncontact = "{contact}"')).fetch.contact == contact


@pytest.mark.parametrize(
    "contact", ["hello world", "desk", "desk@news", "@", "a@b.example\\r\\nX: y", "www.news.example"]
)
def test_a_contact_that_nobody_could_write_to_is_refused(tmp_path: Path, contact: str) -> None:
    with pytest.raises(SettingsError, match="neither an e-mail address nor a web address"):
        load(written(tmp_path, f'[fetch]\ncontact = "{contact}"'))
