"""How do people write what Django reads? (`FORMAT_MODULE_PATH`)"""
