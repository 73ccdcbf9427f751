# German: files
