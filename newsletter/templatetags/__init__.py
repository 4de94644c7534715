"""Tags for the letter."""
