"""The table of switches: told over HTTP, written in the documents, and tried switch by switch."""

from pathlib import Path

from bot.sandbox.instagram import FAULTS
from tests.sandbox.instagram.conftest import Sandbox
from tests.sandbox.instagram.switches import (
    test_insights,
    test_limits,
    test_linking,
    test_replies,
    test_webhooks,
)

DOCUMENT = Path(__file__).parents[4] / "docs" / "sandbox.md"

TRIED_IN_TESTS_OF_THEIR_OWN = {
    "call_budget",
    "follows_and_unfollows_keys",
    "insight_latency",
    "me_envelope",
}


async def test_the_table_lists_every_switch_with_its_meaning(sandbox: Sandbox) -> None:
    reply = await sandbox.call("GET", "/sandbox/instagram/switches")
    names = [switch["name"] for switch in reply.body["switches"]]
    assert set(names) == FAULTS
    assert len(names) == len(FAULTS)
    assert all(switch["description"] for switch in reply.body["switches"])


async def test_the_document_is_the_table(sandbox: Sandbox) -> None:
    reply = await sandbox.call("GET", "/sandbox/instagram/switches")
    expected = []
    for switch in reply.body["switches"]:
        params = ", ".join(f"`{name}`: {value}" for name, value in switch["params"].items())
        shown = params.replace("|", "\\|") or "–"
        expected.append(f"| `{switch['name']}` | {switch['description']} | {shown} |")
    _, _, table = DOCUMENT.read_text("utf-8").partition(
        "| switch | what | params |\n|---|---|---|\n"
    )
    assert table.splitlines() == expected


def test_every_switch_is_tried_in_both_positions() -> None:
    modules = (
        test_insights,
        test_limits,
        test_linking,
        test_replies,
        test_webhooks,
    )
    tried = {position.name for module in modules for position in module.POSITIONS}
    assert tried | TRIED_IN_TESTS_OF_THEIR_OWN == FAULTS
    assert tried.isdisjoint(TRIED_IN_TESTS_OF_THEIR_OWN)
