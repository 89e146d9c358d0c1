"""Releases beside one another, and putting one into use."""
