"""The specification, OpenAPI 3.1: made from the types that validate and answer."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from yarl import URL

from bot.web.api.answers import Problem
from bot.web.api.endpoints import TOKEN, Endpoint
from bot.web.api.gate import TOKEN_HEADER
from bot.web.api.problems import KINDS, PROBLEM_JSON

VERSION = "1.0.0"
REFERENCE = "#/components/schemas/{model}"
ALWAYS = (
    "malformed_request",
    "missing_key",
    "invalid_key",
    "invalid_parameters",
    "too_many_requests",
    "store_away",
    "unexpected",
)
"""What every endpoint may answer."""

HEADERS = {
    "RateLimit-Policy": {"description": "q requests in w seconds.", "schema": {"type": "string"}},
    "RateLimit": {"description": "r are left, t seconds to all.", "schema": {"type": "string"}},
}


def specification(endpoints: Sequence[Endpoint], public_url: URL) -> dict[str, Any]:
    answers: dict[type[BaseModel], None] = dict.fromkeys([one.answer for one in endpoints])
    answers[Problem] = None
    _, schemas = models_json_schema(
        [(answer, "serialization") for answer in answers], ref_template=REFERENCE
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Farolero",
            "version": VERSION,
            "description": (
                "Instagram insights of the accounts that a person has linked in the chat. Keys are"
                " made there with /api. A number that Instagram did not give is null."
            ),
        },
        "servers": [{"url": str(public_url).rstrip("/")}],
        "security": [{"key": []}],
        "paths": {one.path: {"get": _operation(one)} for one in endpoints},
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": schemas["$defs"],
        },
    }


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": endpoint.operation_id,
        "summary": endpoint.summary,
        "description": _description(endpoint),
        "parameters": [
            *_parameters(endpoint.path_parameters, "path"),
            *_parameters(endpoint.query_parameters, "query"),
            *([_token_header()] if endpoint.takes_token else []),
        ],
        "responses": {
            "200": {
                "description": "The answer.",
                "headers": {
                    **HEADERS,
                    "ETag": {
                        "description": "Of everything but timestamp.",
                        "schema": {"type": "string"},
                    },
                },
                "content": {
                    "application/json": {"schema": _reference(endpoint.answer)},
                    # OpenAPI 3.1: bytes have no schema.
                    **{content_type: {} for content_type in endpoint.files},
                },
                **_links(endpoint),
            },
            "304": {"description": "Nothing has changed since the ETag of If-None-Match."},
            **_problems(endpoint),
        },
    }
    return operation


def _links(endpoint: Endpoint) -> dict[str, Any]:
    links = {
        link.operation_id: {
            "operationId": link.operation_id,
            "parameters": {link.parameter: f"$response.body#{link.pointer}"},
        }
        for link in endpoint.leads_to
    }
    return {"links": links} if links else {}


def _description(endpoint: Endpoint) -> str:
    if endpoint.weight == 1:
        return endpoint.description
    return f"{endpoint.description} Counts as {endpoint.weight} requests."


def _parameters(model: type[BaseModel], place: str) -> list[dict[str, Any]]:
    schema = model.model_json_schema(ref_template=REFERENCE)
    required = schema.get("required", [])
    found = []
    for name, one in schema.get("properties", {}).items():
        rest = dict(one)
        description = rest.pop("description", None)
        rest.pop("title", None)
        if "$ref" in rest:
            # Only what answers has a name among the schemas.
            named = schema["$defs"][rest.pop("$ref").rpartition("/")[2]]
            rest |= {"type": named["type"], "enum": named["enum"]}
        parameter: dict[str, Any] = {
            "name": name,
            "in": place,
            "required": name in required,
            "schema": _without_null(rest),
        }
        if description:
            parameter["description"] = description
        found.append(parameter)
    return found


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter that is left out is not there; there is no null in an address."""
    kinds = [one for one in schema.get("anyOf", []) if one != {"type": "null"}]
    if len(kinds) != 1:
        return schema
    rest = {name: value for name, value in schema.items() if name not in {"anyOf", "default"}}
    return {**kinds[0], **rest}


def _token_header() -> dict[str, Any]:
    return {
        "name": TOKEN_HEADER,
        "in": "header",
        "required": False,
        "description": "An Instagram token to try.",
        "schema": {"type": "string", "pattern": TOKEN},
    }


def _problems(endpoint: Endpoint) -> dict[str, Any]:
    mine = (*ALWAYS, *endpoint.errors, *(("key_may_not",) if endpoint.right else ()))
    by_status: dict[int, list[str]] = {}
    for error in mine:
        by_status.setdefault(KINDS[error].status, []).append(error)
    return {
        str(status): {
            "description": " · ".join(f"`{error}`: {KINDS[error].title}." for error in errors),
            "content": {PROBLEM_JSON: {"schema": _reference(Problem)}},
        }
        for status, errors in sorted(by_status.items())
    }


def _reference(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": REFERENCE.format(model=model.__name__)}
