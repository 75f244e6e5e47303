"""Cities by name and time zones by place, from data that came with the installation."""
