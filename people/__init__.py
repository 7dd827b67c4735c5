"""Who, where? Accounts, profiles, working days and the gazetteer."""
