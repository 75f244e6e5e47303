"""Tables as CSV, JSON and ZIP: files that people take away."""
