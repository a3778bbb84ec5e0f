"""What each role looks like: attributes first, so that nothing is lost without colours, and an ink for the themes.

An ink is one of the terminal's own eight colours, written here as what it is for and not as what is seen: a theme
decides what becomes of it (`tui.views.themes`), and by default it is nothing.
"""

from rich.style import Style as RichStyle

from tui.page import Style

LOOKS: dict[Style, RichStyle] = {
    Style.PLAIN: RichStyle.null(),
    Style.TITLE: RichStyle(bold=True),
    Style.HEADING: RichStyle(bold=True),
    Style.LABEL: RichStyle(dim=True),
    Style.AMOUNT: RichStyle(bold=True, color="green"),
    Style.STRONG: RichStyle(bold=True),
    Style.EMPHASIS: RichStyle(italic=True),
    Style.CODE: RichStyle(color="yellow"),
    Style.DIM: RichStyle(dim=True),
    Style.MARK: RichStyle(reverse=True),
    Style.WARNING: RichStyle(bold=True, color="red"),
}
LINK = RichStyle(underline=True, color="cyan")
FOCUSED_LINK = RichStyle(underline=True, bold=True, color="cyan")
FOUND = RichStyle(reverse=True)
