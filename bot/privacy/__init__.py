"""Keeping people unknown: redaction before storing, and quiet logs. Core: pure."""
