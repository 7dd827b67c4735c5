"""iCalendar (RFC 5545), in and out: bytes to frozen rows and back; no Django."""
