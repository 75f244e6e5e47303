"""Every metric is documented, and whatever names one names one that exists."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.metrics import MetricWrapperBase

from bot.domain.operator_alerts import OperatorAlert
from bot.metrics import counted
from bot.metrics.counted import PREFIX
from bot.metrics.gauges import READ_GAUGES
from tests.support.measured import families, promtool

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
RULES = DOCS / "monitoring" / "alerts.yml"
DASHBOARD = DOCS / "monitoring" / "dashboard.json"
TOLD = re.compile(rf"\b{PREFIX}_[a-z_]+")
ROW = re.compile(r"^\| `(\w+)` \| (\w+)(, read at the scrape)? \| (.+?) \| .+ \|$", re.MULTILINE)

ALLOWED = frozenset(
    {
        *("endpoint", "outcome", "reason", "kind", "state", "table", "type", "method", "source"),
        *("event", "route", "status", "mode", "version", "python", "role"),
    }
)
"""Labels whose values are words of ours. None is for people, accounts, chats, or addresses."""

OTHERS = re.compile(r"process_|python_gc_|python_info$")
"""What Prometheus' client brings along."""

Metrics = dict[str, tuple[str, frozenset[str]]]


def existing() -> Metrics:
    """Type and labels by name."""
    ours = [one for one in vars(counted).values() if isinstance(one, MetricWrapperBase)]
    found = {
        f"{one._name}_total" if one._type == "counter" else one._name: (
            str(one._type),
            frozenset(one._labelnames),
        )
        for one in ours
    }
    read = {f"{PREFIX}_{one.name}": ("gauge", frozenset(one.labels)) for one in READ_GAUGES}
    return {**found, **read}


def documented() -> Metrics:
    rows = ROW.findall((DOCS / "metrics.md").read_text())
    return {
        name: (kind, frozenset(re.findall(r"`(\w+)`", labels))) for name, kind, _, labels in rows
    }


def test_the_registry_holds_what_we_think_it_does() -> None:
    registered = {
        f"{one.name}_total" if one.type == "counter" else one.name
        for one in families()
        if not OTHERS.match(one.name)
    }
    assert registered == existing().keys()


def test_every_metric_is_documented_as_it_is_and_no_other() -> None:
    assert documented() == existing()


@pytest.mark.proves("S23")
def test_no_label_is_for_what_grows_without_end() -> None:
    assert {label for _, labels in existing().values() for label in labels} == ALLOWED


@pytest.mark.parametrize("file", [RULES, DASHBOARD, DOCS / "production-checklist.md"])
def test_what_is_named_exists(file: Path) -> None:
    known = {f"{name}{end}" for name in existing() for end in ("", "_bucket", "_count", "_sum")}
    named = set(TOLD.findall(file.read_text()))
    assert named
    assert named - known == set()


def test_the_dashboard_shows_every_metric_and_adds_up_nothing_that_was_read() -> None:
    panels = json.loads(DASHBOARD.read_text())["panels"]
    asked = [target["expr"] for panel in panels for target in panel.get("targets", ())]
    shown = {re.sub(r"_bucket$", "", name) for one in asked for name in TOLD.findall(one)}
    assert shown == existing().keys()
    for gauge in READ_GAUGES:
        for one in asked:
            if re.search(rf"{PREFIX}_{gauge.name}\b", one):
                assert "sum" not in one, one
    assert len({panel["id"] for panel in panels}) == len(panels)


def rules() -> list[dict[str, Any]]:
    (group,) = yaml.safe_load(RULES.read_text())["groups"]
    found: list[dict[str, Any]] = group["rules"]
    return found


def test_every_rule_leads_to_words_that_exist() -> None:
    anchors = {
        re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", (DOCS / "operate.md").read_text(), re.MULTILINE)
    }
    assert {one.value for one in OperatorAlert} < anchors
    for rule in rules():
        path, _, anchor = rule["annotations"]["runbook"].partition("#")
        assert (ROOT / path).is_file()
        assert not anchor or "{{" in anchor or anchor in anchors, rule["alert"]


def test_promtool_takes_the_rules() -> None:
    assert f"{len(rules())} rules found" in promtool("check", "rules", RULES)


def test_the_rules_fire_when_they_should_and_not_before() -> None:
    assert "SUCCESS" in promtool("test", "rules", Path(__file__).parent / "alerts_test.yml")
