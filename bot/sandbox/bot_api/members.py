"""Who is what in a chat."""

from typing import Any

from bot.sandbox.bot_api.world import Chat, MemberStatus, World

_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)
_RIGHTS_BY_TYPE = {
    "group": ("can_pin_messages", "can_manage_tags"),
    "supergroup": ("can_pin_messages", "can_manage_topics", "can_manage_tags"),
    "channel": ("can_post_messages", "can_edit_messages", "can_manage_direct_messages"),
}
"""Bot API: those for groups only, for supergroups only and for channels only."""

_PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
    "can_edit_tag",
    "can_react_to_messages",
)


def permissions(*, allowed: bool) -> dict[str, bool]:
    return dict.fromkeys(_PERMISSIONS, allowed)


def status_of(world: World, chat: Chat, user_id: int) -> MemberStatus:
    if user_id == world.bot_id:
        return chat.bot_status
    if chat.type == "private":
        return "member" if user_id == chat.id else "left"
    return chat.members.get(str(user_id), "left")


def member_object(world: World, chat: Chat, user_id: int, status: MemberStatus) -> dict[str, Any]:
    member: dict[str, Any] = {"user": world.user_object(user_id), "status": status}
    if status == "creator":
        member["is_anonymous"] = False
    elif status == "administrator":
        rights = (*_RIGHTS, *_RIGHTS_BY_TYPE.get(chat.type, ()))
        member |= {"can_be_edited": False, "is_anonymous": False, **dict.fromkeys(rights, True)}
    elif status == "restricted":
        member |= {"is_member": True, "until_date": 0, **permissions(allowed=False)}
    elif status == "kicked":
        member["until_date"] = 0
    return member
