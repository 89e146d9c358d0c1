"""Life plans: written, read beside their versions, and signed."""
