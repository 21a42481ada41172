"""The doors to people: one folder per channel."""
