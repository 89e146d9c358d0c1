"""What the laboratory reads and what it found."""
