"""Every switch of this Instagram: Meta's open questions, other reply shapes, and outages.

One table; the known fault names, the list for the chat page and the defaults come from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


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
        {"answer": "allow (default: /me tells) | redirect (back with an error) | page"},
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
        "refresh_refused",
        "Refreshing a token is refused, while calls with it go on.",
        {"code": "10 (default) | 100 | 190"},
        ACCOUNT,
    ),
    Switch(
        "token_life",
        "How long a long-lived token lives (seen: 5110824, 5183944, 5184000).",
        {"seconds": "5183944 (default)"},
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
        "token_needs_refresh",
        "Calls with a token older than 24 h answer 190 without a subcode until it is refreshed.",
        {},
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
    Switch(
        "nested_breakdown",
        "insights.metric(…).breakdown(…) inside fields= (open).",
        {"mode": "supported (default) | refused"},
    ),
    Switch(
        "page_limit",
        "Media per page: without limit=, and the most that limit= can ask.",
        {"default": "25 (default)", "most": "100 (default)"},
    ),
    Switch(
        "last_page_cursors",
        "paging of the last page: cursors without next, or nothing.",
        {"mode": "present (default) | absent"},
    ),
    Switch(
        "empty_nested_edges",
        "An edge expanded in fields= that holds nothing.",
        {"edges": "omitted (default) | present"},
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
    Switch(
        "media_audio_type",
        "The field media_audio_type (open; its values are the sandbox's own).",
        {"mode": "refused (default) | supported"},
    ),
    Switch("caption_at_signs", "@ in captions.", {"mode": "kept (default) | dropped"}),
    Switch("media_count_differs", "media_count is off.", {"by": "int"}, ACCOUNT),
    Switch("hidden_likes", "like_count is missing in indirect reads.", {}, MEDIA),
    Switch("version_served", "The version served, whatever was asked.", {"version": "v25.0"}),
    Switch(
        "etag",
        "ETag, and 304 for the same If-None-Match (open).",
        {"mode": "absent (default) | present"},
    ),
    Switch(
        "series_paging",
        "paging of a series, which walks forward past now.",
        {"links": "present (default) | absent"},
    ),
    # Insights
    Switch(
        "insight_latency",
        "Media insights are empty for so long, then grow, and are final after two days.",
        {
            "hours": "float",
            "before": "empty (default) | zeros",
            "final_after_hours": "48 (default)",
        },
        MEDIA,
    ),
    Switch(
        "insights_retention",
        "Insights of media older than that are empty (open: two years, or for ever).",
        {"years": "for ever (default) | float"},
        ACCOUNT,
    ),
    Switch("insights_empty", "Insights answer 200 with an empty list.", {}, (*MEDIA, "metric")),
    Switch("metric_refused", "This metric is refused for media.", {"metric": "name"}, MEDIA),
    Switch(
        "image_shares",
        "The metric shares of single images (open).",
        {"mode": "supported (default) | refused"},
        MEDIA,
    ),
    Switch(
        "legacy_video_metrics",
        "Metrics of feed videos from before all videos became reels (open).",
        {"metrics": "few (default) | all"},
    ),
    Switch(
        "child_insights",
        "Insights of an album's child (open).",
        {"answer": "missing (default: 100/33) | refused (as a metric)"},
    ),
    Switch(
        "story_views_metric_type",
        "views of stories without metric_type=total_value (open).",
        {"mode": "answered (default) | refused"},
    ),
    Switch(
        "facebook_login_metrics",
        "How total_* and link_clicks are refused.",
        {"answer": "product_type (default: code 100) | permission (code 200)"},
    ),
    Switch(
        "media_follow_type",
        "breakdown=follow_type of media metrics: in the enum, undocumented (open).",
        {"mode": "refused (default) | supported"},
    ),
    Switch("pre_conversion", "Media answers 2108006.", {}, MEDIA),
    Switch("few_viewers", "Media answers 'Not enough viewers'.", {}, MEDIA),
    Switch("shared_to_facebook", "facebook_views and crossposted_views exist.", {}, MEDIA),
    Switch("expired_story_answers", "Stories answer after 24 h (highlights may).", {}, MEDIA),
    Switch("replies_zero", "replies of stories is always 0 (Europe, Japan).", {}, ACCOUNT),
    Switch("empty_total_value", "total_value comes back as {}.", {"metric": "name"}, ACCOUNT),
    Switch("timeframe_required", "Demographics without timeframe are refused (open)."),
    Switch(
        "timeframe_in_keys",
        "Whether dimension keys of demographics start with an asked timeframe.",
        {"mode": "first (default) | absent"},
    ),
    Switch(
        "few_followers",
        "The account is below Meta's thresholds: 100 followers, 100 engagements.",
        {},
        ACCOUNT,
    ),
    Switch(
        "follows_and_unfollows_keys",
        "What FOLLOWER counts there; NON_FOLLOWER counts the other (open).",
        {"follower": "followed (default) | unfollowed"},
    ),
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
        {
            "code": "80002 (default) | 4 | 17 | 32 | 613 | 341 | 100 (disguised as 100/33)",
            "subcode": "int",
            "minutes": "until access is regained",
        },
        (*ACCOUNT, "endpoint"),
    ),
    Switch(
        "call_budget",
        "How many calls an account has in rolling 24 hours; refused ones count too.",
        {"calls": "4800 × impressions of the last day (default) | int"},
        ACCOUNT,
    ),
    Switch(
        "usage_header_form",
        "Which usage headers there are, and entries for how many accounts.",
        {"form": "both (default) | app | business | absent", "entries": "1 (default) – 32"},
    ),
    Switch(
        "too_much_data",
        "Longer pages with nested insights are refused with code 1.",
        {"above": "media per page"},
    ),
    Switch(
        "error",
        "Any Graph error.",
        {
            "code": "int",
            "subcode": "int",
            "message": "text",
            "type": "OAuthException (default)",
            "status": "int",
            "transient": "bool",
            "user_title": "text",
            "user_msg": "text",
        },
        (*ACCOUNT, "endpoint"),
    ),
    Switch(
        "error_status",
        "HTTP status of dead tokens and of throttling.",
        {"token": "400 (default) | 401", "throttle": "400 (default) | 429"},
    ),
    Switch(
        "error_type",
        "The type of all errors.",
        {"type": "as documented (default) | IGApiException | any other"},
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
    Switch(
        "picture",
        "What the CDN answers for a picture.",
        {
            "answer": "missing | expired | redirect | huge | page | cut | bomb | slow",
            "to": "where a redirect leads",
            "seconds": "float",
        },
        MEDIA,
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
    Switch("webhook_batch", "Most updates in one POST.", {"size": "1000 (default)"}),
    Switch(
        "webhook_unsubscribed",
        "An account's subscription ends when its webhooks fail for so long (Messenger: an hour).",
        {"minutes": "never (default) | int"},
    ),
    Switch(
        "story_insights_subscription",
        "Subscribing to story_insights; nothing is ever sent for it.",
        {"answer": "accepted (default) | refused"},
    ),
    Switch(
        "signed_request_user_id",
        "user_id of deauthorize and deletion callbacks (open).",
        {"id": "app_scoped (default) | professional"},
    ),
)
