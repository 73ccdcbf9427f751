# German: tables
