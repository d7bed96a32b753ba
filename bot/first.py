"""A first settings file, by asking: the zone, a region, and the chats. Tokens are asked for by name only."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from rich.console import Console
from rich.prompt import Confirm, Prompt

from config.settings import FILE, REGIONS, Chat, Contact, LocalTime, SettingsError, Zone, load, load_region


def write(path: Path, *, screen: Console) -> None:
    """Ask, then write a settings file that loads.

    Raises:
        SettingsError: There is a file already, or an answer makes no valid setting (nothing is left behind).
    """
    if path.exists():
        raise SettingsError(f"{path}: there already. Change it, or name another with --settings")
    bundled = sorted(each.stem for each in REGIONS.glob("*.toml"))
    region = Prompt.ask("Region to watch", choices=[*bundled, "none"], default=bundled[0], console=screen)
    zone = "UTC" if region == "none" else load_region(region, beside=path.parent).zone
    zone = _ask("Time zone (IANA name)", TypeAdapter(Zone), screen, default=zone)
    contact = _ask("An e-mail or web address for site owners, or nothing", TypeAdapter(Contact), screen, default="")
    lines = [
        "# Every setting: config/example.toml. Tokens are better in the environment:",
        "# READOUT_SLACK__BOT_TOKEN, READOUT_SLACK__APP_TOKEN, READOUT_TELEGRAM__TOKEN",
        f"zone = {_toml(zone)}",
        f"regions = {_toml([] if region == 'none' else [region])}",
        *(["", "[fetch]", f"contact = {_toml(contact)}"] if contact else []),
        *(_subscription(screen)),
        "",
    ]
    _save(path, "\n".join(lines))
    first = "`readout sources add URL` for each outlet, " if region == "none" else ""
    named = f" --settings {path}" if path != FILE else ""
    screen.print(f"Wrote {path}. Next: {first}`readout doctor{named}`, then `readout run{named}`.", soft_wrap=True)


def _subscription(screen: Console) -> list[str]:
    if not Confirm.ask("Post a daily digest to a Slack or Telegram chat", default=False, console=screen):
        return []
    chat = _ask("Which chat (slack:C0123456, telegram:@name or telegram:-1001234567)", TypeAdapter(Chat), screen)
    at = _ask("At what time", TypeAdapter(LocalTime), screen, default="08:30")
    return ["", "[[subscriptions]]", f"chat = {_toml(chat)}", f"at = [{_toml(at)}]"]


def _ask(question: str, kind: TypeAdapter[Any], screen: Console, *, default: str | None = None) -> str:
    """Ask until the answer is one that the setting takes."""
    while True:
        answer = Prompt.ask(question, default=default, console=screen) or ""
        try:
            kind.validate_python(answer)
        except ValidationError as error:
            screen.print(error.errors()[0]["msg"].removeprefix("Value error, "), style="red", markup=False)
        else:
            return answer


def _toml(value: str | list[str]) -> str:
    return json.dumps(value, ensure_ascii=False)  # a JSON string or list of strings is a TOML one


def _save(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    try:
        load(path)
    except SettingsError:
        path.unlink()
        raise
