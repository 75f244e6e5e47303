"""Taking along, and leaving."""

from collections.abc import Mapping
from datetime import date

from bot.domain.exports import NOTES, ExportFormat, ExportKind, ExportSpan
from bot.domain.periods import last_days
from bot.presenters import (
    delete_me,
    export,
    export_numbers,
)
from bot.services.results import (
    AccountToDelete,
    DeletionQuestion,
    ExportedNumbers,
)
from tests.gallery.builders import (
    Make,
    an_account,
)
from tests.gallery.states import State
from tests.unit.presenters import results
from tests.unit.presenters.results import NOW


def exports_of(state: State) -> Mapping[str, Make]:
    """Of an account."""
    instagram_account = an_account(state)
    exported = ExportedNumbers(
        instagram_account,
        ExportKind.POSTS,
        ExportSpan.FOUR_WEEKS,
        ExportFormat.XLSX,
        last_days(28, NOW, results.TASHKENT),
        state.media,
        NOTES[ExportKind.POSTS],
        None,
    )
    return {
        "deletion question": lambda speech: delete_me.question(
            DeletionQuestion([AccountToDelete(instagram_account, 214, 31, 1)], 2, 1, NOW), speech
        ),
        "deletion question after the file": lambda speech: delete_me.question_after_file(
            DeletionQuestion([AccountToDelete(instagram_account, 214, 31, 1)], 2, 1, NOW), speech
        ),
        "numbers exported": lambda speech: export_numbers.numbers_sent(exported, speech),
        "no numbers to export": lambda speech: export_numbers.nothing_to_send(exported, speech),
    }


def exports_without_data() -> Mapping[str, Make]:
    """The same for everybody."""
    return {
        "export": export.screen,
        "export is being made": export.gathering,
        "export sent": lambda speech: export.sent(2, speech),
        "export kinds": export_numbers.kinds,
        "export spans": lambda speech: export_numbers.spans(ExportKind.POSTS, False, speech),
        "export formats": lambda speech: export_numbers.formats(
            ExportKind.POSTS, ExportSpan.FOUR_WEEKS, speech
        ),
        "export not understood": lambda speech: export_numbers.not_understood("postz", speech),
        "export of numbers is being made": export_numbers.making,
        "reports": lambda speech: export_numbers.reports(
            [date(2025, month, 1) for month in (10, 9, 8)], speech
        ),
        "no report": lambda speech: export_numbers.no_report(date(2025, 3, 1), speech),
        "report sent": export_numbers.report_sent,
        "deleted": delete_me.deleted,
    }
