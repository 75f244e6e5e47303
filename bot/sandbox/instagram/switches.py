"""Every switch of this Instagram: Meta's open questions, other reply shapes, and outages.

One table; the known fault names, the list for the chat page and the defaults come from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.faults import Fault, Faults


@dataclass(frozen=True)
class Switch:
    """``params``: what each parameter may be. ``scope``: parameters that narrow where it strikes
    (the fault applies everywhere when they are left out)."""

    name: str
    doc: str
    params: Mapping[str, str] = field(default_factory=dict)
    scope: tuple[str, ...] = ()


ACCOUNT = ("user_id",)
MEDIA = ("user_id", "media_id")

SWITCHES = (
    # Linking
    Switch(
        "registered_redirect_uri",
        "Only this redirect URI is registered; another is refused at authorize and exchange.",
        {"uri": "URL"},
    ),
    Switch(
        "personal_account",
        "What logging in with a personal account does (open).",
        {"answer": "redirect (default: back with an error) | page | allow"},
    ),
    Switch("exchange_envelope", "Reply of the code exchange.", {"shape": "flat (default) | data"}),
    Switch("exchange_user_id", "Type of user_id there.", {"type": "int (default) | string"}),
    Switch(
        "exchange_permissions",
        "Shape of permissions there.",
        {"shape": "list (default) | string | absent"},
    ),
    Switch(
        "refresh_permissions",
        "Whether a refresh tells the permissions.",
        {"shape": "string (default) | absent"},
    ),
    Switch("refresh_token_string", "The refreshed token.", {"token": "new (default) | same"}),
    Switch(
        "young_token_refresh",
        "Refreshing a token younger than 24 h (open).",
        {"answer": "refused (default) | accepted"},
    ),
    Switch(
        "token_state",
        "The token of every call, or of one account, is answered as dead.",
        {
            "state": "expired | removed_app | checkpoint | password | unconfirmed | invalid"
            " | role | unreadable"
        },
        ACCOUNT,
    ),
    Switch(
        "missing_permission", "Calls answer code 10 as if a permission were missing.", {}, ACCOUNT
    ),
    # Reply shapes
    Switch("me_envelope", "Envelope of the user node.", {"shape": "flat (default) | data"}),
    Switch(
        "nested_insights",
        "insights.metric(…) inside fields=.",
        {"mode": "supported (default) | refused | absent"},
    ),
    Switch("ids_parameter", "GET /?ids=a,b.", {"mode": "refused (default) | supported"}),
    Switch("batch", "POST / with batch=[…].", {"mode": "refused (default) | supported"}),
    Switch(
        "casing",
        "Letter case of dimension values and account_type.",
        {"dimension_values": "upper | lower", "account_type": "upper | mixed"},
    ),
    Switch("locale", "Language of titles and messages.", {"language": "en (default) | es | ru"}),
    Switch(
        "metric_order", "Order of metrics in insights.", {"order": "asked (default) | reversed"}
    ),
    Switch(
        "reels_skip_rate_scale",
        "Scale of reels_skip_rate (open).",
        {"scale": "percent (default) | fraction"},
    ),
    Switch("field_absent", "A field is left out of nodes.", {"field": "name"}, MEDIA),
    Switch("media_count_differs", "media_count is off.", {"by": "int"}, ACCOUNT),
    Switch("hidden_likes", "like_count is missing in indirect reads.", {}, MEDIA),
    Switch("version_served", "The version served, whatever was asked.", {"version": "v25.0"}),
    # Insights
    Switch("insight_latency", "Media insights are empty for so long.", {"hours": "float"}, MEDIA),
    Switch("insights_empty", "Insights answer 200 with an empty list.", {}, (*MEDIA, "metric")),
    Switch("metric_refused", "This metric is refused for media.", {"metric": "name"}, MEDIA),
    Switch("pre_conversion", "Media answers 2108006.", {}, MEDIA),
    Switch("few_viewers", "Media answers 'Not enough viewers'.", {}, MEDIA),
    Switch("shared_to_facebook", "facebook_views and crossposted_views exist.", {}, MEDIA),
    Switch("expired_story_answers", "Stories answer after 24 h (highlights may).", {}, MEDIA),
    Switch("replies_zero", "replies of stories is always 0 (Europe, Japan).", {}, ACCOUNT),
    Switch("empty_total_value", "total_value comes back as {}.", {"metric": "name"}, ACCOUNT),
    Switch("timeframe_required", "Demographics without timeframe are refused (open)."),
    # Limits and outages
    Switch(
        "usage_headers",
        "Usage headers with these percentages.",
        {
            "call_count": "0–100",
            "total_cputime": "0–100",
            "total_time": "0–100",
            "estimated_time_to_regain_access": "minutes",
        },
        ACCOUNT,
    ),
    Switch(
        "throttle",
        "Calls are refused as too many.",
        {"code": "80002 (default) | 4 | 17 | 32 | 613", "minutes": "until access is regained"},
        (*ACCOUNT, "endpoint"),
    ),
    Switch(
        "error",
        "Any Graph error.",
        {"code": "int", "subcode": "int", "message": "text", "status": "int", "transient": "bool"},
        (*ACCOUNT, "endpoint"),
    ),
    Switch(
        "server_error", "An HTML page of a gateway.", {"status": "502 (default)"}, ("endpoint",)
    ),
    Switch("garbage", "200 with a body that is not JSON.", {}, ("endpoint",)),
    Switch("slow", "The answer takes longer.", {"seconds": "float"}, ("endpoint",)),
    Switch(
        "reset",
        "The connection is cut.",
        {"when": "before (default) | after the call took effect"},
        ("endpoint",),
    ),
    # Outgoing posts
    Switch(
        "webhook_signature",
        "The secret that signs what is posted to the app.",
        {"secret": "instagram (default) | meta | wrong"},
    ),
    Switch("webhook_shape", "Shape of entry[].", {"shape": "changes (default) | bare"}),
    Switch("webhook_time", "Unit of entry[].time.", {"unit": "seconds (default) | milliseconds"}),
    Switch("webhook_duplicates", "Each delivery is posted so often.", {"copies": "int"}),
)

FAULTS: frozenset[str] = frozenset(switch.name for switch in SWITCHES)
_SCOPES = {switch.name: switch.scope for switch in SWITCHES}


class Switches:
    """Reads the switched-on faults of this target; a read that finds one uses it up."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults

    def strike(self, name: str, **where: str | None) -> Fault | None:
        """The fault, if on and not narrowed to something else than ``where``.

        A value of ``where`` is the text that a scope parameter must equal.
        """

        def applies(params: Mapping[str, Any]) -> bool:
            return all(str(params[key]) == where.get(key) for key in _SCOPES[name] if key in params)

        return self._faults.strike("instagram", name, applies)

    def choice(self, name: str, param: str, default: str) -> str:
        fault = self.strike(name)
        return default if fault is None else str(fault.params.get(param, default))

    def field_is_absent(self, field_name: str, user_id: str, media_id: str | None) -> bool:
        def applies(params: Mapping[str, Any]) -> bool:
            return params.get("field") == field_name and _is_there(params, user_id, media_id)

        return self._faults.strike("instagram", "field_absent", applies) is not None

    def metric_is(self, name: str, metric: str, user_id: str, media_id: str | None = None) -> bool:
        """Whether a switch about one ``metric`` (all metrics when it names none) is on."""

        def applies(params: Mapping[str, Any]) -> bool:
            is_it = str(params.get("metric", metric)) == metric
            return is_it and _is_there(params, user_id, media_id)

        return self._faults.strike("instagram", name, applies) is not None


def _is_there(params: Mapping[str, Any], user_id: str, media_id: str | None) -> bool:
    is_user = str(params.get("user_id", user_id)) == user_id
    return is_user and params.get("media_id", media_id) == media_id


def describe() -> list[dict[str, Any]]:
    """The table for ``GET /sandbox/instagram/switches``."""
    return [
        {
            "name": switch.name,
            "doc": switch.doc,
            "params": {**switch.params, **dict.fromkeys(switch.scope, "only there (optional)")},
        }
        for switch in SWITCHES
    ]
