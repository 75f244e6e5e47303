"""Every error body of the fact sheet, and what it means for us."""

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import InstagramRefused, Refusal
from bot.instagram.errors import APP_THROTTLE_CODES, ErrorReply, NestingRefused, refused
from tests.instagram.conftest import START

ASKED = ("reach", "views", "likes", "comments", "saved", "shares", "total_interactions")
NO_LONGER_SUPPORTED = (
    "(#100) Starting from version 21+, the following metric is no longer supported: video_views. "
    "Instead, please refer to the documentation at https://developers.facebook.com/docs/…"
)


def graph_error(message: str, code: int, status: int = 400, **more: Any) -> ErrorReply:
    error = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "x"} | more
    return ErrorReply(status, {}, {"error": error}, ASKED)


def classified(reply: ErrorReply) -> InstagramRefused:
    return refused(reply, START)


@pytest.mark.parametrize(
    ("message", "code", "subcode", "status", "expected"),
    [
        ("An unknown error has occurred.", 1, None, 500, Refusal.TRANSIENT),
        ("Please reduce the amount of data you're asking for", 1, None, 400, Refusal.TRANSIENT),
        ("Service temporarily unavailable", 2, None, 500, Refusal.TRANSIENT),
        ("(#3) Application does not have the capability", 3, None, 400, Refusal.MISCONFIGURED),
        ("(#4) Application request limit reached", 4, None, 400, Refusal.THROTTLED),
        ("(#17) User request limit reached", 17, 2446079, 400, Refusal.THROTTLED),
        ("(#32) Page request limit reached", 32, None, 403, Refusal.THROTTLED),
        ("(#341) Application limit reached", 341, None, 400, Refusal.THROTTLED),
        ("(#613) Calls to this api have exceeded the limit", 613, 1996, 400, Refusal.THROTTLED),
        ("(#80002) There have been too many calls", 80002, None, 400, Refusal.THROTTLED),
        ("(#368) The action has been deemed abusive", 368, None, 400, Refusal.BLOCKED),
        (
            "(#10) Not enough viewers for the media to show insights",
            10,
            None,
            400,
            Refusal.HIDDEN,
        ),
        (
            "(#10) Application does not have permission for this action",
            10,
            None,
            400,
            Refusal.PERMISSION,
        ),
        ("(#200) Permissions error", 200, None, 403, Refusal.PERMISSION),
        ("(#299) Permissions error", 299, None, 400, Refusal.PERMISSION),
        ("Invalid parameter", 100, 2108006, 400, Refusal.BEFORE_CONVERSION),
        ("Invalid parameter", 100, 2207086, 400, Refusal.UNSUPPORTED_METRIC),
        (
            "Unsupported get request. Object with ID '18010000000000009' does not exist, …",
            100,
            33,
            400,
            Refusal.GONE,
        ),
        ("Session key invalid", 102, None, 400, Refusal.TOKEN),
        (
            "Invalid OAuth access token - Cannot parse access token",
            190,
            None,
            400,
            Refusal.TOKEN,
        ),
        ("The user has not authorized application", 190, 458, 400, Refusal.TOKEN),
        ("You cannot access the app till you log in", 190, 459, 400, Refusal.TOKEN),
        ("The session has been invalidated", 190, 460, 400, Refusal.TOKEN),
        ("Session has expired on …", 190, 463, 401, Refusal.TOKEN),
        ("The user is not a confirmed user", 190, 464, 400, Refusal.TOKEN),
        ("The session is invalid", 190, 467, 400, Refusal.TOKEN),
        ("The user has no role on the application", 190, 492, 400, Refusal.TOKEN),
        # The seeds' own codes
        ("Application request limit reached", 400, None, 400, Refusal.THROTTLED),
        ("Invalid access token", 463, None, 400, Refusal.TOKEN),
        ("Permissions error", 200, None, 400, Refusal.PERMISSION),
        # Bad calls of ours
        (
            "(#100) There cannot be more than 30 days (2592000 s) between since and until",
            100,
            None,
            400,
            Refusal.PERMANENT,
        ),
        (
            (
                "(#100) The following metrics (views,likes) should be specified with parameter "
                "metric_type=total_value"
            ),
            100,
            None,
            400,
            Refusal.PERMANENT,
        ),
        ("Unsupported request - method type: get", 100, None, 400, Refusal.PERMANENT),
        ("Unknown path components: /x", 2500, None, 400, Refusal.PERMANENT),
        ("Something new", 99999, None, 400, Refusal.PERMANENT),
        ("Something new", 99999, None, 503, Refusal.TRANSIENT),
        ("Something new", 99999, None, 429, Refusal.THROTTLED),
    ],
)
def test_code_and_subcode_decide(
    message: str, code: int, subcode: int | None, status: int, expected: Refusal
) -> None:
    more = {} if subcode is None else {"error_subcode": subcode}
    error = classified(graph_error(message, code, status, **more))
    assert error.refusal is expected
    assert error.code == code


@pytest.mark.parametrize(
    ("message", "blamed"),
    [
        (
            "(#100) metric[1] must be one of the following values: comments, likes, saved",
            {"views"},
        ),
        (
            (
                "(#100) metric[0] must be one of the following values: likes, "
                "metric[6] must be one of the following values: likes"
            ),
            {"reach", "total_interactions"},
        ),
        (
            (
                "(#100) The Media Insights API does not support the views metric for this media "
                "product type."
            ),
            {"views"},
        ),
        ("(#100) The metric shares is not supported for this media type", {"shares"}),
        ("(#100) La API no admite la métrica total_interactions aquí", {"total_interactions"}),
        ("(#100) metric[99] must be one of the following values: likes", set()),
        ("(#100) One of the metrics is not supported for this media", set()),
    ],
)
def test_a_refused_metric_is_named_as_far_as_the_text_goes(message: str, blamed: set[str]) -> None:
    error = classified(graph_error(message, 100))
    assert error.refusal is Refusal.UNSUPPORTED_METRIC
    assert error.metrics == blamed


@pytest.mark.parametrize(
    ("metric", "message"),
    [
        ("video_views", NO_LONGER_SUPPORTED),
        (
            "impressions",
            (
                "(#100) Starting from version v22.0 and above, the impressions metric is no longer "
                "supported for the queried media."
            ),
        ),
    ],
)
def test_a_retired_metric_is_named(metric: str, message: str) -> None:
    body = graph_error(message, 100).body
    error = classified(ErrorReply(400, {}, body, ("reach", metric)))
    assert error.refusal is Refusal.UNSUPPORTED_METRIC
    assert error.metrics == {metric}


def test_a_transient_mark_counts_only_where_the_code_says_nothing() -> None:
    assert classified(graph_error("x", 77, is_transient=True)).refusal is Refusal.TRANSIENT
    assert classified(graph_error("x", 4, is_transient=True)).refusal is Refusal.THROTTLED
    assert classified(graph_error("x", 190, is_transient=True)).refusal is Refusal.TOKEN


def test_a_dead_token_tells_why_by_subcode() -> None:
    assert classified(graph_error("x", 190, error_subcode=460)).subcode == 460
    assert classified(graph_error("x", 463)).subcode == 463


@pytest.mark.parametrize(
    "message",
    [
        "(#100) Tried accessing nonexisting field ({}) on node type (IGMedia)",
        "(#100) Se intentó acceder a un campo inexistente ({}) en el tipo de nodo (IGMedia)",
        "(#100) Попытка доступа к несуществующему полю ({}) узла типа (IGMedia)",
    ],
)
def test_an_unknown_insights_field_says_that_nesting_is_not_supported(message: str) -> None:
    nesting = classified(graph_error(message.format("insights"), 100))
    assert isinstance(nesting, NestingRefused)
    assert nesting.refusal is Refusal.PERMANENT
    other = classified(graph_error(message.format("caption"), 100))
    assert not isinstance(other, NestingRefused)


@pytest.mark.parametrize("code", [100, 10, 1, 2, 36000])
def test_a_media_that_is_not_on_facebook_is_told_by_its_subcode_alone(code: int) -> None:
    error = classified(graph_error("x", code, error_subcode=2207086))
    assert error.refusal is Refusal.UNSUPPORTED_METRIC


def test_a_throttle_concerns_the_app_or_one_account() -> None:
    codes = (4, 17, 32, 341, 400, 613, 80002)
    throttles = [classified(graph_error("x", code)) for code in codes]
    assert {error.refusal for error in throttles} == {Refusal.THROTTLED}
    of_the_app = [error.code for error in throttles if error.code in APP_THROTTLE_CODES]
    assert of_the_app == [4, 341, 400]


@pytest.mark.parametrize(
    "message",
    [
        (
            "(#100) (follower_count) metric only supports querying data for the last 30 days "
            "excluding the current day"
        ),
        "(#100) La métrica (follower_count) solo permite consultar los últimos 30 días",
        "(#100) Метрика (follower_count) поддерживает запросы только за последние 30 дней",
        "(#100) (follower_count) ಮೆಟ್ರಿಕ್ ಕಳೆದ 30 ದಿನಗಳ ಡೇಟಾವನ್ನು ಮಾತ್ರ ಬೆಂಬಲಿಸುತ್ತದೆ",
    ],
)
def test_days_too_far_back_are_our_mistake_and_no_missing_metric(message: str) -> None:
    body = graph_error(message, 100).body
    error = classified(ErrorReply(400, {}, body, ("follower_count",)))
    assert error.refusal is Refusal.PERMANENT


@pytest.mark.proves("F11")
@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ({"1784": [{"type": "instagram", "estimated_time_to_regain_access": 17}]}, 17),
        (
            {
                "1784": [{"estimated_time_to_regain_access": 5}],
                "1785": [{"x": 1}, {"estimated_time_to_regain_access": 9}],
            },
            9,
        ),
        ({"1784": [{"estimated_time_to_regain_access": 0}]}, 60),
        ({"1784": [{"estimated_time_to_regain_access": 10**15}]}, 24 * 60),
        ({"1784": "?"}, 60),
        (["?"], 60),
        (None, 60),
    ],
)
def test_a_throttled_account_waits_as_long_as_the_header_says_else_an_hour(
    header: object, wait: int
) -> None:
    body = graph_error("too many calls", 80002).body
    headers = {} if header is None else {"x-business-use-case-usage": json.dumps(header)}
    error = classified(ErrorReply(400, headers, body))
    assert error.retry_at == START + timedelta(minutes=wait)


def test_only_a_throttled_call_knows_when_to_come_back() -> None:
    headers = {"x-business-use-case-usage": '{"1":[{"estimated_time_to_regain_access":7}]}'}
    assert classified(ErrorReply(500, headers, None)).retry_at is None


@pytest.mark.parametrize(
    ("body", "refusal", "detail"),
    [
        (
            {
                "error_type": "OAuthException",
                "code": 400,
                "error_message": "Matching code was not found or was already used",
            },
            Refusal.PERMANENT,
            "the authorization code is unknown, expired or was used before",
        ),
        (
            {
                "error_type": "OAuthException",
                "code": 400,
                "error_message": "Redirect URI does not match registered redirect URI",
            },
            Refusal.PERMANENT,
            "the redirect URI is not the registered one",
        ),
        (
            {
                "error_type": "OAuthException",
                "code": 400,
                "error_message": "Invalid scrubbed redirect_uri",
            },
            Refusal.PERMANENT,
            "the redirect URI is not the registered one",
        ),
        (
            {
                "error_type": "OAuthAccessTokenException",
                "code": 400,
                "error_message": "Invalid platform app",
            },
            Refusal.PERMANENT,
            "HTTP 400, code exchange error 400: Invalid platform app",
        ),
        (
            {"error_type": "OAuthException", "code": 500, "error_message": "Sorry"},
            Refusal.TRANSIENT,
            "HTTP 400, code exchange error 500: Sorry",
        ),
    ],
)
def test_the_code_exchange_has_an_envelope_of_its_own(
    body: dict[str, Any], refusal: Refusal, detail: str
) -> None:
    error = classified(ErrorReply(400, {}, body))
    assert (error.refusal, error.detail) == (refusal, detail)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (302, Refusal.TRANSIENT),
        (400, Refusal.TRANSIENT),
        (401, Refusal.TRANSIENT),
        (403, Refusal.TRANSIENT),
        (404, Refusal.TRANSIENT),
        (429, Refusal.THROTTLED),
        (500, Refusal.TRANSIENT),
        (502, Refusal.TRANSIENT),
    ],
)
@pytest.mark.parametrize("body", [None, {}, {"error": "?"}, {"error": {"code": True}}])
def test_what_does_not_speak_as_instagram_says_nothing_of_links_and_stories(
    status: int, body: dict[str, Any] | None, expected: Refusal
) -> None:
    assert classified(ErrorReply(status, {}, body)).refusal is expected


def test_a_token_that_instagram_quotes_is_not_repeated() -> None:
    token = "IGAA" + "9f86d081884c7d65" * 4
    error = classified(graph_error(f"Malformed access token {token}\nSee the docs", 190))
    assert token not in str(error)
    assert (
        error.detail == "HTTP 400, code 190, subcode None: Malformed access token *** See the docs"
    )


def test_a_long_message_is_cut_and_metric_names_stay_readable() -> None:
    message = "(#100) metric ig_reels_video_view_total_time is not supported. " + "word " * 200
    error = classified(graph_error(message, 100))
    assert "ig_reels_video_view_total_time" in error.detail
    assert len(error.detail) < 400


MESSAGES = st.text() | st.sampled_from(
    [f"metric[{'9' * 5000}]", "metric[0] reach", "viewers", "(#100) the metric", "a" * 100_000]
)
ANYTHING = st.none() | st.booleans() | st.integers() | st.floats() | MESSAGES
ERRORS = st.dictionaries(
    st.sampled_from(["message", "code", "error_subcode", "is_transient"]), ANYTHING
)
BODIES = st.dictionaries(
    st.sampled_from(["error", "error_type", "error_message", "code"]), ERRORS | ANYTHING
)


@settings(deadline=None, derandomize=True)
@given(body=BODIES, status=st.integers(100, 599), usage=st.text())
def test_every_error_whatsoever_is_classified(
    body: dict[str, Any], status: int, usage: str
) -> None:
    headers = {"x-business-use-case-usage": usage}
    error = classified(ErrorReply(status, headers, body, ASKED))
    assert error.metrics <= set(ASKED)
    assert (error.retry_at is not None) is (error.refusal is Refusal.THROTTLED)
    assert len(error.detail) < 400
