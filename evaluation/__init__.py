"""What are my memberships doing for me?"""
