# German: inspector
