"""The one gate: what exactly was approved, and every way past it that is refused (design §2.3)."""
