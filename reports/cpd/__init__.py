"""What does the CPD report of a period say?"""
