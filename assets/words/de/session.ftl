# German: session
