"""Does the laboratory find what is planted, and nothing else? Asked of invented worlds.

What is proved here is about the measures, never about a release.
"""
