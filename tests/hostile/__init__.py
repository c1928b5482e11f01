"""A folder of odd, broken and hostile files, made by a seed: each must be read, returned or set aside, by itself."""
