# German: plots
