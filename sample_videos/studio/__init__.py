"""The render studio: films of computer-made people whose every joint angle is known."""
