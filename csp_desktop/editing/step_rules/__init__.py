"""What a change brings with it by itself, and what no step may do: asked by the workspace before it writes."""
