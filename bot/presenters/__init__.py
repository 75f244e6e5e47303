"""Results of use cases turned into screens: pure functions, one file a screen."""
