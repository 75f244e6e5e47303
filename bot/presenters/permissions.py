"""Instagram's permissions in words."""

from bot.domain.accounts import REQUIRED_PERMISSIONS
from bot.presenters.speech import Speech


def permission_words(permission: str, speech: Speech) -> str:
    """What a permission lets us do; its own name when we do not know it."""
    match permission:
        case "instagram_business_basic":
            return speech.plain("permission-basic")
        case "instagram_business_manage_insights":
            return speech.plain("permission-insights")
        case "instagram_business_content_publish":
            return speech.plain("permission-publish")
        case "instagram_business_manage_comments":
            return speech.plain("permission-comments")
        case "instagram_business_manage_messages":
            return speech.plain("permission-messages")
    return permission


def permission_request(permission: str, speech: Speech) -> str:
    """The same before it is granted: says which ones may be declined."""
    words = permission_words(permission, speech)
    if permission in REQUIRED_PERMISSIONS:
        return words
    return speech.plain("permission-optional", permission=words)
