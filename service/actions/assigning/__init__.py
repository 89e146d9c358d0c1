"""Places and kits for a whole cohort: asked, shared out, changed, kept and handed over."""
