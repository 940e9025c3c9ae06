"""The catalog as a spreadsheet, because that is what offices have: out and back in, without loss."""

from catalog.spreadsheet.importing import Outcome, import_spreadsheet
from catalog.spreadsheet.reading import PlacedFault
from catalog.spreadsheet.writing import write_tables, write_workbook

__all__ = ["Outcome", "PlacedFault", "import_spreadsheet", "write_tables", "write_workbook"]
