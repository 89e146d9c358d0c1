"""The report of the laboratory: what an analyst can send, in three languages and three forms."""
