"""Begins the browser: the first screen stands before the library is open, wherever an earlier start kept it."""

import os
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from factsheets.library_folder import LibraryFolder
from tui.app import refuse_reason, run_browser
from tui.config import Config
from tui.front import kept_front
from tui.output import CommandError, Exit, Output, progress_bar

if TYPE_CHECKING:
    from index.build import Progress
    from tui.live import Live
    from tui.ports import Backend


def browse(folder: LibraryFolder, output: Output, config: Config) -> int:
    """Open the browser; on a terminal that cannot show it, say so and point to the command."""
    refused = refuse_reason(os.environ)
    if refused:
        raise CommandError(refused, Exit.USAGE)
    front = kept_front(folder, os.environ)
    with closing(Opening(folder, config)) as opening:
        if front is not None:
            backend = replace(front.backend(folder, opening.open), kiosk=config.kiosk)
            return run_browser(backend, config)
        with progress_bar(output, "indexing") as progress:
            backend = opening.open(progress)
        return run_browser(backend, config)


class Opening:
    """A library that may be opened, before the first screen or in the library's thread after it."""

    def __init__(self, folder: LibraryFolder, config: Config) -> None:
        self._folder = folder
        self._config = config
        self._live: Live | None = None

    def open(self, progress: "Progress | None" = None) -> "Backend":
        from tui.live import Live  # noqa: PLC0415 - half of a start, and the first screen does without

        live = Live(self._folder, self._config)
        backend = live.open(progress)
        self._live = live
        return backend

    def close(self) -> None:
        if self._live is not None:
            self._live.close()
