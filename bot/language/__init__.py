"""Text made comparable, and a conversation's language. Core: pure, Python 3.10+."""
