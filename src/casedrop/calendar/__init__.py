"""Working time: opening hours, holidays, deadlines reckoned in it and explained. Pure."""
