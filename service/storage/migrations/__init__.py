"""The history of the tables.

A change of `tables.py` needs a file in `versions/`; the integration test that compares both names
what is missing. Released files never change.
"""
