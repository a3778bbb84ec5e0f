"""What each role looks like: attributes before colours, so that nothing is lost without them."""

from rich.style import Style as RichStyle

from tui.page import Style

LOOKS: dict[Style, RichStyle] = {
    Style.PLAIN: RichStyle.null(),
    Style.TITLE: RichStyle(bold=True),
    Style.HEADING: RichStyle(bold=True),
    Style.LABEL: RichStyle(dim=True),
    Style.AMOUNT: RichStyle(bold=True),
    Style.STRONG: RichStyle(bold=True),
    Style.EMPHASIS: RichStyle(italic=True),
    Style.CODE: RichStyle.null(),
    Style.DIM: RichStyle(dim=True),
    Style.MARK: RichStyle(reverse=True),
    Style.WARNING: RichStyle(bold=True, color="red"),
}
LINK = RichStyle(underline=True)
FOCUSED_LINK = RichStyle(underline=True, bold=True)
FOUND = RichStyle(reverse=True)
