"""How people write what is recorded, wherever they write it, and how it is written for them."""
