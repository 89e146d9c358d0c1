"""Invented worlds whose truth is known, to prove the laboratory on. Nothing here trains what ships.

`world.make_world` draws people, companies, openings, what officers were shown and chose, and what
came of it; `truth` says who would really fit and be hired, `policies` what any ranking would really
have brought, and `orders` where an injustice is planted, and how large it is.
"""
