"""What does belonging cost, who pays it, and what does it go to?"""
