"""What tickets and conversations share of their databases: SQL in named files, and the way to PostgreSQL."""
