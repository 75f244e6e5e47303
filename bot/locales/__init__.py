"""All wording, per language."""
