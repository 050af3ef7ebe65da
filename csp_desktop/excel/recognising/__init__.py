"""Recognising what tables made by others are: headings, values and all columns weighed together."""
