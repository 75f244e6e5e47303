"""The card that every chart is drawn on: its size, its colours, and words that are made to fit."""

from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from bot.charts.glyphs import FONT

# A matplotlibrc of the machine must not change the pictures.
mpl.rcdefaults()
mpl.rcParams.update({"font.family": FONT, "text.parse_math": False})

# All sizes are pixels: at 72 dpi a point is one. Telegram shows the card 400 wide: a quarter.
WIDTH, HEIGHT, DPI = 1600, 1000, 72
# In a chat on a small phone it is 335 wide, where the smallest words are still 9 pixels.
MARGIN = 48
TITLE, VALUE, LABEL, NOTE = 64, 64, 54, 44
SMALLEST_TITLE, SMALLEST_LEGEND = 48, 44
MOST_LABELS = 7
MOST_POINTS_APART = 45
"""More points of one line run into each other: thinner strokes, the muted one faint and whole."""
MOST_WRITTEN_BARS = 8
MOST_DASHES = 16
"""Those of more bars would touch, and look like a line: there a gap says it alone."""
LABEL_GAP = 28
LOWEST_PLOT = 500
"""The plot is at least this high, with everything around it."""


@dataclass(frozen=True)
class Theme:
    """The colours of a card. Those of the series stay apart in every kind of colour blindness."""

    ground: str
    grid: str
    quiet: str
    text: str
    colours: tuple[str, ...]
    muted: str
    glow: float
    """How strongly a line colours what lies below it."""
    stroke: float = 1
    """What the thickness of lines is multiplied by."""
    dot: float = 28
    """Across, with its rim."""
    shapes_only: bool = False
    """Neither gradients nor halos, which a vector picture would hold as pixels and outlines."""


# Night blue and lamp light: looks right on Telegram's white and dark chats.
CHAT = Theme(
    ground="#1c2838",
    grid="#33435a",
    quiet="#a9b8cc",
    text="#f4f7fb",
    colours=("#ffb84d", "#56b4e9", "#e58fc0", "#3fc79a"),
    muted="#8496ae",
    glow=0.4,
)
# For a white page, where much ink is ugly and thick lines look coarse; darker, because thin lines
# and numbers in the same colour have to be read (4.5 : 1).
PAPER = Theme(
    ground="#ffffff",
    grid="#dde3eb",
    quiet="#5b6b80",
    text="#1c2838",
    colours=("#24608f", "#b05f00", "#a8437a", "#1b7a57"),
    muted="#8b97a8",
    glow=0.1,
    stroke=0.6,
    dot=22,
    shapes_only=True,
)


class Card(Figure):
    """A figure of the size of a card, in its theme."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor=theme.ground)
        FigureCanvasAgg(self)  # measures the texts
        self.theme = theme


def write_title(figure: Card, title: str, top: float) -> float:
    """Made smaller to fit, then cut. Answers the height it takes."""
    room = WIDTH - 2 * MARGIN
    size = max(
        SMALLEST_TITLE, min(TITLE, TITLE * room / max(1, width_of(figure, title, TITLE, bold=True)))
    )
    text = shortened(figure, title, size, bold=True)
    write(figure, MARGIN, top, text, size=size, color=figure.theme.text, weight="bold", va="top")
    return TITLE + 56


def write(figure: Card, x: float, y: float, text: str, **look: Any) -> Text:
    return figure.text(x / WIDTH, y / HEIGHT, text, **({"color": figure.theme.quiet} | look))


def shortened(
    figure: Figure, text: str, size: float, *, bold: bool = False, room: float = WIDTH - 2 * MARGIN
) -> str:
    """``text``, its end replaced by "…" if it is wider than ``room``."""
    shown = text
    while len(shown) > 1 and width_of(figure, shown, size, bold=bold) > room:
        shown = shown[:-2].rstrip() + "…"
    return shown


def width_of(figure: Figure, text: str, size: float, *, bold: bool = False) -> float:
    """In pixels."""
    measured = Text(0, 0, text, size=size, weight="bold" if bold else "normal", figure=figure)
    return measured.get_window_extent().width
