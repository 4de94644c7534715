"""Pages of chairing."""
