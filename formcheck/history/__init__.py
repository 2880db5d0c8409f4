"""What the client history tells: the course of a client's sets, as text, page and tables."""
