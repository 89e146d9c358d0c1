"""The JSON doors, versioned under /api/v1."""
