"""The thumbs under an answer, and the line for a comment that they open."""

from assistant.page.feedback import LONGEST_COMMENT, Rating

_THUMB = (
    '<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" fill="none" stroke="currentColor" '
    'stroke-width="1.8" stroke-linejoin="round"><path d="M7 10.5v9.5H4v-9.5zM7 10.5 11 3c1.6 0 2.6 1.2 '
    '2.3 2.8L12.7 9H18.5c1.3 0 2.2 1.2 1.9 2.4l-1.7 7c-.2.9-1 1.6-2 1.6H7"/></svg>'
)


def rating_form(at: int, rating: Rating | None) -> str:
    """Pressing a thumb rates at once; the comment after it is optional. The script opens the line."""
    thumbs = "".join(
        f'<button type="button" class="thumb {name}" data-act="rate" data-value="{at} {name}" '
        f'aria-pressed="{"true" if rating == name else "false"}" aria-label="{label}">{_THUMB}</button>'
        for name, label in (("up", "This answer is right"), ("down", "Something is wrong with this answer"))
    )
    return (
        f'<div class="rating" role="group" aria-label="Rate this answer"><span class="thumbs">{thumbs}</span>'
        f'<form class="comment" data-comment="{at}" hidden><input type="text" maxlength="{LONGEST_COMMENT}" '
        'aria-label="Comment" placeholder="Comment (optional)">'
        '<button type="submit">Send</button></form><span class="thanks" role="status"></span></div>'
    )
