"""WCAG 2.2 AA: text 4.5 to 1 (1.4.3), what a control is known by 3 to 1 (1.4.11), in light and in dark."""

import re
from importlib.resources import files

import pytest

CSS = (files("assistant.page") / "static" / "page.css").read_text("utf-8")
TEXT = [
    (ink, ground)
    for ink in ("ink", "soft", "accent", "warn", "fail")
    for ground in ("ground", "surface", "sunk")
] + [("accent", "accent-soft"), ("ink", "mark"), ("ground", "accent"), ("ink", "accent-soft")]
CONTROLS = [("accent", ground) for ground in ("ground", "surface", "sunk")] + [("warn", "surface")]


def colours(theme: str) -> dict[str, str]:
    """The named colours of `light` or `dark`."""
    start = CSS.index(":root {" if theme == "light" else ":root.dark")
    block = CSS[start : CSS.index("}", start)]
    return dict(re.findall(r"--ra-([\w-]+): (#[0-9a-f]{6})", block))


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, 'contrast ratio' and 'relative luminance'."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_measure_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(theme: str, ink: str, ground: str) -> None:
    named = colours(theme)
    assert contrast(named[ink], named[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), CONTROLS)
def test_bars_dots_and_the_focus_can_be_seen(theme: str, mark: str, ground: str) -> None:
    named = colours(theme)
    assert contrast(named[mark], named[ground]) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_and_gradios_own_parts_have_the_same_colours(theme: str) -> None:
    from assistant.page.theme import page_theme  # gradio takes seconds to import

    named, made = colours(theme), page_theme()
    end = "_dark" if theme == "dark" else ""
    for name, variable in (
        ("ground", "body_background_fill"),
        ("ink", "body_text_color"),
        ("soft", "body_text_color_subdued"),
        ("accent", "link_text_color"),
    ):
        assert getattr(made, variable + end) == named[name], variable
    button = getattr(made, "button_primary_background_fill" + end)
    assert contrast(getattr(made, "button_primary_text_color" + end), button) >= 4.5
    field = getattr(made, "input_border_color" + end)
    assert contrast(field, named["surface"]) >= 3
