"""What is raised where an index cannot be read: apart, since who only waits for it loads nothing else of the index."""


class DamagedError(Exception):
    """A file is not as it was written."""
