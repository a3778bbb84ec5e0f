"""Why a decision was not made: one sentence for the person who tried."""


class DecisionError(Exception):
    """A decision that cannot be made; nothing was written."""


class UnknownError(DecisionError):
    """There is nothing of that id in the sheet."""


class ChangedError(DecisionError):
    """Someone else changed the file meanwhile, in a way that the decision does not survive."""
