"""From what was said or tapped to one use case, and its result to a screen."""
