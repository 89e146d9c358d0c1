"""Blind grading of pairs by two people."""
