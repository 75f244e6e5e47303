"""The documentation as a page of our own: from the specification, without anybody's network."""

import json
import re
from collections.abc import Mapping
from html import escape
from typing import Any

from bot.web.api.problems import KINDS


def docs_page(specification: Mapping[str, Any], static: str) -> str:
    """The whole document. ``static`` is where our style lives."""
    info, server = specification["info"], specification["servers"][0]["url"]
    example = f'curl -H "Authorization: Bearer $KEY" {server}/api/instagram/insights/metrics/reels'
    parts = [
        f"<h1>{escape(info['title'])}: HTTP API</h1>",
        f"<p>{escape(info['description'])}</p>",
        f"<pre>{escape(example)}</pre>",
        f'<p><a href="{escape(server)}/api/openapi.json">OpenAPI 3.1</a></p>',
        *(_operation(path, one["get"]) for path, one in specification["paths"].items()),
        "<h2>Errors</h2><dl>",
        *(
            f'<dt id="{escape(error)}"><code>{escape(error)}</code> {kind.status}</dt>'
            f"<dd>{escape(kind.title)}.</dd>"
            for error, kind in KINDS.items()
        ),
        "</dl><h2>Types</h2>",
        *(
            f"<details><summary>{escape(name)}</summary>"
            f"<pre>{escape(json.dumps(schema, indent=2, ensure_ascii=False))}</pre></details>"
            for name, schema in specification["components"]["schemas"].items()
        ),
    ]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(info['title'])}: HTTP API</title>"
        f'<link rel="stylesheet" href="{escape(static)}/page.css">'
        f'<link rel="stylesheet" href="{escape(static)}/docs.css"></head>'
        f'<body class="docs"><main>{"".join(parts)}</main></body></html>'
    )


def _operation(path: str, operation: Mapping[str, Any]) -> str:
    parameters = "".join(_parameter(one) for one in operation["parameters"])
    answers = "".join(
        f"<dt>{escape(status)}</dt><dd>{_said(one['description'])}</dd>"
        for status, one in operation["responses"].items()
    )
    return (
        f'<section id="{escape(operation["operationId"])}">'
        f"<h2>{escape(operation['summary'])}</h2>"
        f"<p><code>GET {escape(path)}</code></p><p>{_said(operation['description'])}</p>"
        + (f"<h3>Parameters</h3><dl>{parameters}</dl>" if parameters else "")
        + f"<h3>Answers</h3><dl>{answers}</dl></section>"
    )


def _parameter(one: Mapping[str, Any]) -> str:
    must = ", required" if one["required"] else ""
    said = _said(one.get("description", ""))
    return f"<dt><code>{escape(one['name'])}</code> ({escape(one['in'])}{must})</dt><dd>{said}</dd>"


def _said(text: str) -> str:
    """What stands in backticks in the specification is code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))
