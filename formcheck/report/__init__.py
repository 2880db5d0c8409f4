"""The report of one filmed set: its model, its page, its files and its summary in the terminal."""
