"""What an operator relies on: masking, tokens, limits, logs."""
