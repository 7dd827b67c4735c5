"""What is there? Organisations, their benefits and fees."""
