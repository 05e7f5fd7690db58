"""The page's looks: one theme for light and dark, our stylesheet, our script. Nothing from another host."""

from importlib.resources import files

from gradio.themes import Base
from gradio.themes.utils.fonts import Font, LocalFont

_STATIC = files("assistant.page") / "static"


def page_theme() -> Base:
    """Gradio's own components in the page's colours; the same values as in `page.css`.

    The font is a file that Gradio ships, with system fonts behind it. (Of what it ships, Source Sans Pro
    in these weights is complete; others, such as Lora, are Cyrillic subsets in 6.31.)
    """
    theme = Base(
        font=[LocalFont("Source Sans Pro", weights=(400, 700)), Font("system-ui"), Font("sans-serif")],
        font_mono=[Font("ui-monospace"), Font("SFMono-Regular"), Font("Consolas"), Font("monospace")],
    )
    return theme.set(
        body_background_fill="#faf9f6",
        body_background_fill_dark="#17181a",
        body_text_color="#1f1e1b",
        body_text_color_dark="#e8e6e1",
        body_text_color_subdued="#5d5a53",
        body_text_color_subdued_dark="#a8a59d",
        background_fill_primary="#ffffff",
        background_fill_primary_dark="#1f2123",
        background_fill_secondary="#f3f1ec",
        background_fill_secondary_dark="#26282b",
        border_color_primary="#e0ddd5",
        border_color_primary_dark="#36383c",
        border_color_accent="#19605c",
        border_color_accent_dark="#7cc7c0",
        color_accent="#19605c",
        color_accent_soft="#e3efed",
        color_accent_soft_dark="#1f3332",
        link_text_color="#19605c",
        link_text_color_dark="#7cc7c0",
        block_background_fill="*background_fill_primary",
        block_border_width="1px",
        block_radius="8px",
        block_shadow="none",
        block_label_text_color="*body_text_color_subdued",
        block_title_text_color="*body_text_color",
        block_title_text_weight="600",
        button_primary_background_fill="#19605c",
        button_primary_background_fill_hover="#124a47",
        button_primary_background_fill_dark="#7cc7c0",
        button_primary_background_fill_hover_dark="#9bd6d0",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#102322",
        button_secondary_background_fill="*background_fill_primary",
        button_secondary_background_fill_hover="*background_fill_secondary",
        button_secondary_border_color="*border_color_primary",
        button_secondary_text_color="*body_text_color",
        input_background_fill="*background_fill_primary",
        input_background_fill_dark="*background_fill_primary",
        input_placeholder_color_dark="*body_text_color_subdued",
        input_shadow_focus_dark="none",
        block_background_fill_dark="*background_fill_primary",
        block_border_color_dark="*border_color_primary",
        block_label_text_color_dark="*body_text_color_subdued",
        block_title_text_color_dark="*body_text_color",
        checkbox_background_color_selected="#19605c",
        checkbox_background_color_selected_dark="#19605c",
        button_secondary_background_fill_dark="*background_fill_primary",
        button_secondary_background_fill_hover_dark="*background_fill_secondary",
        button_secondary_border_color_dark="*border_color_primary",
        input_border_color="#8b877d",
        input_border_color_dark="#777a80",
        input_border_color_focus="*color_accent",
        input_border_color_focus_dark="#7cc7c0",
        input_border_width="1px",
        input_placeholder_color="*body_text_color_subdued",
        input_shadow="none",
        input_shadow_focus="none",
    )


def page_css() -> str:
    """The stylesheet."""
    return (_STATIC / "page.css").read_text("utf-8")


def page_head() -> str:
    """The script, as an element for the page's head."""
    return f"<script>{(_STATIC / 'page.js').read_text('utf-8')}</script>"
