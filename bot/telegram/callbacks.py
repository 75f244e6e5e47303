"""Actions as ``callback_data`` and back.

What was once sent stays under old messages for ever: a prefix is never given to another action,
and a field is only ever added last, with a default.
"""

import re
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from enum import StrEnum
from typing import Any, get_type_hints

from bot.presenters import actions
from bot.presenters.actions import Action

LONGEST = 64
"""Telegram: ``callback_data`` has 1 to 64 bytes."""

PREFIXES: Mapping[str, type[Action]] = {
    "h": actions.OpenHome,
    "l": actions.StartLinking,
    "ln": actions.TryLinkingNow,
    "lc": actions.CancelLinking,
    "ex": actions.OpenExample,
    "o": actions.OpenOverview,
    "os": actions.SwitchOverview,
    "m": actions.OpenMediaList,
    "c": actions.OpenMedia,
    "al": actions.OpenAlbum,
    "lv": actions.OpenLiveStories,
    "a": actions.OpenStoryArchive,
    "am": actions.OpenStoryMonth,
    "q": actions.OpenSequence,
    "qp": actions.OpenSequencePictures,
    "s": actions.OpenStory,
    "sc": actions.OpenStoryCurve,
    "bt": actions.OpenBestTime,
    "au": actions.OpenAudience,
    "ac": actions.OpenAccounts,
    "sw": actions.SwitchAccount,
    "ua": actions.AskUnlink,
    "u": actions.Unlink,
    "st": actions.OpenSettings,
    "lg": actions.OpenLanguages,
    "sl": actions.SetLanguage,
    "tz": actions.OpenTimeZones,
    "zl": actions.AskLocation,
    "sz": actions.SetTimeZone,
    "d": actions.OpenDigest,
    "sd": actions.SetDigest,
    "dh": actions.OpenDigestHours,
    "dw": actions.OpenDigestWeekdays,
    "dn": actions.SendDigestNow,
    "dg": actions.OpenDigests,
    "do": actions.OpenDigestPause,
    "dq": actions.MuteDigest,
    "dr": actions.AskRemoveDigest,
    "dx": actions.RemoveDigest,
    "da": actions.OpenNewDigest,
    "de": actions.AddDigest,
    "ag": actions.SendAgain,
    "n": actions.OpenAlerts,
    "nk": actions.OpenAlertKinds,
    "ns": actions.SetAlert,
    "nm": actions.MuteAlert,
    "ne": actions.EndMutes,
    "qh": actions.OpenQuietHours,
    "qb": actions.OpenQuietBegin,
    "qe": actions.OpenQuietEnd,
    "qs": actions.SetQuietHours,
    "nu": actions.SetUrgent,
    "p": actions.OpenPrivacy,
    "sy": actions.OpenSecurityLog,
    "hp": actions.OpenHelp,
    "su": actions.OpenStatus,
    "w": actions.OpenWhy,
    "wt": actions.OpenMetrics,
    "wm": actions.OpenMetric,
    "ad": actions.AskDeleteMe,
    "dm": actions.DeleteMe,
    "xp": actions.OpenExport,
    "xa": actions.SwitchExport,
    "xe": actions.ExportEverything,
    "xk": actions.OpenExportKinds,
    "xs": actions.OpenExportSpans,
    "xf": actions.OpenExportFormats,
    "xn": actions.ExportNumbers,
    "xr": actions.OpenReports,
    "xm": actions.ExportReport,
    "po": actions.OpenPost,
    "tp": actions.OpenTop,
    "tm": actions.OpenTopMeasures,
    "tl": actions.OpenTags,
    "to": actions.OpenTag,
    "tk": actions.OpenMarking,
    "tx": actions.MarkFromTag,
    "ti": actions.OpenTagsOf,
    "tc": actions.MarkFromCard,
    "tn": actions.OpenRenameTag,
    "tr": actions.AskRemoveTag,
    "td": actions.RemoveTag,
    "cm": actions.OpenCompare,
    "cp": actions.ComparePeriods,
    "ck": actions.PickPost,
    "co": actions.ComparePosts,
    "ct": actions.PickTag,
    "cg": actions.CompareTags,
    "gi": actions.InviteToChat,
    "gy": actions.ShowThere,
    "gl": actions.OpenShownIn,
    "g": actions.OpenGrant,
    "gs": actions.SetGrant,
    "ge": actions.EndGrant,
    "gm": actions.OpenChatMedia,
    "gq": actions.OpenChatStories,
    "gv": actions.OpenChatLive,
    "gc": actions.OpenChatSettings,
    "gt": actions.TakeAway,
    "gn": actions.OpenChatLanguages,
    "gz": actions.SetChatLanguage,
    "kl": actions.OpenApiKeys,
    "k": actions.OpenApiKey,
    "kn": actions.OpenNewApiKey,
    "km": actions.MakeApiKey,
    "kr": actions.RevokeApiKey,
    "gu": actions.OpenGrantLanguages,
    "gw": actions.SetGrantLanguage,
}

_PREFIX_OF = {action: prefix for prefix, action in PREFIXES.items()}
_LASTING = "+"
_SEPARATOR = ":"
_INTEGER = re.compile(r"-?[0-9]{1,19}")
_INTEGERS = range(-(2**63), 2**63)
"""What our databases can hold."""


def pack(action: Action, *, lasting: bool = False) -> str:
    """``lasting`` marks a button of a message that must stay: its tap opens a new one.

    Raises ValueError for what does not fit.
    """
    parts = [_pack_value(getattr(action, field.name)) for field in fields(action)]
    if any(_SEPARATOR in part for part in parts):
        raise ValueError(f"a separator inside a field of {type(action).__name__}")
    data = (_LASTING if lasting else "") + _SEPARATOR.join([_PREFIX_OF[type(action)], *parts])
    if len(data.encode()) > LONGEST:
        raise ValueError(f"{type(action).__name__} does not fit into {LONGEST} bytes")
    return data


def unpack(data: str) -> Action | None:
    """None for what is not, or no longer, one of ours."""
    prefix, *parts = data.removeprefix(_LASTING).split(_SEPARATOR)
    action = PREFIXES.get(prefix)
    if action is None:
        return None
    expected = fields(action)
    # Data older than a field does without it; then the field's default holds.
    missing = expected[len(parts) :]
    if len(parts) > len(expected) or any(not _has_default(field) for field in missing):
        return None
    types = get_type_hints(action)
    try:
        values: list[Any] = [
            _unpack_value(part, types[field.name])
            for field, part in zip(expected, parts, strict=False)
        ]
    except ValueError:
        return None
    return action(*values)


def is_lasting(data: str) -> bool:
    return data.startswith(_LASTING)


def _has_default(field: Field[object]) -> bool:
    return field.default is not MISSING


def _pack_value(value: object) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, StrEnum):
        return value.value
    return str(value)


def _unpack_value(text: str, wanted: type) -> object:
    """Raises ValueError."""
    if wanted is str:
        return text
    if issubclass(wanted, StrEnum):
        return wanted(text)
    if wanted is bool:
        return {"0": False, "1": True}[text] if text in {"0", "1"} else _refuse(text)
    number = int(text) if _INTEGER.fullmatch(text) else _refuse(text)
    return number if number in _INTEGERS else _refuse(text)


def _refuse(text: str) -> int:
    raise ValueError(f"{len(text)} characters that are no such value")
