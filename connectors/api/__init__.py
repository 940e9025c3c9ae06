"""The public HTTP API, version 1; names and forms are the contract's."""
