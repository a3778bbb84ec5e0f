"""Everything that talks to a terminal: the command, the pages, the browser."""
