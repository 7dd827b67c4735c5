"""What do I want? Skills, frameworks, goals, ability and experience."""
