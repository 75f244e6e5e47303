"""What an account can look like: from nothing at all to more than fits."""

from dataclasses import dataclass


@dataclass(frozen=True)
class State:
    """``scale`` multiplies the numbers of an ordinary account; None: Instagram gave none."""

    name: str
    username: str = "casa.verde"
    real_name: str = "Casa Verde"
    caption: str | None = "Autumn in the garden: what to plant now, and what to leave alone"
    scale: float | None = 1
    media: int = 214

    def number(self, ordinary: int) -> int | None:
        return None if self.scale is None else round(ordinary * self.scale)

    def share(self, ordinary: float) -> float | None:
        """Of an account with numbers; a share does not grow with it."""
        return ordinary if self.scale else None


NORMAL = State("normal")
STATES = (
    NORMAL,
    State("empty", caption=None, scale=0, media=0),
    State("tiny", username="ana.ceramica", real_name="Ana", scale=0.002, media=3),
    State("huge", username="instagram_official.account.30c", scale=54_321, media=48_120),
    State("nothing", scale=None),
    State(
        "script",
        username="_.dar_alazhar._",
        real_name="دار الأزهار 🌸",
        caption="🌸 مجموعة الربيع وصلت اليوم 👩‍👩‍👧‍👦 <b>خصم</b> & هدية لكل طلب! 👍🏽",
    ),
    State("long", caption="Slow mornings, <i>loud</i> colours & a very long story. " * 42),
)
