"""Control calls that belong to the whole world: the clock, the faults, the request log."""

import json
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from aiohttp import web

from bot.sandbox.clock import WorldClock
from bot.sandbox.faults import Faults
from bot.sandbox.request_log import RequestLog


async def read_control_body(request: web.Request) -> dict[str, Any]:
    """The JSON object that a control call posts; 400 with the reason otherwise."""
    try:
        body = await request.json() if request.can_read_body else {}
    except json.JSONDecodeError as error:
        raise bad_request(f"the body is not JSON: {error}") from error
    if not isinstance(body, dict):
        raise bad_request("the body must be a JSON object")
    return body


def bad_request(reason: str) -> web.HTTPBadRequest:
    return web.HTTPBadRequest(text=json.dumps({"error": reason}), content_type="application/json")


def control_routes(clock: WorldClock, faults: Faults, requests: RequestLog) -> list[web.RouteDef]:
    def seconds(body: dict[str, Any], name: str) -> timedelta:
        value = body[name]
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise bad_request(f"{name} must be a number")
        return timedelta(seconds=value)

    async def read_clock(_: web.Request) -> web.Response:
        return web.json_response({"now": clock.now().isoformat()})

    async def move_clock(request: web.Request) -> web.Response:
        body = await read_control_body(request)
        if "advance_seconds" in body:
            duration = seconds(body, "advance_seconds")
            if duration < timedelta():
                raise bad_request("advance_seconds must not be negative; use jump_seconds")
            now = await clock.advance(duration)
        elif "jump_seconds" in body:
            now = clock.jump(seconds(body, "jump_seconds"))
        else:
            raise bad_request("send advance_seconds or jump_seconds")
        return web.json_response({"now": now.isoformat()})

    async def list_faults(_: web.Request) -> web.Response:
        return web.json_response({"faults": [asdict(fault) for fault in faults.all()]})

    async def add_fault(request: web.Request) -> web.Response:
        body = await read_control_body(request)
        times = body.get("times")
        if times is not None and (not isinstance(times, int) or times < 1):
            raise bad_request("times must be a positive integer or null")
        params = body.get("params") or {}
        if not isinstance(params, dict):
            raise bad_request("params must be an object")
        try:
            fault = faults.add(body.get("target", ""), str(body.get("fault", "")), params, times)
        except ValueError as error:
            raise bad_request(str(error)) from error
        return web.json_response({"id": fault.id})

    async def remove_fault(request: web.Request) -> web.Response:
        if not faults.remove(request.match_info["id"]):
            raise web.HTTPNotFound
        return web.json_response({})

    async def read_requests(_: web.Request) -> web.Response:
        return web.json_response(requests.report())

    async def reset_requests(_: web.Request) -> web.Response:
        requests.reset()
        return web.json_response({})

    return [
        web.get("/sandbox/clock", read_clock),
        web.post("/sandbox/clock", move_clock),
        web.get("/sandbox/faults", list_faults),
        web.post("/sandbox/faults", add_fault),
        web.delete("/sandbox/faults/{id}", remove_fault),
        web.get("/sandbox/requests", read_requests),
        web.delete("/sandbox/requests", reset_requests),
    ]
