"""`help`: the guide on the command line, the same pages as in the browser."""

from tui.cli import Call, build_parser
from tui.markdown import markdown_blocks
from tui.output import CommandError, Exit
from tui.page import Page
from tui.pages import HELP
from tui.plain import linear_lines, page_lines


def read_guide(call: Call) -> Exit:
    topics = sorted(path.stem for path in HELP.glob("*.md"))
    topic = call.args.topic
    if not topic:
        call.output.text(build_parser().format_help())
        call.output.lines(["", f"Guide: factfile help TOPIC, one of {', '.join(topics)}"])
        return Exit.FOUND
    if topic not in topics:
        raise CommandError(f"there is no page {topic}; the guide has {', '.join(topics)}", Exit.USAGE)
    page = Page(f"help/{topic}", topic, markdown_blocks((HELP / f"{topic}.md").read_text("utf-8")))
    lines = linear_lines if call.output.plain else page_lines
    call.output.lines(lines(page, call.output.width))
    return Exit.FOUND
