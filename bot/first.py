"""A first settings file, by asking: the zone, a region, and the chats. Tokens are asked for by name only."""

from __future__ import annotations

import json
from pathlib import Path

from rich.console import Console
from rich.prompt import Confirm, Prompt

from config.settings import REGIONS, SettingsError, load, load_region


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
    zone = Prompt.ask("Time zone (IANA name)", default=zone, console=screen)
    contact = Prompt.ask("An address that site owners may write to", default="", console=screen)
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
    screen.print(f"Wrote {path}. Next: readout doctor, then readout run.")


def _subscription(screen: Console) -> list[str]:
    if not Confirm.ask("Post a daily digest to a Slack or Telegram chat", default=False, console=screen):
        return []
    chat = Prompt.ask("Which chat (slack:C0123456 or telegram:-1001234567)", console=screen)
    at = Prompt.ask("At what time", default="08:30", console=screen)
    return ["", "[[subscriptions]]", f"chat = {_toml(chat)}", f"at = [{_toml(at)}]"]


def _toml(value: str | list[str]) -> str:
    return json.dumps(value, ensure_ascii=False)  # a JSON string or list of strings is a TOML one


def _save(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    try:
        load(path)
    except SettingsError:
        path.unlink()
        raise
