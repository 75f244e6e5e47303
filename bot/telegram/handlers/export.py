"""``/export``: numbers as a table, a month as a report, and everything that is kept."""

from contextlib import ExitStack
from functools import partial

from aiogram import Router

from bot.domain.accounts import Person
from bot.presenters import delete_me, export
from bot.presenters import export_numbers as tables
from bot.presenters.actions import (
    ExportEverything,
    ExportNumbers,
    ExportReport,
    OpenExport,
    OpenExportFormats,
    OpenExportKinds,
    OpenExportSpans,
    OpenReports,
    SwitchExport,
)
from bot.presenters.export_request import asked_for, month_in
from bot.presenters.speech import Speech
from bot.telegram.progress import telling_when_slow
from bot.telegram.reply import Reply
from bot.telegram.routing import on
from bot.telegram.use_cases import UseCases


async def open_export(
    _: object,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
    said: str | None = None,
) -> None:
    """``/export posts 28d xlsx`` says all that the buttons ask for, or a part of it."""
    action = asked_for(said, speech) if said else OpenExport()
    match action:
        case OpenExport():
            await reply(export.screen(speech))
        case OpenExportKinds():
            await reply(tables.kinds(speech))
        case OpenExportSpans():
            await reply(tables.spans(action.kind, action.more, speech))
        case OpenExportFormats():
            await reply(tables.formats(action.kind, action.span, speech))
        case ExportNumbers():
            await export_numbers(_, action, person, use_cases, speech, reply)
        case ExportEverything():
            await export_everything(_, action, person, use_cases, speech, reply)
        case OpenReports():
            await open_reports(_, person, use_cases, speech, reply)
        case ExportReport():
            await export_report(_, action, person, use_cases, speech, reply)
        case _:
            await reply(tables.not_understood(said or "", speech))


async def switch_export(
    _: object,
    action: SwitchExport,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    await use_cases.switch_account(person.telegram_user_id, action.account_id)
    await reply(export.screen(speech))


async def open_kinds(_: object, speech: Speech, reply: Reply) -> None:
    await reply(tables.kinds(speech))


async def open_spans(_: object, action: OpenExportSpans, speech: Speech, reply: Reply) -> None:
    await reply(tables.spans(action.kind, action.more, speech))


async def open_formats(_: object, action: OpenExportFormats, speech: Speech, reply: Reply) -> None:
    await reply(tables.formats(action.kind, action.span, speech))


async def export_numbers(
    _: object,
    action: ExportNumbers,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    make = use_cases.export_numbers(person.telegram_user_id, action.kind, action.span, action.form)
    result = await telling_when_slow(make, partial(reply, tables.making(speech)))
    if result.file is None:
        await reply(tables.nothing_to_send(result, speech))
        return
    with result.file.content:
        await reply.file(result.file, tables.numbers_caption(result, speech))
    await reply.in_place(tables.numbers_sent(result, speech))


async def open_reports(
    _: object, person: Person, use_cases: UseCases, speech: Speech, reply: Reply
) -> None:
    months = await use_cases.export_report.months(person.telegram_user_id)
    await reply(tables.reports(months, speech))


async def export_report(
    _: object,
    action: ExportReport,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    month = month_in(action.month)
    if month is None:
        await reply(tables.not_understood(action.month, speech))
        return
    make = use_cases.export_report(person.telegram_user_id, month)
    result = await telling_when_slow(make, partial(reply, tables.making(speech)))
    if result is None:
        await reply(tables.no_report(month, speech))
        return
    with result.file.content:
        await reply.file(result.file, tables.report_caption(result, speech))
    await reply.in_place(tables.report_sent(speech))


async def export_everything(
    _: object,
    action: ExportEverything,
    person: Person,
    use_cases: UseCases,
    speech: Speech,
    reply: Reply,
) -> None:
    gather = use_cases.export_my_data(person.telegram_user_id)
    files = await telling_when_slow(gather, partial(reply, export.gathering(speech)))
    with ExitStack() as contents:
        for file in files:
            contents.enter_context(file.content)
        for number, file in enumerate(files, start=1):
            await reply.file(file, export.caption(number, len(files), speech))
    await reply.in_place(export.sent(len(files), speech))
    if action.before_deleting:
        question = await use_cases.ask_delete_me(person.telegram_user_id)
        await reply.below(delete_me.question_after_file(question, speech))


def router() -> Router:
    router = Router(name=__name__)
    on(router, open_export, OpenExport, {"export": OpenExport()})
    on(router, switch_export, SwitchExport)
    on(router, export_everything, ExportEverything)
    on(router, open_kinds, OpenExportKinds)
    on(router, open_spans, OpenExportSpans)
    on(router, open_formats, OpenExportFormats)
    on(router, export_numbers, ExportNumbers)
    on(router, open_reports, OpenReports)
    on(router, export_report, ExportReport)
    return router
