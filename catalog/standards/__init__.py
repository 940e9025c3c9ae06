"""The catalog in the forms of published standards; the map of the fields is in docs/catalog.md."""
