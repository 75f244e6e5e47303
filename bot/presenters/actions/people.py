"""When posts do better, and who sees them."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class OpenBestTime:
    """``kind`` is a ``MediaProductType``, or empty for what the account publishes most.

    ``origin``: where Back leads, as for OpenMedia; to the start when empty.
    """

    kind: str = ""
    origin: str = ""


class Who(StrEnum):
    """Whose ages, genders and places are shown."""

    FOLLOWERS = "followers"
    ENGAGED = "engaged"


class By(StrEnum):
    """What people are told apart by: Meta's names of the breakdowns."""

    AGE = "age"
    GENDER = "gender"
    CITY = "city"
    COUNTRY = "country"


@dataclass(frozen=True)
class OpenAudience:
    """``origin``: where Back leads, as for OpenMedia; to the start when empty."""

    who: Who = Who.FOLLOWERS
    by: By = By.AGE
    origin: str = ""
