"""Every query of the product, scoped to the person who asks."""
