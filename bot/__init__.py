"""Faro: vetted answers for migrants in Mexico. docs/architecture.md is the map."""
