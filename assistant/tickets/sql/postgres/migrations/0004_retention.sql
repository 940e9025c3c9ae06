-- Finds the tickets that still name their conversation, however many older ones there are.
CREATE INDEX ticket_linked ON ticket (day) WHERE substr(citizen, 1, 8) <> 'retired:';
