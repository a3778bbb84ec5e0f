"""`help`: the guide on the command line, the same pages as in the browser."""

import os
from collections.abc import Iterator

from factsheets.problem import did_you_mean
from tui.cli import Call
from tui.config import read_config
from tui.help import KEYS_TOPIC, TOPICS, read
from tui.markdown import markdown_blocks
from tui.options import VERBS, build_parser
from tui.output import CommandError, Exit
from tui.page import Page
from tui.plain import linear_lines, page_lines


def read_guide(call: Call) -> Exit:
    """The command's own help and the topics; a page of the guide; or the help of a verb."""
    topic = call.args.topic
    if not topic:
        call.output.text(build_parser().format_help())
        call.output.lines(_topics())
        return Exit.FOUND
    verbs = [verb.name for verb in VERBS]
    if topic in TOPICS:
        if topic in verbs:
            call.output.note(f"this is the guide; `factfile {topic} --help` is about the verb")
        page = _keys(call) if topic == KEYS_TOPIC else Page(f"help/{topic}", topic, markdown_blocks(read(topic)))
        lines = linear_lines if call.output.plain else page_lines
        call.output.lines(lines(page, call.output.width))
        return Exit.FOUND
    if topic in verbs:
        build_parser(topic).parse_args([topic, "--help"])  # prints, and ends the program
    hint = did_you_mean(topic, [*TOPICS, *verbs]) or f"the guide has {', '.join(TOPICS)}"
    raise CommandError(f"there is no page {topic}; {hint}", Exit.USAGE)


def _keys(call: Call) -> Page:
    """The keys as the user's settings have them; what is wrong with these is told beside."""
    config = read_config(os.environ)
    for problem in config.problems:
        call.output.complain(str(problem))
    return config.keymap.page()


def _topics() -> Iterator[str]:
    yield ""
    yield "guide: factfile help TOPIC"
    width = max(map(len, TOPICS))
    for topic, title in TOPICS.items():
        yield f"  {topic:<{width}}  {title}"
