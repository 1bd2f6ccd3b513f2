"""What one may ask of a text that is being written: what stands here, where else it stands, what may come next.

Whatever answers an editor asks here, and decides nothing of its own. Every answer is given of broken text too.
"""
