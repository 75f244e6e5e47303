"""The code that is typed where the deep link was lost."""

from bot.chance import new_typed_code


def test_a_typed_code_is_never_a_word() -> None:
    codes = [new_typed_code().reveal() for _ in range(2000)]
    assert all(any(sign.isdigit() for sign in code) for code in codes)
    assert {len(code) for code in codes} == {8}
