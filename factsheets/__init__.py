"""What a fact sheet is: model, amounts, dates, evidence, validation, libraries, export. No screen, no search engine."""
