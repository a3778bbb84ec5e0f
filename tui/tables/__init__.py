"""Figures and dated events as tables: rows, columns, order, filter, totals, bars and spans, however they are shown."""
