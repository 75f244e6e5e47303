"""A page as HTML. Everything that is said is escaped here, and only here."""

from html import escape

from bot.presenters.pages import Page


def render(page: Page, static: str, *, form: bool = False, button_url: str | None = None) -> str:
    """The whole document. ``static`` is where our style lives.

    The button posts the page's own address when ``form`` is set, else it leads to
    ``button_url``; without either there is none.
    """
    parts = [f"<h1>{escape(page.title)}</h1>"]
    parts += [f"<p>{escape(paragraph)}</p>" for paragraph in page.paragraphs]
    if page.points:
        points = "".join(f"<li>{escape(point)}</li>" for point in page.points)
        parts.append(f"<ul>{points}</ul>")
    if page.button and form:
        parts.append(
            '<form method="post"><input type="hidden" name="time_zone" id="time-zone">'
            f'<button data-testid="continue">{escape(page.button)}</button></form>'
            f'<script src="{escape(static)}/zone.js"></script>'
        )
    elif page.button and button_url:
        parts.append(
            f'<a class="button" data-testid="back" href="{escape(button_url)}">'
            f"{escape(page.button)}</a>"
        )
    if page.code and page.code_label:
        parts.append(f"<p>{escape(page.code_label)}</p>")
        parts.append(f'<p class="code" data-testid="typed-code">{escape(page.code)}</p>')
    if page.note:
        parts.append(f'<p class="note">{escape(page.note)}</p>')
    return (
        f'<!doctype html><html lang="{escape(page.language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(page.title)}</title>"
        f'<link rel="stylesheet" href="{escape(static)}/page.css"></head>'
        f"<body><main>{''.join(parts)}</main></body></html>"
    )
