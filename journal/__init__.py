"""What did I do, and what next?"""
