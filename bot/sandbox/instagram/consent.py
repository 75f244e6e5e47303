"""The pages of Instagram that a person sees: consent, and what can go wrong before it."""

from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files
from string import Template

from bot.sandbox.instagram.account import Account
from bot.sandbox.instagram.tokens import BASIC, SCOPES

_PAGE = Template((files("bot.sandbox.instagram") / "consent.html").read_text("utf-8"))
_KINDS = {"BUSINESS": "Business", "MEDIA_CREATOR": "Creator", "PERSONAL": "Personal account"}


def consent_page(
    app_name: str, query: Mapping[str, str], scopes: Sequence[str], accounts: Sequence[Account]
) -> str:
    """A form that posts the authorize query with ``account_id``, ``scopes`` and ``decision``."""
    kept = _hidden(query)
    choices = "".join(_account(account, is_first=not n) for n, account in enumerate(accounts))
    ticks = "".join(_scope(scope) for scope in scopes)
    return _page(
        f"Log in to {app_name}",
        f"<h1>{escape(app_name)} wants to access your Instagram account</h1>"
        "<p>You can take this back at any time in your Instagram settings.</p>"
        f'<form method="post" action="authorize/decision">{kept}'
        f'<h2 id="who">Continue as</h2><div class="list" role="radiogroup" aria-labelledby="who">'
        f"{choices}</div>"
        f'<h2 id="what">{escape(app_name)} asks to</h2>'
        f'<div class="list" role="group" aria-labelledby="what">{ticks}</div>'
        '<button class="allow" data-testid="allow" name="decision" value="allow">Allow</button>'
        '<button class="deny" data-testid="deny" name="decision" value="deny">Cancel</button>'
        "</form><footer>The sandbox's Instagram. Nothing here leaves this computer.</footer>",
    )


def apps_page(
    app_name: str, active: Sequence[Account], removed: Sequence[Account], said: str
) -> str:
    """Instagram's settings: who lets the app in, and who took that back."""
    parts = ["<h1>Apps and websites</h1>"]
    if said:
        parts.append(f'<p data-testid="said">{escape(said)}</p>')
    parts.append(f"<h2>Active</h2><p>{escape(app_name)} may read these accounts.</p>")
    parts += [_switch(account, "remove", "Remove", "deny") for account in active]
    if removed:
        parts.append("<h2>Removed</h2>")
        ask = "Ask to delete my data"
        parts += [_switch(account, "deletion", ask, "deny") for account in removed]
    return _page("Apps and websites", "".join(parts))


def login_page(query: Mapping[str, str], problem: str = "") -> str:
    """A form that asks for the consent page as ``username``. Any password does: none is sent."""
    told = f'<p data-testid="login-problem">{escape(problem)}</p>' if problem else ""
    kept = _hidden({name: value for name, value in query.items() if name != "username"})
    return _page(
        "Log in to Instagram",
        f'<h1>Log in to Instagram</h1>{told}<form method="get" action="authorize">{kept}'
        '<div class="list"><label><span>Username</span>'
        '<input class="text" data-testid="username" name="username" required></label>'
        '<label><span>Password</span><input class="text" type="password"></label></div>'
        '<button class="allow" data-testid="log-in">Log in</button></form>'
        "<footer>The sandbox's Instagram. Any password does.</footer>",
    )


def error_page(message: str) -> str:
    return _page(
        "Sorry, this page isn't available",
        f'<h1>Sorry, something went wrong</h1><p data-testid="oauth-error">{escape(message)}</p>',
    )


def personal_account_page(username: str) -> str:
    return _page(
        "Professional account needed",
        "<h1>You need a professional account</h1>"
        f'<p data-testid="personal-account">@{escape(username)} is a personal account. Switch to a '
        "business or creator account in the Instagram app, then come back.</p>",
    )


def _hidden(query: Mapping[str, str]) -> str:
    return "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in query.items()
    )


def _page(title: str, content: str) -> str:
    return _PAGE.substitute(title=escape(title), content=content)


def _account(account: Account, *, is_first: bool) -> str:
    name, checked = escape(account.username), " checked" if is_first else ""
    return (
        f'<label data-testid="account-{name}">'
        f'<img src="../cdn/profile/{account.user_id}.jpg" alt=""><span>{name}'
        f"<small>{escape(account.name)} · {_KINDS[account.account_type]}</small></span>"
        f'<input type="radio" name="account_id" value="{account.user_id}"{checked}></label>'
    )


def _switch(account: Account, action: str, label: str, kind: str) -> str:
    """An account and what can be done about it."""
    name = escape(account.username)
    return (
        f'<form method="post" action="/instagram/settings/apps/{account.user_id}/{action}">'
        f'<div class="list"><label><img src="/instagram/cdn/profile/{account.user_id}.jpg" alt="">'
        f"<span>{name}<small>{escape(account.name)}</small></span></label></div>"
        f'<button class="{kind}" data-testid="{action}-{name}">{escape(label)}</button></form>'
    )


def _scope(scope: str) -> str:
    """Basic access cannot be unticked; a disabled box is not posted, so a hidden field is."""
    words = escape(SCOPES[scope])
    if scope == BASIC:
        return (
            f'<label data-testid="scope-{scope}"><span>{words}<small>Required</small></span>'
            f'<input type="checkbox" checked disabled></label>'
            f'<input type="hidden" name="scopes" value="{scope}">'
        )
    return (
        f'<label data-testid="scope-{scope}"><span>{words}</span>'
        f'<input type="checkbox" name="scopes" value="{scope}" checked></label>'
    )
