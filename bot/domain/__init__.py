"""The rules of the field: plain values and functions, standard library only."""
