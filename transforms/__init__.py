"""Say what a document says: bytes to rows, without paths, connections, clocks or environment."""
