"""Screens that are sent later, by another process perhaps: text, buttons and chart as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from bot.presenters.screen import Button, ChartKind, ChartSpec, Screen, Series, Style
from bot.telegram.callbacks import pack, unpack


def to_json(screen: Screen) -> dict[str, Any]:
    """Raises ValueError for a screen with anything else: it would be lost on the way."""
    if screen != Screen(screen.text, screen.buttons, screen.chart):
        raise ValueError("a screen that waits has text, buttons and a chart only")
    return {
        "text": screen.text,
        "buttons": [[_button_to_json(button) for button in row] for row in screen.buttons],
        "chart": None if screen.chart is None else asdict(screen.chart),
    }


def from_json(said: Mapping[str, Any]) -> Screen:
    """Raises KeyError, TypeError or ValueError for what another version of ours has written."""
    return Screen(
        text=said["text"],
        buttons=[[_button(button) for button in row] for row in said["buttons"]],
        chart=None if said["chart"] is None else _chart(said["chart"]),
    )


def _button_to_json(button: Button) -> dict[str, Any]:
    said = asdict(replace(button, action=None))
    said["action"] = None if button.action is None else pack(button.action)
    return {name: value for name, value in said.items() if value is not None}


def _button(said: Mapping[str, Any]) -> Button:
    action = unpack(said["action"]) if "action" in said else None
    if action is None and "action" in said:
        raise ValueError("a button of no action of ours")
    style = Style(said["style"]) if "style" in said else None
    return Button(**{**said, "action": action, "style": style})


def _chart(said: Mapping[str, Any]) -> ChartSpec:
    return ChartSpec(
        **{
            **said,
            "kind": ChartKind(said["kind"]),
            "labels": tuple(said["labels"]),
            "series": tuple(_series(one) for one in said["series"]),
        }
    )


def _series(said: Mapping[str, Any]) -> Series:
    lists = {name: tuple(value) for name, value in said.items() if isinstance(value, list)}
    return Series(**{**said, **lists})
