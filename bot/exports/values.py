"""Single values as text that machines read back."""

from datetime import UTC, date, datetime, time


def as_text(value: object) -> str:
    """Dates and times by ISO 8601, instants in UTC. Raises TypeError for what has no text form."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be exported")
