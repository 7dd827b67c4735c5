"""What do I belong to? Memberships, terms, roles, use and workplaces."""
