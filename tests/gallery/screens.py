"""Every screen of an account in some state, told by the product's own presenters."""

from collections.abc import Mapping

from tests.gallery.accounts import accounts_of
from tests.gallery.alerts import alerts_of, alerts_without_data
from tests.gallery.api_keys import api_keys_of
from tests.gallery.builders import Make
from tests.gallery.comparing import comparing
from tests.gallery.digest_messages import digests_of
from tests.gallery.digests import digest_screens
from tests.gallery.exports import exports_of, exports_without_data
from tests.gallery.groups import groups
from tests.gallery.linking import linking_of, linking_without_data
from tests.gallery.meanings import meanings
from tests.gallery.media import media_of, media_without_data
from tests.gallery.operator import alerts
from tests.gallery.overviews import an_overview, overviews
from tests.gallery.people import people_of
from tests.gallery.settings import settings_and_help
from tests.gallery.states import State
from tests.gallery.stories import stories_of


def of_an_account(state: State) -> Mapping[str, Make]:
    """Those that show an account's data."""
    return {
        **accounts_of(state),
        **linking_of(state),
        **overviews(state),
        **digests_of(state),
        **digest_screens(state),
        **alerts_of(state),
        **media_of(state),
        **stories_of(state),
        **people_of(state),
        **exports_of(state),
        **comparing(state),
        **groups(state, an_overview(state)),
        **api_keys_of(state),
    }


def without_data() -> Mapping[str, Make]:
    """Those that look the same for everybody."""
    return {
        **linking_without_data(),
        **media_without_data(),
        **settings_and_help(),
        **alerts_without_data(),
        **meanings(),
        **exports_without_data(),
        **alerts(),
    }
