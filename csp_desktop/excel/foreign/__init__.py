"""Tables made by others, once recognised: what their rows hold, cell by cell."""
