"""The ticking clock and the tasks that work on due rows."""
