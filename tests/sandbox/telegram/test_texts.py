"""Markup becomes text and entities as on the real server, in UTF-16 units."""

from typing import Any

import pytest

from tests.sandbox.telegram.conftest import ANNA, Sandbox

Entity = dict[str, Any]


def entity(kind: str, offset: int, length: int, **more: Any) -> Entity:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("markup", "text", "entities"),
    [
        ("A & B &copy; &lt;&#33;&#x21;&amp", "A & B &copy; <!!&", []),
        (
            "🎉<b>x<i>y</i></b>",
            "🎉xy",
            [entity("bold", 2, 2), entity("italic", 3, 1)],
        ),
        ("<B>x</>", "x", [entity("bold", 0, 1)]),
        (
            '<a href="http://Example.com" target="_blank">x</a>',
            "x",
            [entity("text_link", 0, 1, url="http://example.com/")],
        ),
        ("<a>a.example/b</a>", "a.example/b", [
            entity("text_link", 0, 11, url="http://a.example/b"),
        ]),
        ('<a href="nothing">x</a>', "x", []),
        (
            '<a href="tg://user?id=7">x</a>',
            "x",
            [entity("text_mention", 0, 1, user={"id": 7})],
        ),
        (
            '<pre><code class="language-python">x</code></pre>',
            "x",
            [entity("pre", 0, 1, language="python")],
        ),
        ("<code>x</code>", "x", [entity("code", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [entity("spoiler", 0, 1)]),
        ("<tg-spoiler>x</tg-spoiler>", "x", [entity("spoiler", 0, 1)]),
        (
            "<blockquote expandable>x</blockquote>",
            "x",
            [entity("expandable_blockquote", 0, 1)],
        ),
        ("<blockquote>x</blockquote>", "x", [entity("blockquote", 0, 1)]),
        (
            '<tg-time unix="1795338000" format="r">now</tg-time>',
            "now",
            [entity("date_time", 0, 3, unix_time=1795338000, date_time_format="r")],
        ),
        (
            '<tg-time unix="1795338000">now</tg-time>',
            "now",
            [entity("date_time", 0, 3, unix_time=1795338000)],
        ),
        ("  <b> x </b>  ", "x", [entity("bold", 0, 1)]),
        ("x <u></u>", "x", []),
        (
            "<b>/help</b> @farolero #day $USD a@b.example",
            "/help @farolero #day $USD a@b.example",
            [
                entity("bold", 0, 5),
                entity("bot_command", 0, 5),
                entity("mention", 6, 9),
                entity("hashtag", 16, 4),
                entity("cashtag", 21, 4),
                entity("email", 26, 11),
            ],
        ),
        ("<code>https://a.example</code>", "https://a.example", [entity("code", 0, 17)]),
        ("see https://a.example/x.", "see https://a.example/x.", [entity("url", 4, 19)]),
    ],
)  # fmt: skip
async def test_html(sandbox: Sandbox, markup: str, text: str, entities: list[Entity]) -> None:
    await sandbox.say("/start")
    sent = await sandbox.call("sendMessage", chat_id=ANNA, text=markup, parse_mode="html")
    assert (sent["text"], sent.get("entities", [])) == (text, entities)


@pytest.mark.parametrize(
    ("markup", "text", "entities"),
    [
        ("*b* _i_ __u__ ~s~ ||p|| `c`", "b i u s p c", [
            entity("bold", 0, 1),
            entity("italic", 2, 1),
            entity("underline", 4, 1),
            entity("strikethrough", 6, 1),
            entity("spoiler", 8, 1),
            entity("code", 10, 1),
        ]),
        ("*a _b_*", "a b", [entity("bold", 0, 3), entity("italic", 2, 1)]),
        ("1\\.5", "1.5", []),
        ("[x](http://a.example/\\))", "x", [entity("text_link", 0, 1, url="http://a.example/)")]),
        ("```py\nx=1```", "x=1", [entity("pre", 0, 3, language="py")]),
        (">a\n>b\nc", "a\nb\nc", [entity("blockquote", 0, 4)]),
        (">a\n>b||", "a\nb", [entity("expandable_blockquote", 0, 3)]),
        ("`a.b`", "a.b", [entity("code", 0, 3)]),
    ],
)  # fmt: skip
async def test_markdown_v2(
    sandbox: Sandbox, markup: str, text: str, entities: list[Entity]
) -> None:
    await sandbox.say("/start")
    sent = await sandbox.call("sendMessage", chat_id=ANNA, text=markup, parse_mode="MarkdownV2")
    assert (sent["text"], sent.get("entities", [])) == (text, entities)


@pytest.mark.parametrize(
    ("markup", "text", "entities"),
    [
        ("*b* _i_ `c`", "b i c", [
            entity("bold", 0, 1),
            entity("italic", 2, 1),
            entity("code", 4, 1),
        ]),
        ("[x](http://a.example/) \\_", "x _", [entity("text_link", 0, 1, url="http://a.example/")]),
        ("```\nx```", "x", [entity("pre", 0, 1)]),
    ],
)  # fmt: skip
async def test_legacy_markdown(
    sandbox: Sandbox, markup: str, text: str, entities: list[Entity]
) -> None:
    await sandbox.say("/start")
    sent = await sandbox.call("sendMessage", chat_id=ANNA, text=markup, parse_mode="Markdown")
    assert (sent["text"], sent.get("entities", [])) == (text, entities)


async def test_entities_can_be_given_instead_of_markup(sandbox: Sandbox) -> None:
    await sandbox.say("/start")
    given = [entity("bold", 0, 2), entity("mention", 0, 2), entity("spoiler", 3, 4)]
    sent = await sandbox.call("sendMessage", chat_id=ANNA, text="🎉 x y", entities=given)
    assert sent["entities"] == [entity("bold", 0, 2), entity("spoiler", 3, 3)]
    refused = await sandbox.refusal(
        "sendMessage", chat_id=ANNA, text="x", entities=[entity("shout", 0, 1)]
    )
    assert refused == (400, "Bad Request: can't parse MessageEntity: Unsupported type specified")


@pytest.mark.parametrize(
    ("markup", "html"),
    [
        ("a < b".replace("<", "&lt;"), "a &lt; b"),
        (
            '<b>x<i>y</i></b> <a href="https://a.example/?a=1&amp;b=2">z</a>',
            (
                '<b>x<i>y</i></b> <a href="https://a.example/?a=1&amp;b=2" target="_blank"'
                ' rel="noopener noreferrer">z</a>'
            ),
        ),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ("<b>🎉</b>!", "<b>🎉</b>!"),
        (
            '<tg-time unix="0" format="t">x</tg-time>',
            '<time datetime="1970-01-01T00:00:00+00:00" data-format="t">x</time>',
        ),
    ],
)
async def test_the_page_is_given_safe_html(sandbox: Sandbox, markup: str, html: str) -> None:
    await sandbox.say("/start")
    await sandbox.call("sendMessage", chat_id=ANNA, text=markup, parse_mode="HTML")
    assert (await sandbox.shown())[-1]["html"] == html
