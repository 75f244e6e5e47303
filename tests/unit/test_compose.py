"""``compose.yaml`` starts what ``docs/operate.md`` promises. Nothing here starts a container."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.config import SECRETS, read_settings
from bot.roles import Role, check_role
from bot.stopping import STOPPED_WITHIN
from tests.unit.test_config import GOOD

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
ROLES = {"web": 1, "clock": 2, "worker": 2}


def test_there_are_a_database_a_queue_one_migration_and_every_role() -> None:
    assert set(SERVICES) == {"postgres", "nats", "migrate", *ROLES}
    assert {name: SERVICES[name]["deploy"]["replicas"] for name in ROLES} == ROLES
    assert SERVICES["migrate"]["command"] == ["farolero", "migrate"]
    assert SERVICES["migrate"]["restart"] == "no"


@pytest.mark.parametrize("role", ROLES)
def test_a_role_runs_with_settings_that_it_accepts(role: str) -> None:
    service = SERVICES[role]
    assert service["command"] == ["farolero", "run", "--role", role]
    given = service["environment"]
    files = {name.removesuffix("_FILE"): path for name, path in given.items() if "_FILE" in name}
    plain = {name: value for name, value in given.items() if "_FILE" not in name}
    assert files.keys() <= SECRETS
    assert not SECRETS & plain.keys() - {"QUEUE_URL"}
    database = {"DATABASE_URL": "postgresql+asyncpg://farolero:x@postgres/farolero"}
    settings = read_settings({**GOOD, **plain, **database})
    check_role(Role(role), settings)
    assert settings.http_host == "0.0.0.0"
    assert settings.workers == ROLES["worker"]
    assert settings.queue_url == "nats://nats:4222"


@pytest.mark.parametrize("role", ROLES)
def test_a_role_begins_when_the_schema_is_there_and_stops_in_peace(role: str) -> None:
    service = SERVICES[role]
    assert service["depends_on"] == {
        "migrate": {"condition": "service_completed_successfully"},
        "postgres": {"condition": "service_healthy"},
        "nats": {"condition": "service_healthy"},
    }
    assert int(service["stop_grace_period"].removesuffix("s")) > STOPPED_WITHIN
    assert service["restart"] == "unless-stopped"


def test_every_service_that_stays_is_asked_for_its_health() -> None:
    for name in ROLES:
        assert "http://127.0.0.1:8080/readyz" in SERVICES[name]["healthcheck"]["test"][-1]
    assert "pg_isready" in SERVICES["postgres"]["healthcheck"]["test"][-1]
    assert "/healthz" in SERVICES["nats"]["healthcheck"]["test"][-1]
    assert "--jetstream" in SERVICES["nats"]["command"]
    assert SERVICES["migrate"]["healthcheck"] == {"disable": True}


def test_secrets_come_from_files_and_only_the_web_is_reached_from_outside() -> None:
    for name in ("migrate", *ROLES):
        service = SERVICES[name]
        named = {Path(path).name for key, path in service["environment"].items() if "_FILE" in key}
        assert named == set(service["secrets"])
        assert named <= COMPOSE["secrets"].keys()
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["web"]
    assert SERVICES["web"]["ports"] == ["127.0.0.1:8080:8080"]
    whole = (ROOT / "compose.yaml").read_text()
    ignored = (ROOT / ".gitignore").read_text().splitlines()
    assert "/secrets/" in ignored
    assert "/farolero.env" in ignored
    assert "password:" not in whole.replace("postgres_password:", "")


@pytest.mark.proves("S31")
@pytest.mark.parametrize("name", ["migrate", *ROLES])
def test_no_container_of_ours_can_do_more_than_it_needs(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["tmpfs"] == ["/tmp"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    # Nor may it be another user than the image's, or see something of the machine.
    assert not service.keys() & {"user", "privileged", "cap_add", "devices", "pid", "volumes"}


def test_what_holds_data_keeps_it_in_a_volume() -> None:
    assert SERVICES["postgres"]["volumes"] == ["postgres:/var/lib/postgresql"]
    assert SERVICES["nats"]["volumes"] == ["nats:/data"]
    assert COMPOSE["volumes"].keys() == {"postgres", "nats"}


def test_the_guide_tells_of_every_service() -> None:
    guide = (ROOT / "docs" / "operate.md").read_text()
    for name in ("`migrate`", *(f"`{role}`" for role in ROLES)):
        assert name in guide
    assert "docs/operate.md" in (ROOT / "README.md").read_text()
