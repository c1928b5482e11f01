"""`python -m casedrop`."""

from casedrop.cli import main

if __name__ == "__main__":
    main()
