"""The clearinghouse of best practices, from upload to the reader."""
