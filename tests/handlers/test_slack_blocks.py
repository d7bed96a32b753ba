"""What a digest looks like on Slack."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import slack_rules

from digest.model import Section
from handlers.slack import blocks, forms, views
from handlers.slack.elements import said_by
from tests.builders import MEETING, TITLE, digest, entry, evidence, item, link, quotation_item, section, span
from tests.handlers import slack_pictures

MANIFEST = json.loads((Path(blocks.__file__).parent / "manifest.json").read_text("utf-8"))


def shown(**changes: Any) -> list[dict[str, Any]]:
    [payload] = blocks.render(digest(entries=(entry(**changes),)))
    listed: list[dict[str, Any]] = json.loads(payload)["blocks"]
    return listed


def words(block: dict[str, Any]) -> str:
    """A rich_text block as it reads: one line a paragraph, bold between stars."""
    heading, bullets = block["elements"]
    lines = [heading, *bullets["elements"]]
    return "\n".join("".join(_run(run) for run in line["elements"]) for line in lines)


def _run(run: dict[str, Any]) -> str:
    return f"*{run['text']}*" if run.get("style") else str(run["text"])


def test_a_section_is_a_heading_and_bullets_with_names_in_bold() -> None:
    _, met, said, *_ = shown()

    assert words(met) == "*Who met whom*\n*Mara Venn* (Ardal) met *Tomas Reyk* (Belmark) in Port Hale, Thursday"
    assert words(said) == "*What was said*\nVenn: “The first train will run in June,”"


def test_background_and_links_are_small_print() -> None:
    background = Section("background", (item(text="a call in January", strong=()), item(text="talks, May", strong=())))

    aside, links = [block for block in shown(sections=(background,)) if block["type"] == "context"]

    assert aside["elements"][0]["text"] == "🕒 Background: a call in January; talks, May"
    assert links["elements"][0]["text"] == "<https://courier.example/news/rail-link|Read the article> · Courier"


def test_several_outlets_are_named_in_the_links() -> None:
    links = (link(), link(outlet="Herald & Post", url="https://herald.example/a?b=1&c=2"))

    text = next(block for block in shown(links=links) if block["type"] == "context")["elements"][0]["text"]

    assert text == (
        "Read at: <https://courier.example/news/rail-link|Courier> · "
        "<https://herald.example/a?b=1&amp;c=2|Herald &amp; Post>"
    )


def test_lines_that_found_no_room_are_counted_beside_the_links() -> None:
    context = next(block for block in shown(left_out=2) if block["type"] == "context")

    assert context["elements"][0]["text"].endswith("|Read the article> · Courier · 2 more lines there")


def test_the_evidence_is_folded_away() -> None:
    folded = next(block for block in shown() if block["type"] == "container")

    assert folded["title"]["text"] == "Evidence: 2 sentences from the article"
    assert folded["default_collapsed"] is True
    assert [element["text"] for element in folded["child_blocks"][0]["elements"]] == ["*When, where*", MEETING]


def test_more_evidence_than_a_container_holds_goes_on_in_another() -> None:
    many = tuple(evidence(text=f"Sentence {number}.", span=span("Venn")._replace(end=number)) for number in range(13))

    told = shown(sections=(section(items=(item(evidence=many),)),))
    titles = [block["title"]["text"] for block in told if block["type"] == "container"]

    assert titles == ["Evidence: 10 sentences from the article", "Evidence: 3 sentences from the article"]


def test_a_headline_longer_than_a_header_is_kept_whole() -> None:
    first, *_ = shown(headline="word " * 100)

    assert first["type"] == "rich_text"
    assert first["elements"][0]["elements"][0]["text"] == ("word " * 100).strip()


def test_the_notification_tells_the_news() -> None:
    [payload] = blocks.render(digest())

    assert json.loads(payload)["text"] == (
        f"{TITLE} · Mara Venn (Ardal) met Tomas Reyk (Belmark) in Port Hale, Thursday"
    )


def test_nothing_is_unfurled_and_rendering_again_gives_the_same() -> None:
    [payload] = blocks.render(digest())

    message = json.loads(payload)
    assert (message["unfurl_links"], message["unfurl_media"]) == (False, False)
    assert blocks.render(digest()) == [payload]


def test_a_quiet_day_is_one_line() -> None:
    [payload] = blocks.render(digest(entries=(), unreachable=("Gazette",)))

    assert json.loads(payload)["text"] == (
        "Nothing new since 23 April, 12:00 UTC. 2 sources checked.\nCould not be reached: Gazette"
    )


def test_without_containers_the_evidence_is_a_message_of_its_own() -> None:
    message = json.loads(blocks.render(digest(entries=(entry(sections=(section(items=(quotation_item(),)),)),)))[0])

    plain, [below] = blocks.unfold(message)

    assert all(block["type"] != "container" for block in plain["blocks"])
    [folded] = [block for block in message["blocks"] if block["type"] == "container"]
    assert below["blocks"] == folded["child_blocks"]


def test_where_newer_blocks_are_refused_right_and_wrong_are_plain_buttons() -> None:
    plain, _ = blocks.unfold(json.loads(blocks.render(digest())[0]))

    about = ("edition:edition-1", f"story:{entry().story}")
    said = [(each["text"]["text"], said_by(each["value"])) for each in plain["blocks"][-1]["elements"]]
    assert plain["blocks"][-1]["type"] == "actions"
    assert said == [("Right", ("right", *about)), ("Wrong", ("wrong", *about))]


def test_a_story_s_menu_asks_about_its_people_and_its_topic() -> None:
    [payload] = blocks.render(replace(digest(), topics=("North Sound",)))

    [menu] = [block for block in json.loads(payload)["blocks"] if block["type"] == "actions"]
    said = [(each["text"]["text"], said_by(each["value"])) for each in menu["elements"][0]["options"]]
    assert said == [
        ("Why is this here?", ("why", *TITLE.split())),
        ("Who is Mara Venn?", ("who", "Mara", "Venn")),
        ("Who is Tomas Reyk?", ("who", "Tomas", "Reyk")),
        ("Mute North Sound for a week", ("mute", "North", "Sound", "1w")),
        ("Settings", ("settings",)),
    ]


def test_the_manifest_asks_for_what_is_used_and_no_more() -> None:
    assert [each["command"] for each in MANIFEST["features"]["slash_commands"]] == ["/summary", "/readout"]
    assert MANIFEST["settings"]["event_subscriptions"]["bot_events"] == [
        *("app_home_opened", "app_mention", "message.im", "member_joined_channel", "tokens_revoked", "app_uninstalled")
    ]
    assert MANIFEST["features"]["app_home"]["home_tab_enabled"] is True
    assert [each["callback_id"] for each in MANIFEST["features"]["shortcuts"]] == [views.SUBSCRIBE, forms.REPORT]
    assert MANIFEST["settings"]["interactivity"]["is_enabled"] is True
    assert MANIFEST["settings"]["socket_mode_enabled"] is True
    assert MANIFEST["oauth_config"]["scopes"]["bot"] == [
        *("commands", "chat:write", "app_mentions:read", "im:history", "users:read", "channels:read", "groups:read")
    ]


def test_the_manifest_for_http_differs_only_in_how_slack_reaches_us() -> None:
    other = json.loads((Path(blocks.__file__).parent / "manifest-http.json").read_text("utf-8"))
    url = "https://readout.example/slack/events"

    reached = {"is_enabled": True, "request_url": url, "message_menu_options_url": url}
    assert other["settings"].pop("interactivity") == reached
    assert other["settings"]["event_subscriptions"].pop("request_url") == url
    assert {each.pop("url") for each in other["features"]["slash_commands"]} == {url}
    assert other["oauth_config"].pop("redirect_urls") == ["https://readout.example/slack/oauth_redirect"]
    ours = json.loads(json.dumps(MANIFEST))
    del ours["settings"]["interactivity"]
    ours["settings"] |= {"socket_mode_enabled": False, "token_rotation_enabled": True}
    assert other == ours


def test_the_pages_of_the_pictures_show_what_is_sent() -> None:
    made = slack_pictures.pages()

    assert "Who is Mara Venn?" in made["slack-digest"]
    assert "would have brought 12 stories" in made["slack-form"]
    assert "Next: Fri 25 April, 08:30." in made["slack-home"]


def test_what_a_digest_ends_with_keeps_the_limits_however_long_it_is() -> None:
    lost = tuple(f"{'x' * 1_900} {number}" for number in range(9))

    payloads = blocks.render(digest(unreachable=lost, silent=lost))

    weights = [slack_rules.blocks_weight(json.loads(each)["blocks"]) for each in payloads]  # type: ignore[no-untyped-call]
    assert max(weights) <= blocks.MESSAGE_CHARS
    assert all(name in "".join(payloads) for name in lost)
