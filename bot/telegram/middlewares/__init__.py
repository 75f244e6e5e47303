"""What happens to every update before its handler, in the order of ``dispatcher``."""
