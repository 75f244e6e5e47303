"""What one process of many does, and which settings many processes need."""

from enum import StrEnum

from bot.config import ConfigError, Settings


class Role(StrEnum):
    """The share of one process: everything, or one of the three that scale apart."""

    ALL = "all"
    WEB = "web"
    CLOCK = "clock"
    WORKER = "worker"

    @property
    def meets_people(self) -> bool:
        """Serves web pages and webhooks, and takes Telegram's updates."""
        return self in {Role.ALL, Role.WEB}

    @property
    def ticks(self) -> bool:
        """Claims what is due and hands it over."""
        return self in {Role.ALL, Role.CLOCK}

    @property
    def works(self) -> bool:
        """Takes what was handed over."""
        return self in {Role.ALL, Role.WORKER}


def check_role(role: Role, settings: Settings) -> None:
    """Raises ConfigError for a share of work that could never reach the other processes."""
    if role is Role.ALL:
        return
    problems = []
    if settings.database_url.startswith("sqlite"):
        problems.append(
            f"DATABASE_URL is a SQLite file, which serves one process only, not --role {role}"
            " -> use PostgreSQL, or run without --role"
        )
    if settings.queue_url == "memory://":
        problems.append(
            f"QUEUE_URL is memory://, which reaches no other process, and --role {role} needs it to"
            " -> set nats://host:4222 or redis://host:6379, or run without --role"
        )
    if problems:
        raise ConfigError(problems)
