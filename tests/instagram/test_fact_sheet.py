"""Every reply that the fact sheet shows, served over HTTP and understood by the real client."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp import web

from bot.domain.errors import InstagramRefused, Refusal
from bot.domain.media import Insights
from bot.instagram.errors import APP_THROTTLE_CODES
from bot.services.ports import AccountTotals, MediaPage
from tests.instagram.conftest import START, OddInstagram, Room, json_reply
from tests.instagram.replies.answers import ANSWERS, EXCHANGED, LONG_LIVED, PROFILE
from tests.instagram.replies.endpoints import ENDPOINTS, ask, reply

LANGUAGES = {
    "Russian": "Произошла ошибка. Попробуйте ещё раз позже.",
    "Spanish": "Se ha producido un error. Inténtalo de nuevo más tarde.",
    "Kannada": "ದೋಷ ಸಂಭವಿಸಿದೆ. ದಯವಿಟ್ಟು ನಂತರ ಮತ್ತೆ ಪ್ರಯತ್ನಿಸಿ.",
}


def error_reply(name: str, status: int = 400, **headers: str) -> web.Response:
    return json_reply(reply(f"errors/{name}"), status, **headers)


async def refusal_of(room: Room, endpoint: str) -> InstagramRefused:
    with pytest.raises(InstagramRefused) as raised:
        await ask(room, endpoint)
    return raised.value


# Answers --------------------------------------------------------------------------------------


@pytest.mark.parametrize("endpoint", ENDPOINTS)
async def test_the_reply_of_every_endpoint(
    odd: OddInstagram, odd_room: Room, endpoint: str
) -> None:
    odd.answers(reply(endpoint))
    assert await ask(odd_room, endpoint) == ANSWERS[endpoint]
    assert len(odd.asked) == 1


@pytest.mark.parametrize(
    ("name", "endpoint", "expected"),
    [
        ("exchange_in_data", "exchange", EXCHANGED),
        ("long_lived", "refresh", LONG_LIVED),
        ("profile_in_data", "profile", replace(PROFILE, account_type="Business")),
        ("account_demographics", "account_demographics", {"25-34,F": 120, "25-34,M": 98}),
        ("empty", "media_list", MediaPage([], None)),
        ("empty", "stories_list", []),
        ("empty", "media_insights", Insights(START)),
        ("empty", "account_totals", AccountTotals(START, {}, {})),
        ("empty", "account_demographics", {}),
        ("empty", "account_series", []),
    ],
)
async def test_the_other_shapes_of_a_reply(
    odd: OddInstagram, odd_room: Room, name: str, endpoint: str, expected: object
) -> None:
    odd.answers(reply(name))
    assert await ask(odd_room, endpoint) == expected


async def test_a_page_of_bare_ids_is_no_answer_to_a_question_for_more(
    odd: OddInstagram, odd_room: Room
) -> None:
    odd.answers(reply("media_ids"))
    refused = await refusal_of(odd_room, "media_list")
    assert refused.refusal is Refusal.TRANSIENT
    assert refused.detail == "timestamp is NoneType in Instagram's reply"


# Refusals by code -----------------------------------------------------------------------------

BY_CODE = [
    ("before_conversion", "media_insights", 400, Refusal.BEFORE_CONVERSION, 100, 2108006),
    ("object_missing", "media_insights", 400, Refusal.GONE, 100, 33),
    ("total_views_not_here", "media_insights", 403, Refusal.PERMISSION, 200, None),
    ("no_permission", "profile", 400, Refusal.PERMISSION, 10, None),
    ("account_throttled", "media_insights", 400, Refusal.THROTTLED, 80002, None),
    ("app_throttled", "account_totals", 400, Refusal.THROTTLED, 4, None),
    ("token_expired", "refresh", 400, Refusal.TOKEN, 190, 463),
    ("token_expired", "profile", 401, Refusal.TOKEN, 190, 463),
    ("token_of_another_host", "media_list", 400, Refusal.TOKEN, 190, None),
    ("password_changed", "stories_list", 400, Refusal.TOKEN, 190, 460),
    ("wrong_method", "refresh", 400, Refusal.PERMANENT, 100, None),
    ("wrong_proof", "profile", 400, Refusal.PERMANENT, 100, None),
    ("unknown_field", "stories_list", 400, Refusal.PERMANENT, 100, None),
    ("unknown_error", "account_series", 500, Refusal.TRANSIENT, 1, None),
]


@pytest.mark.parametrize("language", ["English", *LANGUAGES])
@pytest.mark.parametrize(
    ("name", "endpoint", "status", "refusal", "code", "subcode"),
    BY_CODE,
    ids=[f"{name}-{endpoint}" for name, endpoint, *_ in BY_CODE],
)
async def test_an_error_is_told_by_its_code_in_any_language(
    odd: OddInstagram,
    odd_room: Room,
    name: str,
    endpoint: str,
    status: int,
    refusal: Refusal,
    code: int,
    subcode: int | None,
    language: str,
) -> None:
    body = json.loads(reply(f"errors/{name}"))
    if language in LANGUAGES:
        error = body["error"]
        texts = {"message", "error_user_title", "error_user_msg"}.intersection(error)
        error.update(dict.fromkeys(texts, LANGUAGES[language]))
    odd.answers(json_reply(json.dumps(body), status))
    refused = await refusal_of(odd_room, endpoint)
    assert (refused.refusal, refused.code, refused.subcode) == (refusal, code, subcode)


async def test_a_throttled_account_waits_as_long_as_it_is_told_and_the_app_goes_on(
    odd: OddInstagram, odd_room: Room
) -> None:
    usage = (
        '{"17841400000000777":[{"type":"instagram","call_count":101,"total_cputime":1,'
        '"total_time":2,"estimated_time_to_regain_access":17}]}'
    )
    odd.answers(error_reply("account_throttled", x_business_use_case_usage=usage))
    refused = await refusal_of(odd_room, "profile")
    assert refused.retry_at == START + timedelta(minutes=17)
    assert refused.code not in APP_THROTTLE_CODES
    assert len(odd.asked) == 1


async def test_a_throttled_app_is_told_from_a_throttled_account(
    odd: OddInstagram, odd_room: Room
) -> None:
    odd.answers(error_reply("app_throttled"))
    refused = await refusal_of(odd_room, "profile")
    assert refused.retry_at == START + timedelta(hours=1)
    assert refused.code in APP_THROTTLE_CODES


@pytest.mark.parametrize(
    ("name", "detail"),
    [
        ("exchange_used_code", "the authorization code is unknown, expired or was used before"),
        ("exchange_wrong_redirect", "the redirect URI is not the registered one"),
        ("exchange_wrong_scrubbed_redirect", "the redirect URI is not the registered one"),
        ("exchange_wrong_app", "HTTP 400, code exchange error 400: Invalid platform app"),
    ],
)
async def test_a_refused_code_exchange(
    odd: OddInstagram, odd_room: Room, name: str, detail: str
) -> None:
    odd.answers(error_reply(name))
    refused = await refusal_of(odd_room, "exchange")
    assert (refused.refusal, refused.detail) == (Refusal.PERMANENT, detail)
    assert len(odd.asked) == 1


# Code 10, whose message tells two things apart --------------------------------------------------


async def test_too_few_viewers_cost_no_further_request(odd: OddInstagram, odd_room: Room) -> None:
    odd.answers(error_reply("too_few_viewers"))
    refused = await refusal_of(odd_room, "media_insights")
    assert (refused.refusal, refused.code) == (Refusal.HIDDEN, 10)
    assert len(odd.asked) == 1


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_unreadable_code_10_is_few_viewers_where_other_insights_come(
    odd: OddInstagram, odd_room: Room, language: str
) -> None:
    body = json.loads(reply("errors/too_few_viewers"))
    body["error"]["message"] = f"(#10) {LANGUAGES[language]}"
    odd.answers(json_reply(json.dumps(body), 400), reply("account_totals"))
    refused = await refusal_of(odd_room, "media_insights")
    assert (refused.refusal, refused.code) == (Refusal.HIDDEN, 10)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_unreadable_code_10_is_a_permission_where_no_insights_come(
    odd: OddInstagram, odd_room: Room, language: str
) -> None:
    body = json.loads(reply("errors/no_permission"))
    body["error"]["message"] = f"(#10) {LANGUAGES[language]}"
    odd.answers(json_reply(json.dumps(body), 400))
    refused = await refusal_of(odd_room, "media_insights")
    assert (refused.refusal, refused.code) == (Refusal.PERMISSION, 10)


# Code 100 without a subcode, where names and positions are all there is -------------------------


def message_of(name: str) -> str:
    return str(json.loads(reply(f"errors/{name}"))["error"]["message"])


VIEWS_DO_NOT_FIT = [
    message_of("metric_not_for_this_kind"),
    "(#100) API статистики не поддерживает показатель views для этого типа медиафайлов.",
    "(#100) La API no admite la métrica views para este tipo de producto multimedia.",
    "(#100) ಈ ಮಾಧ್ಯಮ ಪ್ರಕಾರಕ್ಕೆ views ಮೆಟ್ರಿಕ್ ಅನ್ನು API ಬೆಂಬಲಿಸುವುದಿಲ್ಲ.",
]


async def metrics_asked_after(odd: OddInstagram, room: Room, message: str) -> list[set[str]]:
    """The metrics of each call for a story's numbers, the first of which is refused."""
    body = json.dumps({"error": {"message": message, "type": "OAuthException", "code": 100}})
    odd.answers(json_reply(body, 400), reply("media_insights"))
    insights = await ask(room, "media_insights")
    assert isinstance(insights, Insights)
    assert replace(insights, refused=frozenset()) == ANSWERS["media_insights"]
    first, second = (set(asked.params["metric"].split(",")) for asked in odd.asked)
    assert insights.refused == first - second
    return [first, second]


@pytest.mark.parametrize("message", VIEWS_DO_NOT_FIT)
async def test_a_metric_that_is_named_is_left_out_in_any_language(
    odd: OddInstagram, odd_room: Room, message: str
) -> None:
    first, second = await metrics_asked_after(odd, odd_room, message)
    assert first - second == {"views"}


@pytest.mark.parametrize(
    "words",
    ["must be one of the following values", "должно иметь одно из значений", "debe ser uno de"],
)
async def test_a_metric_that_is_counted_is_left_out_though_others_are_named(
    odd: OddInstagram, odd_room: Room, words: str
) -> None:
    message = message_of("metric_unknown").replace("must be one of the following values", words)
    await metrics_asked_after(odd, odd_room, message)
    first, second = (asked.params["metric"].split(",") for asked in odd.asked)
    assert second == first[1:]


@pytest.mark.parametrize(
    "name", ["range_too_long", "days_too_far_back", "metric_type_missing", "wrong_method"]
)
async def test_a_mistake_of_ours_is_not_taken_for_a_missing_metric(
    odd: OddInstagram, odd_room: Room, name: str
) -> None:
    odd.answers(error_reply(name))
    refused = await refusal_of(odd_room, "account_totals")
    assert refused.refusal is Refusal.PERMANENT
    assert len(odd.asked) == 1


@pytest.mark.parametrize("name", ["not_on_facebook", "impressions", "video_views"])
async def test_a_metric_of_no_use_here_leaves_an_account_without_it(
    odd: OddInstagram, odd_room: Room, name: str
) -> None:
    odd.answers(error_reply(name))
    assert await ask(odd_room, "account_breakdown") == {}
