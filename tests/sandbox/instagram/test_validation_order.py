"""Of two things that are wrong with a call for insights, the one that Meta checks first is told.

The order: token, permission, object, metric names, conversion, product type, Facebook-only
metrics, viewers, breakdown, and only then the data.
"""

from dataclasses import dataclass, field, replace
from itertools import combinations

import pytest

from tests.sandbox.instagram.conftest import Sandbox
from tests.sandbox.instagram.login import BASIC, short_token

Refusal = tuple[int, int | None, str]


@dataclass(frozen=True)
class Wrong:
    """One thing that can be wrong with a call, and the code, subcode and words that tell it."""

    what: str
    refusal: Refusal
    fault: str | None = None
    metric: str | None = None
    params: dict[str, str] = field(default_factory=dict)


INVALID = "Invalid parameter"
ORDER = (
    Wrong("token", (190, 463, "Error validating access token"), fault="token_state"),
    Wrong("permission", (10, None, "(#10) Application does not have permission")),
    Wrong("object", (100, 33, "Unsupported get request. Object with ID")),
    Wrong("name", (100, None, "(#100) metric[1] must be one of"), metric="plays"),
    Wrong("conversion", (100, 2108006, INVALID), fault="pre_conversion"),
    Wrong("product", (100, None, "(#100) The Media Insights API does not"), metric="navigation"),
    Wrong("facebook", (100, 2207086, INVALID), metric="facebook_views"),
    Wrong("viewers", (10, None, "(#10) Not enough viewers"), fault="few_viewers"),
    Wrong(
        "breakdown",
        (1, None, "An unknown error has occurred."),
        params={"breakdown": "action_type"},
    ),
)


@dataclass(frozen=True)
class Asked:
    token: str
    media: str
    metrics: tuple[str, ...] = ("reach",)


async def refusal_of(sandbox: Sandbox, *wrongs: Wrong) -> Refusal | None:
    """What a call is told in which exactly these things are wrong."""
    whole = await short_token(sandbox)
    listed = await sandbox.ok("/me/media", whole, fields="id,media_type", limit=100)
    image = next(one["id"] for one in listed["data"] if one["media_type"] == "IMAGE")
    asked, params = Asked(whole, image), dict[str, str]()
    for wrong in wrongs:
        if wrong.what == "permission":
            asked = replace(asked, token=await short_token(sandbox, scopes=(BASIC,)))
        if wrong.what == "object":
            asked = replace(asked, media="18099999999999999")
        if wrong.metric:
            asked = replace(asked, metrics=(*asked.metrics, wrong.metric))
        params |= wrong.params
    faults = [await sandbox.fault(wrong.fault) for wrong in wrongs if wrong.fault]
    reply = await sandbox.get(
        f"/{asked.media}/insights", asked.token, metric=",".join(asked.metrics), **params
    )
    for fault in faults:
        await sandbox.call("DELETE", f"/sandbox/faults/{fault}")
    if reply.status == 200:
        return None
    error = reply.error
    return error["code"], error.get("error_subcode"), error["message"]


def told(refusal: Refusal | None, wrong: Wrong) -> bool:
    code, subcode, words = wrong.refusal
    return refusal is not None and refusal[:2] == (code, subcode) and refusal[2].startswith(words)


async def test_nothing_wrong_and_each_thing_alone(sandbox: Sandbox) -> None:
    assert await refusal_of(sandbox) is None
    for wrong in ORDER:
        refusal = await refusal_of(sandbox, wrong)
        assert told(refusal, wrong), (wrong, refusal)


@pytest.mark.parametrize(
    ("first", "second"),
    list(combinations(ORDER, 2)),
    ids=lambda wrong: wrong.what,
)
async def test_the_earlier_of_two_is_told(sandbox: Sandbox, first: Wrong, second: Wrong) -> None:
    refusal = await refusal_of(sandbox, first, second)
    assert told(refusal, first), refusal


async def test_what_is_wrong_comes_before_data_that_is_missing(sandbox: Sandbox) -> None:
    await sandbox.fault("insights_empty")
    for wrong in ORDER:
        assert told(await refusal_of(sandbox, wrong), wrong)
