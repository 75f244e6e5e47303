"""Everything that can be asked for about groups and channels."""

from dataclasses import dataclass

from bot.services.chat_tickets import ChatTickets
from bot.services.grant_chat import (
    AskAboutPlace,
    GrantByOwner,
    GrantPlace,
    InviteToChat,
    ProposePlace,
)
from bot.services.manage_grants import (
    ChangeGrant,
    EndGrant,
    ListGrants,
    SetGrantLanguage,
    ShowGrant,
)
from bot.services.note_chat import DescribeAdded, MoveChat, NoteAdded, NotePutOut, NoteSilenced
from bot.services.ports import Chats, Clock, Database
from bot.services.view_chat import ChatLanguage, FindShown, ManageChat


@dataclass(frozen=True)
class ChatUseCases:
    invite: InviteToChat
    grant_by_owner: GrantByOwner
    propose_place: ProposePlace
    ask_about_place: AskAboutPlace
    grant_place: GrantPlace
    list_grants: ListGrants
    show_grant: ShowGrant
    change_grant: ChangeGrant
    set_grant_language: SetGrantLanguage
    end_grant: EndGrant
    find_shown: FindShown
    language: ChatLanguage
    manage: ManageChat
    note_added: NoteAdded
    note_put_out: NotePutOut
    note_silenced: NoteSilenced
    move: MoveChat
    describe_added: DescribeAdded


def chat_use_cases(
    database: Database, clock: Clock, tickets: ChatTickets, chats: Chats
) -> ChatUseCases:
    return ChatUseCases(
        invite=InviteToChat(database, clock, tickets),
        grant_by_owner=GrantByOwner(database, clock, tickets, chats),
        propose_place=ProposePlace(clock, tickets, chats),
        ask_about_place=AskAboutPlace(database, clock, tickets, chats),
        grant_place=GrantPlace(database, clock, tickets, chats),
        list_grants=ListGrants(database),
        show_grant=ShowGrant(database),
        change_grant=ChangeGrant(database),
        set_grant_language=SetGrantLanguage(database, chats),
        end_grant=EndGrant(database),
        find_shown=FindShown(database),
        language=ChatLanguage(database),
        manage=ManageChat(database, chats),
        note_added=NoteAdded(database),
        note_put_out=NotePutOut(database),
        note_silenced=NoteSilenced(database, clock),
        move=MoveChat(database),
        describe_added=DescribeAdded(database, clock, tickets),
    )
