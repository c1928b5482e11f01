"""The forms library: a form, what a filled one says, what is wrong with it. It knows no flow and no case. Pure."""
