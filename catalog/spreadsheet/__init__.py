"""The catalog as a spreadsheet, because that is what offices have: out and back in, without loss."""
