"""The two error envelopes: that of the Graph host and that of the code exchange."""

from dataclasses import dataclass
from typing import Any


@dataclass
class GraphError(Exception):
    """An answer of the Graph host that is an error. ``status`` is the HTTP status."""

    message: str
    code: int
    subcode: int | None = None
    type: str = "OAuthException"
    status: int = 400
    is_transient: bool | None = None
    user_title: str | None = None
    user_msg: str | None = None
    error_data: dict[str, Any] | None = None

    def body(self, fbtrace_id: str) -> dict[str, Any]:
        optional = {
            "error_data": self.error_data,
            "error_subcode": self.subcode,
            "is_transient": self.is_transient,
            "error_user_title": self.user_title,
            "error_user_msg": self.user_msg,
        }
        return {
            "error": {
                "message": self.message,
                "type": self.type,
                "code": self.code,
                **{key: value for key, value in optional.items() if value is not None},
                "fbtrace_id": fbtrace_id,
            }
        }


@dataclass
class CodeExchangeError(Exception):
    """An error of ``POST /oauth/access_token``, which has an envelope of its own."""

    error_message: str
    error_type: str = "OAuthException"

    def body(self) -> dict[str, Any]:
        return {"error_type": self.error_type, "code": 400, "error_message": self.error_message}


def bad_parameter(message: str) -> GraphError:
    return GraphError(f"(#100) {message}", code=100)


def object_missing(object_id: str, method: str = "get") -> GraphError:
    """Also the answer for an expired story and for what belongs to another account."""
    return GraphError(
        f"Unsupported {method} request. Object with ID '{object_id}' does not exist, cannot be "
        "loaded due to missing permissions, or does not support this operation. Please read the "
        "Graph API documentation at https://developers.facebook.com/docs/graph-api",
        code=100,
        subcode=33,
        type="GraphMethodException",
    )


def nonexisting_field(field: str, node_type: str) -> GraphError:
    return GraphError(
        f"Tried accessing nonexisting field ({field}) on node type ({node_type})", code=100
    )


def unknown_path(path: str) -> GraphError:
    return GraphError(f"Unknown path components: /{path}", code=2500)


def unsupported_request() -> GraphError:
    """The token endpoints were given the wrong kind of token, or called by POST."""
    return GraphError("Unsupported request - method type: get", code=100, type="IGApiException")


def missing_permission() -> GraphError:
    return GraphError("(#10) Application does not have permission for this action", code=10)


def too_few_viewers() -> GraphError:
    return GraphError("(#10) Not enough viewers for the media to show insights", code=10)


def wrong_proof() -> GraphError:
    return GraphError(
        "Invalid appsecret_proof provided in the API argument",
        code=100,
        type="GraphMethodException",
    )


def too_much_data() -> GraphError:
    return GraphError(
        "Please reduce the amount of data you're asking for, then retry your request",
        code=1,
        status=500,
    )


def metric_not_supported(metric: str) -> GraphError:
    return bad_parameter(
        f"The Media Insights API does not support the {metric} metric for this media product type."
    )


def needs_total_value(metrics: list[str]) -> GraphError:
    return bad_parameter(
        f"The following metrics ({','.join(metrics)}) should be specified with parameter "
        "metric_type=total_value"
    )


def needs_permission(metric: str) -> GraphError:
    """How Facebook Login refuses ``total_views``; the text is the sandbox's own."""
    return GraphError(f"(#200) The metric {metric} requires a permission", code=200)


def unknown_error() -> GraphError:
    return GraphError("An unknown error has occurred.", code=1, status=500)


def before_conversion() -> GraphError:
    return GraphError(
        "Invalid parameter",
        code=100,
        subcode=2108006,
        is_transient=False,
        error_data={"blame_field_specs": [[""]]},
        user_title="Media posted before business account conversion",
        user_msg="The media was posted before the most recent time that the user's account was "
        "converted to a business account from a personal account.",
    )


def not_on_facebook() -> GraphError:
    """The text of subcode 2207086 is not on record; the wording here is the sandbox's own."""
    return GraphError(
        "Invalid parameter",
        code=100,
        subcode=2207086,
        is_transient=False,
        user_title="Media is not shared to Facebook",
        user_msg="This metric is only available for media that was also shared to Facebook.",
    )


_THROTTLES = {
    4: "(#4) Application request limit reached",
    17: "(#17) User request limit reached",
    32: "(#32) Page request limit reached",
    613: "(#613) Calls to this api have exceeded the rate limit.",
    341: "(#341) Application limit reached",
    80002: (
        "(#80002) There have been too many calls to this Instagram account. Wait a bit and try "
        "again. For more info, please refer to "
        "https://developers.facebook.com/docs/graph-api/overview/rate-limiting."
    ),
}


def too_many_calls(code: int, subcode: int | None = None) -> GraphError:
    return GraphError(
        _THROTTLES[code], code=code, subcode=subcode, is_transient=True if code == 4 else None
    )


THROTTLE_CODES = frozenset(_THROTTLES)


TOKEN_STATES = {
    "removed_app": (458, "The user has not authorized application {app_id}."),
    "checkpoint": (
        459,
        (
            "You cannot access the app till you log in to www.instagram.com and follow the "
            "instructions given."
        ),
    ),
    "password": (
        460,
        (
            "The session has been invalidated because the user changed their password or Facebook "
            "has changed the session for security reasons."
        ),
    ),
    "unconfirmed": (
        464,
        "Sessions for the user are not allowed because the user is not a confirmed user.",
    ),
    "invalid": (467, "The session is invalid because the user logged out."),
    "role": (492, "Session is invalid: the user has no role on the application."),
}
"""Why Instagram no longer takes a token: subcode of 190 and message, by revocation reason."""


def dead_token(reason: str, app_id: str) -> GraphError:
    subcode, message = TOKEN_STATES[reason]
    text = f"Error validating access token: {message.format(app_id=app_id)}"
    return GraphError(text, code=190, subcode=subcode)


def unreadable_token() -> GraphError:
    """Malformed, or a token of the other host: looks the same."""
    return GraphError("Invalid OAuth access token - Cannot parse access token", code=190)
