# German: controls
