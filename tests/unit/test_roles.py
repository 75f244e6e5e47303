"""One process of many: which settings it needs, and what is its share."""

import pytest

from bot.config import ConfigError, Settings, read_settings
from bot.roles import Role, check_role
from tests.unit.test_config import GOOD

POSTGRESQL = "postgresql+asyncpg://farolero@localhost/farolero"
NATS = "nats://localhost:4222"
SHARES = [Role.WEB, Role.CLOCK, Role.WORKER]


def settings(**changes: str) -> Settings:
    return read_settings({**GOOD, **changes})


def test_one_process_needs_nothing() -> None:
    check_role(Role.ALL, settings())
    check_role(Role.ALL, settings(DATABASE_URL=POSTGRESQL))
    check_role(Role.ALL, settings(DATABASE_URL=POSTGRESQL, QUEUE_URL=NATS))


@pytest.mark.parametrize("role", SHARES)
def test_a_share_needs_a_queue_and_a_database_for_several(role: Role) -> None:
    check_role(role, settings(DATABASE_URL=POSTGRESQL, QUEUE_URL=NATS))
    for changes, named in (
        ({"QUEUE_URL": NATS}, ["DATABASE_URL"]),
        ({"DATABASE_URL": POSTGRESQL}, ["QUEUE_URL"]),
        ({}, ["DATABASE_URL", "QUEUE_URL"]),
    ):
        with pytest.raises(ConfigError) as refused:
            check_role(role, settings(**changes))
        assert [problem.split()[0] for problem in refused.value.problems] == named
        assert all(f"--role {role}" in one and " -> " in one for one in refused.value.problems)


def test_every_part_is_somebodys_share() -> None:
    for part in ("meets_people", "ticks", "works"):
        assert [role for role in SHARES if getattr(role, part)] != []
        assert getattr(Role.ALL, part)
