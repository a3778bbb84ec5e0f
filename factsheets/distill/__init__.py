"""Documents -> findings -> draft sheet: deterministic rules over vocabularies that a user can read and extend."""
