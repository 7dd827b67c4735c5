"""Where can I take part?"""
