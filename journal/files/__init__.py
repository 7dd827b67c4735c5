"""What is a file, by its content? Bytes in, their kind out; no Django and nothing on the disk."""
