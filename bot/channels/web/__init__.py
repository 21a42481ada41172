"""The chat page and its JSON door; `faro ask` uses the same road."""
