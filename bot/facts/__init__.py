"""The vetted answers: topics, versions, sources, fixed phrases, and choosing."""
