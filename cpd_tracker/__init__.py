"""How does it start? Settings, addresses, home page, health."""
