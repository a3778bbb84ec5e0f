"""What is said of a document that cannot be used."""


class UnreadableError(Exception):
    """A document that cannot be read; the message is one sentence for its user."""
