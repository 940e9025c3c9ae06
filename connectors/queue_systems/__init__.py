"""Other machines that give numbers in a hall: one protocol, its peers, and the bridge between them and our ledger."""
